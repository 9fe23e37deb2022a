import { concatBytes } from '@allod/core/bytes';
import { idBytes } from './order.ts';

/**
 * The tables of a store, by the first byte of their keys. Statements, bodies, spaces, head and meta are what a store knows;
 * everything in {@link INDEX_TABLES} follows from them.
 */
export const TABLE = {
  body: 'b',
  due: 'e',
  tag: 'g',
  head: 'h',
  item: 'i',
  order: 'k',
  meta: 'm',
  number: 'n',
  position: 'p',
  reference: 'r',
  space: 's',
  tip: 't',
  waiting: 'w',
} as const;

/** The letter of a table. */
export type Table = (typeof TABLE)[keyof typeof TABLE];

/** The tables that can be rebuilt. */
export const INDEX_TABLES: readonly Table[] = [
  TABLE.due,
  TABLE.tag,
  TABLE.order,
  TABLE.number,
  TABLE.position,
  TABLE.reference,
  TABLE.tip,
  TABLE.waiting,
];

/** What stands in place of an op that is waited for, when newer software is: no statement has this id. */
export const SOFTWARE: Uint8Array = new Uint8Array(32);

const text = new TextEncoder();

/** A key: the letter of the table, then the parts. */
export function keyOf(table: Table, ...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes([text.encode(table), ...parts]);
}

/** The key of a table that is keyed by one id or digest. */
export function idKey(table: Table, id: string): Uint8Array {
  return keyOf(table, idBytes(id));
}

/** An unsigned integer, big-endian: `size` bytes, at most 8. */
export function uint(value: number, size: number): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, BigInt(value));
  return out.slice(8 - size);
}

/** The unsigned big-endian integer at `at` of `size` bytes; exact below 2^53. */
export function readUint(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (const byte of bytes.subarray(at, at + size)) value = value * 256 + byte;
  return value;
}

/** The first key after all that begin with `prefix`, which holds a byte below 255. */
export function after(prefix: Uint8Array): Uint8Array {
  let end = prefix.length;
  while (prefix[end - 1] === 0xff) end--;
  const out = prefix.slice(0, end);
  out[end - 1]! += 1;
  return out;
}
