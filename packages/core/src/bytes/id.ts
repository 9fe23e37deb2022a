import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { decodeBase64url } from './base64url.ts';

const ID_TEXT = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** Length of an id in bytes. */
export const ID_BYTES = 32;

/** Whether `text` is an id: the base64url text of exactly 32 bytes. (CNV-006) */
export function isId(text: string): boolean {
  return ID_TEXT.test(text);
}

/** The 32 bytes of an id. Refuses other lengths and spellings with `E_FORMAT`. (CNV-006) */
export function decodeId(text: string): Result<Uint8Array, 'E_FORMAT'> {
  const decoded = decodeBase64url(text);
  if (!decoded.ok) return decoded;
  return decoded.value.length === ID_BYTES ? accept(decoded.value) : refuse('E_FORMAT', 'CNV-006');
}
