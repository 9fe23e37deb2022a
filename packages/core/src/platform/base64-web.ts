const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const CODE_BY_VALUE = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const VALUE_BY_CODE = new Map(ALPHABET.split('').map((character, value) => [character.charCodeAt(0), value]));
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
  return decodeCodes(text.length, (at) => text.charCodeAt(at));
}

/** The bytes of a text that is given in ASCII, or `undefined` when it is not their one encoding. */
export function decodeAscii(codes: Uint8Array): Uint8Array | undefined {
  return decodeCodes(codes.length, (at) => codes[at]!);
}

function decodeCodes(length: number, codeAt: (at: number) => number): Uint8Array | undefined {
  if (length % 4 === 1) return undefined;
  const out = new Uint8Array(Math.floor((length * 3) / 4));
  let pending = 0;
  let pendingBits = 0;
  let at = 0;
  for (let i = 0; i < length; i++) {
    const value = VALUE_BY_CODE.get(codeAt(i));
    if (value === undefined) return undefined;
    pending = ((pending << 6) | value) & 0x3fff;
    pendingBits += 6;
    if (pendingBits >= 8) {
      pendingBits -= 8;
      out[at++] = (pending >> pendingBits) & 255;
    }
  }
  return (pending & ((1 << pendingBits) - 1)) === 0 ? out : undefined;
}

/** The bytes of a text of which every character is ASCII. */
export function asciiBytes(text: string): Uint8Array {
  return encoder.encode(text);
}
