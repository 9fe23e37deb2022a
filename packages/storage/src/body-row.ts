import { uint } from './keys.ts';

/** Bodies up to this length stand in the map beside their statements, longer ones in files; bytes. */
export const INLINE_BODY_BYTES = 16_384;

/** First byte of a row of the table of bodies. */
export const BODY_KIND = { inline: 1, file: 2 } as const;

/** The row of a body that stands in it. */
export function inlineRow(bytes: Uint8Array): Uint8Array {
  const row = new Uint8Array(bytes.length + 1);
  row[0] = BODY_KIND.inline;
  row.set(bytes, 1);
  return row;
}

/** The row of a body that stands in a file; `length` in bytes. */
export function bodyFileRow(length: number): Uint8Array {
  const row = new Uint8Array(7);
  row[0] = BODY_KIND.file;
  row.set(uint(length, 6), 1);
  return row;
}
