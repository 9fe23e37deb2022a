import type { Item } from '../generated/messages.ts';

/** Major types of RFC 8949 §3.1 in the first three bits. */
const BYTES = 0x40;
const ARRAY = 0x80;

/** The minor type that says how many bytes of argument follow, by their number. */
const MINOR_BY_WIDTH = [0, 24, 25, 0, 26];

/** What items are made of, all through. */
type Nested = Uint8Array | readonly Nested[];

/** CBOR of items, the same bytes as of any other value: the length is known beforehand, so nothing is put together from pieces. */
export function encodeItems(items: readonly Item[]): Uint8Array {
  // An item that has no body ends before it: there is nothing undefined in it.
  const list = items as readonly Nested[];
  const writer = { bytes: new Uint8Array(lengthOf(list)), at: 0 };
  write(writer, list);
  return writer.bytes;
}

function lengthOf(value: Nested): number {
  const { length } = value;
  if (value instanceof Uint8Array) return headLength(length) + length;
  let sum = headLength(length);
  for (const each of value) sum += lengthOf(each);
  return sum;
}

function headLength(argument: number): number {
  if (argument < 24) return 1;
  if (argument < 0x100) return 2;
  return argument < 0x1_0000 ? 3 : 5;
}

interface Writer {
  readonly bytes: Uint8Array;
  at: number;
}

function write(writer: Writer, value: Nested): void {
  const { length } = value;
  if (value instanceof Uint8Array) {
    writeHead(writer, BYTES, length);
    writer.bytes.set(value, writer.at);
    writer.at += length;
    return;
  }
  writeHead(writer, ARRAY, length);
  for (const each of value) write(writer, each);
}

/** A head in its shortest form. (SYN-004) */
function writeHead(writer: Writer, major: number, argument: number): void {
  const { bytes } = writer;
  const rest = headLength(argument) - 1;
  bytes[writer.at++] = major | (rest === 0 ? argument : MINOR_BY_WIDTH[rest]!);
  for (let shift = 8 * (rest - 1); shift >= 0; shift -= 8) bytes[writer.at++] = argument >>> shift;
}
