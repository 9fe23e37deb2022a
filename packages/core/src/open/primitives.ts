/**
 * What opens secrets, on bytes: for those who make other things of an epoch than bodies, as keyboxes are. Chapter 04 §2. Nothing here
 * knows whom a key belongs to; `@allod/core/open` does.
 */
import { concatBytes } from '../bytes/compare.ts';
import { hmac, hmacKey, wipeHmacKey } from '../platform/sha256.ts';
import type { HmacKey } from '../platform/sha256.ts';
import { secrets } from '#secrets';
import type { DecryptJob, Encrypted, EncryptJob, X25519Key } from '../platform/secrets.ts';

export type { DecryptJob, Encrypted, EncryptJob, X25519Key } from '../platform/secrets.ts';
export type { HmacKey } from '../platform/sha256.ts';
export { wipeHmacKey } from '../platform/sha256.ts';

/** Length of every key of chapter 04, in bytes. */
export const KEY_BYTES = 32;
/** Length of a key that AES Key Wrap wrapped, in bytes. */
export const WRAPPED_KEY_BYTES = 40;
/** Length of an initialization vector, in bytes. */
export const IV_BYTES = 12;
/** Length of a tag of AES-256-GCM, in bytes. */
export const TAG_BYTES = 16;

const texts = new TextEncoder();
/** RFC 5869 §2.2: an empty salt is as many zeros as the hash has bytes. */
const NO_SALT = hmacKey(new Uint8Array(32));
/** Number of the one block that 32 bytes take. (RFC 5869 §2.3) */
const FIRST_BLOCK = 1;

/** SHA-256, 32 bytes. A text stands for its bytes in UTF-8. */
export function sha256(input: Uint8Array | string): Uint8Array {
  return secrets.sha256(input);
}

/** `HKDF(key, text)` of chapter 04 §2.2: 32 bytes. `text`: text in UTF-8, or the bytes themselves. */
export function hkdf(key: Uint8Array, text: Uint8Array | string): Uint8Array {
  const drawn = extract(key);
  const derived = expand(drawn, text);
  wipeHmacKey(drawn);
  return derived;
}

/** The first half of {@link hkdf}, which is the same for all that is derived from a key: as secret as the key itself. */
export function extract(key: Uint8Array): HmacKey {
  const drawn = hmac(NO_SALT, key);
  const prepared = hmacKey(drawn);
  drawn.fill(0);
  return prepared;
}

/** The second half of {@link hkdf}: 32 bytes. */
export function expand(drawn: HmacKey, text: Uint8Array | string): Uint8Array {
  const bytes = typeof text === 'string' ? texts.encode(text) : text;
  const info = new Uint8Array(bytes.length + 1);
  info.set(bytes);
  info[bytes.length] = FIRST_BLOCK;
  return hmac(drawn, info);
}

/** AES-256-GCM of each job, in order. Throws `RangeError` for a key or an initialization vector of another length. */
export function encrypt(jobs: readonly EncryptJob[]): Promise<Encrypted[]> {
  jobs.forEach(checkCipherJob);
  return secrets.encrypt(jobs);
}

/**
 * The plaintext of each job, in order; `undefined`, and nothing of it, where the tag does not hold (SEC-035). Throws `RangeError` for a
 * key, an initialization vector or a tag of another length.
 */
export function decrypt(jobs: readonly DecryptJob[]): Promise<(Uint8Array | undefined)[]> {
  for (const job of jobs) {
    checkCipherJob(job);
    checkLength('a tag', job.tag, TAG_BYTES);
  }
  return secrets.decrypt(jobs);
}

/** AES Key Wrap (RFC 3394): 40 bytes. Throws `RangeError` unless both keys have 32 bytes. */
export async function wrapKey(wrappingKey: Uint8Array, key: Uint8Array): Promise<Uint8Array> {
  checkLength('a wrapping key', wrappingKey, KEY_BYTES);
  checkLength('a key', key, KEY_BYTES);
  return secrets.wrapKey(wrappingKey, key);
}

/**
 * The 32 bytes that were wrapped, or `undefined` when they were not wrapped under this key. Throws `RangeError` unless the key has 32
 * bytes and what is wrapped 40.
 */
export async function unwrapKey(wrappingKey: Uint8Array, wrapped: Uint8Array): Promise<Uint8Array | undefined> {
  checkLength('a wrapping key', wrappingKey, KEY_BYTES);
  checkLength('a wrapped key', wrapped, WRAPPED_KEY_BYTES);
  return secrets.unwrapKey(wrappingKey, wrapped);
}

/** A private X25519 key (RFC 7748), ready for use. Throws `RangeError` unless it has 32 bytes. */
export async function importX25519(privateKey: Uint8Array): Promise<X25519Key> {
  checkLength('a private X25519 key', privateKey, KEY_BYTES);
  return secrets.x25519(privateKey);
}

/** What comes before and after the shared secret in the one round of RFC 7518 §4.6.2 that 256 bits take. No `apu`, no `apv`. */
const ROUND = Uint8Array.of(0, 0, 0, 1);
const AGREEMENT = texts.encode('ECDH-ES+A256KW');
const OTHER_INFO = concatBytes([
  Uint8Array.of(0, 0, 0, AGREEMENT.length),
  AGREEMENT,
  new Uint8Array(8),
  Uint8Array.of(0, 0, 1, 0),
]);

/** The wrapping key of `ECDH-ES+A256KW` (RFC 7518 §4.6.2) for a shared secret: 32 bytes each. */
export function agreedWrappingKey(shared: Uint8Array): Uint8Array {
  return secrets.sha256(concatBytes([ROUND, shared, OTHER_INFO]));
}

/** Whether two secrets are equal, in a time that says nothing of where they differ. */
export function equalSecrets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!;
  return difference === 0;
}

function checkCipherJob({ key, iv }: EncryptJob | DecryptJob): void {
  checkLength('a key', key, KEY_BYTES);
  checkLength('an initialization vector', iv, IV_BYTES);
}

/** Throws `RangeError` unless `bytes` has the length that it is due. `what` is a noun with its article. */
export function checkLength(what: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${what} has ${length} bytes, got ${bytes.length}`);
}
