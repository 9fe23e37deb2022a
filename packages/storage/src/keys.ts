import { ByteWriter } from './byte-writer.ts';
import type { RowName } from './draft.ts';
import { idBytes } from './order.ts';

/**
 * The tables of a store, by the first byte of their keys. Positions, items, bodies, spaces, head and meta are what a store knows;
 * everything in {@link INDEX_TABLES}, and how often a body is referred to, follows from them.
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
  TABLE.tip,
  TABLE.waiting,
];

/** What stands in place of an op that is waited for, when newer software is: no statement has this id. */
export const SOFTWARE: Uint8Array = new Uint8Array(32);

/** A key: the letter of the table, then the parts. */
export function keyOf(table: Table, ...parts: readonly Uint8Array[]): Uint8Array {
  const key = keyWriter(table, 1 + parts.reduce((sum, part) => sum + part.length, 0));
  for (const part of parts) key.raw(part);
  return key.bytes;
}

/** Begins a key of `length` bytes with the letter of its table. */
export function keyWriter(table: Table, length: number): ByteWriter {
  return new ByteWriter(length).uint(table.charCodeAt(0), 1);
}

/** The row of a table that is keyed by one id or digest. */
export function idRow(table: Table, id: string): RowName {
  return { table, name: id, key: idKey(table, id) };
}

/** The key of a table that is keyed by one id or digest. */
export function idKey(table: Table, id: string): Uint8Array {
  return keyOf(table, idBytes(id));
}

/** The row of a position of a space. */
export function positionRow(spaceNumber: number, pos: number): RowName {
  const key = keyWriter(TABLE.position, 11).uint(spaceNumber, 4).uint(pos, 6);
  return { table: TABLE.position, name: `${spaceNumber}/${pos}`, key: key.bytes };
}

/** An unsigned integer, big-endian; safe integers alone. */
export function uint(value: number, size: number): Uint8Array {
  return new ByteWriter(size).uint(value, size).bytes;
}

/** The unsigned big-endian integer at `at` of `size` bytes; exact below 2^53. */
export function readUint(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = at; i < at + size; i++) value = value * 256 + (bytes[i] ?? 0);
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
