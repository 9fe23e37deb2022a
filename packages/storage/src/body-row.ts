import { ByteWriter } from './byte-writer.ts';
import { readUint } from './keys.ts';

/** Bodies up to this length stand in the map beside their statements, longer ones in files; bytes. */
export const INLINE_BODY_BYTES = 16_384;

/** Where a body is: not here, though statements refer to it; in its row; in a file. */
export const BODY_KIND = { absent: 0, inline: 1, file: 2 } as const;

/** Bytes of a row of the table of bodies before the body: kind (1), how many statements refer to it (4). */
export const BODY_HEAD_BYTES = 5;

/** How many statements refer to the body of a row; none without a row. */
export function referencesOf(row: Uint8Array | undefined): number {
  return row === undefined ? 0 : readUint(row, 1, 4);
}

/** The row with another count. */
export function withReferences(row: Uint8Array | undefined, count: number): Uint8Array {
  if (row === undefined) return absentRow(count);
  return new ByteWriter(row.length).raw(row.subarray(0, 1)).uint(count, 4).raw(row.subarray(BODY_HEAD_BYTES)).bytes;
}

/** The row of a body that stands in it. */
export function inlineRow(references: number, bytes: Uint8Array): Uint8Array {
  const row = new ByteWriter(BODY_HEAD_BYTES + bytes.length).uint(BODY_KIND.inline, 1);
  return row.uint(references, 4).raw(bytes).bytes;
}

/** The row of a body that stands in a file; `length` in bytes. */
export function bodyFileRow(references: number, length: number): Uint8Array {
  return new ByteWriter(11).uint(BODY_KIND.file, 1).uint(references, 4).uint(length, 6).bytes;
}

/** The row of a body that is referred to and not here. */
export function absentRow(references: number): Uint8Array {
  return new ByteWriter(BODY_HEAD_BYTES).uint(BODY_KIND.absent, 1).uint(references, 4).bytes;
}
