import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';
import { decodeWords, encodeWords } from '../kit/words.ts';

/** Bytes of the secret key of an enclave. */
export const SECRET_KEY_BYTES = 16;
/** Words of a secret key. */
export const SECRET_KEY_WORDS = 12;

/** A secret key of 16 random bytes as 12 words. Throws `RangeError` for another length. (04 §5.2) */
export function encodeSecretKey(secretKey: Secret): string {
  if (secretKey.sizeBytes !== SECRET_KEY_BYTES)
    throw new RangeError(`a secret key has ${SECRET_KEY_BYTES} bytes, got ${secretKey.sizeBytes}`);
  return encodeWords(secretKey.bytes());
}

/** The secret key of 12 words, read as those of a kit are. Refuses with `E_KIT`, whose details tell what to look at. (04 §5.2) */
export function decodeSecretKey(text: string): Result<Secret, 'E_KIT'> {
  const bytes = decodeWords(text, SECRET_KEY_WORDS);
  return bytes.ok ? accept(secretFromBytes(bytes.value)) : bytes;
}
