import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const INVALID = 255;

const CODE_BY_VALUE: Uint8Array = Uint8Array.from(ALPHABET, (character) => character.charCodeAt(0));
const VALUE_BY_CODE: Uint8Array = invertAlphabet();
const ascii = new TextDecoder();

function invertAlphabet(): Uint8Array {
  const values = new Uint8Array(128).fill(INVALID);
  CODE_BY_VALUE.forEach((code, value) => {
    values[code] = value;
  });
  return values;
}

/** Encodes bytes as base64url without padding. (CNV-005) */
export function encodeBase64url(bytes: Uint8Array): string {
  const out = new Uint8Array(encodedLength(bytes.length));
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const group = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0 && at < out.length; shift -= 6) {
      out[at++] = CODE_BY_VALUE[(group >> shift) & 63]!;
    }
  }
  return ascii.decode(out);
}

/** Number of characters that `byteLength` bytes take as base64url. */
export function encodedLength(byteLength: number): number {
  return Math.ceil((byteLength * 4) / 3);
}

/**
 * Decodes base64url text. Each byte string has exactly one accepted text, so that decoding and encoding are inverse.
 * Refuses with `E_FORMAT`: foreign characters and padding (CNV-002), an impossible length (CNV-003), set bits that
 * stand for no byte (CNV-004).
 */
export function decodeBase64url(text: string): Result<Uint8Array, 'E_FORMAT'> {
  if (text.length % 4 === 1) return refuse('E_FORMAT', 'CNV-003');
  const out = new Uint8Array(Math.floor((text.length * 3) / 4));
  let pending = 0;
  let pendingBits = 0;
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    const value = VALUE_BY_CODE[text.charCodeAt(i)] ?? INVALID;
    if (value === INVALID) return refuse('E_FORMAT', 'CNV-002');
    pending = ((pending << 6) | value) & 0x3fff;
    pendingBits += 6;
    if (pendingBits >= 8) {
      pendingBits -= 8;
      out[at++] = (pending >> pendingBits) & 255;
    }
  }
  const unusedBits = pending & ((1 << pendingBits) - 1);
  return unusedBits === 0 ? accept(out) : refuse('E_FORMAT', 'CNV-004');
}
