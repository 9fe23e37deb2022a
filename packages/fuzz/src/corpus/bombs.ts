import { deflateRawSync } from 'node:zlib';
import { concatBytes } from '@allod/core/bytes';
import { head, RawBytes, TreeMap, writeTree } from '../cbor-tree.ts';

/** Few bytes that promise many. */
export interface Bomb {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const GREAT = [2 ** 16, 2 ** 20, 2 ** 24, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
const MAJORS = [2, 3, 4, 5] as const;

const deflated = (content: Uint8Array): Uint8Array => new Uint8Array(deflateRawSync(content, { level: 1 }));

/** Compressed items, and what is said of their length. */
function inflating(z: Uint8Array, zn: number): Uint8Array {
  return writeTree(
    new TreeMap([
      ['m', 'items'],
      ['q', 0],
      ['s', 0],
      ['z', z],
      ['zn', zn],
    ]),
  );
}

/** Lengths and counts beyond the bytes that are there, DEFLATE that grows, and nesting. */
export function bombs(): Bomb[] {
  const promises = MAJORS.flatMap((major) =>
    GREAT.flatMap((count) => [
      { name: `major type ${major} of ${count}`, bytes: head(major, count) },
      { name: `i of major type ${major} and ${count}`, bytes: promised(major, count) },
    ]),
  );
  const zeros = deflated(new Uint8Array(16_777_216));
  const short = deflated(writeTree([[new Uint8Array(2), new Uint8Array(2), new Uint8Array(64)]]));
  const inflated = [1, 4_194_304, 4_194_305, 16_777_216, 2 ** 32, 2 ** 53 - 1].flatMap((zn) => [
    { name: `zeros that say they are ${zn}`, bytes: inflating(zeros, zn) },
    { name: `a short list that says it is ${zn}`, bytes: inflating(short, zn) },
  ]);
  const lists = concatBytes([head(4, 4_000_000), new Uint8Array(4_000_000)]);
  return [
    ...promises,
    ...inflated,
    { name: 'a list of four million numbers', bytes: inflating(deflated(lists), lists.length) },
    { name: 'arrays in arrays', bytes: new Uint8Array(100_000).fill(0x81) },
    { name: 'maps in maps', bytes: concatBytes(Array.from({ length: 30_000 }, () => Uint8Array.of(0xa1, 0x61, 0x61))) },
  ];
}

/** A message whose items are a head that promises more than there is. */
function promised(major: number, count: number): Uint8Array {
  return writeTree(
    new TreeMap([
      ['i', new RawBytes(head(major, count))],
      ['m', 'items'],
      ['q', 0],
      ['s', 0],
    ]),
  );
}
