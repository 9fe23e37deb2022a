import { decodeByTable } from './base64-table.ts';

/** Base64url through Node's native code: several times faster than anything written in JavaScript. */

/** The text of bytes, without padding. */
export function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}

/** The bytes of a text, or `undefined` when the text is not their one encoding. Node's decoder is lenient, so it is asked back. */
export function decode(text: string): Uint8Array | undefined {
  const buffer = Buffer.from(text, 'base64url');
  if (buffer.toString('base64url') !== text) return undefined;
  // A plain view: Buffer overrides slice() to share memory, which would let a copy change its original.
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** The bytes of texts of which every character is ASCII, one after the other. */
export function asciiBytes(...texts: readonly string[]): Uint8Array {
  const [only = ''] = texts;
  if (texts.length === 1) return Buffer.from(only, 'latin1');
  // Long texts are written where they belong: put together first, they would be copied once more.
  const out = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + text.length, 0));
  let at = 0;
  for (const text of texts) at += out.write(text, at, 'latin1');
  return out;
}

/** The text of bytes that are ASCII; other bytes become something else than ASCII. */
export function asciiText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Characters up to which JavaScript decodes faster than it calls what does. */
const FEW_CHARACTERS = 512;
/** Characters that a text may end with, by its length modulo 4: those whose last bits stand for no byte have these bits unset. */
const LAST_BY_REST: readonly (string | undefined)[] = [undefined, '', 'AQgw', 'AEIMQUYcgkosw048'];

/**
 * The bytes of a text that is given in ASCII, or `undefined` when it is not their one encoding. What the lenient decoder passes over shows
 * in the length of what it gives; all that does not show is looked for here. Asking it back takes longer than decoding, which bodies notice.
 */
export function decodeAscii(codes: Uint8Array): Uint8Array | undefined {
  const { length } = codes;
  if (length <= FEW_CHARACTERS) return decodeByTable(codes);
  const last = LAST_BY_REST[length % 4];
  if (last?.includes(String.fromCharCode(codes[length - 1]!)) === false) return undefined;
  const text = asciiText(codes);
  const buffer = Buffer.from(text, 'base64url');
  // Characters of the other alphabet of base64, which it takes as well.
  const isForeign = buffer.length !== Math.floor((length * 3) / 4) || text.includes('+') || text.includes('/');
  return isForeign ? undefined : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
