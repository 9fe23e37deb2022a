import { decodeByTable } from './base64-table.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const CODE_BY_VALUE = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const ascii = new TextDecoder();
const encoder = new TextEncoder();

/** The text of bytes, without padding. */
export function encode(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil((bytes.length * 4) / 3));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0 && at < out.length; shift -= 6) {
      out[at++] = CODE_BY_VALUE[(group >> shift) & 63]!;
    }
  }
  return ascii.decode(out);
}

/** The bytes of a text, or `undefined` when the text is not their one encoding. */
export function decode(text: string): Uint8Array | undefined {
  return decodeByTable(encoder.encode(text));
}

/** The bytes of a text that is given in ASCII, or `undefined` when it is not their one encoding. */
export function decodeAscii(codes: Uint8Array): Uint8Array | undefined {
  return decodeByTable(codes);
}

/** The bytes of texts of which every character is ASCII, one after the other. */
export function asciiBytes(...texts: readonly string[]): Uint8Array {
  return encoder.encode(texts.join(''));
}

/** The text of bytes that are ASCII; other bytes become something else than ASCII. */
export function asciiText(bytes: Uint8Array): string {
  return ascii.decode(bytes);
}
