import { decode, encode } from '#base64';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';

/** Encodes bytes as base64url without padding. (CNV-005) */
export function encodeBase64url(bytes: Uint8Array): string {
  return encode(bytes);
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
  const bytes = decode(text);
  return bytes === undefined ? refuse('E_FORMAT', brokenRequirement(text)) : accept(bytes);
}

function brokenRequirement(text: string): string {
  if (/[^A-Za-z0-9_-]/.test(text)) return 'CNV-002';
  return text.length % 4 === 1 ? 'CNV-003' : 'CNV-004';
}
