// The algorithms that chapter 04 names, on hashes and ciphers of the platform.
import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { Fault, type Model } from './model.ts';
import type { Jwk } from './statements.ts';
import * as x25519 from './x25519.ts';

/** What a private key and a public one agree on. */
export interface Agreed {
  readonly secret: Uint8Array;
  /** The public key, as it came. */
  readonly point: Uint8Array;
}

/** Two keys, and the requirement under which a shared secret of zeros is refused. */
export interface Agreement {
  readonly secret: Uint8Array;
  readonly key: Jwk;
  readonly requirement: string;
}

/** What is encrypted, and how. */
export interface Plain {
  readonly iv: Uint8Array;
  readonly plaintext: Uint8Array;
  readonly aad: string;
}

/** An A256GCM encryption. */
export interface Encrypted {
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
  /** What is authenticated beside it. */
  readonly aad: string;
}

export const KEY_BYTES = 32;
export const WRAPPED_BYTES = 40;
export const IV_BYTES = 12;
export const TAG_BYTES = 16;
export const AGREEMENT = 'ECDH-ES+A256KW';
export const ENCRYPTION = 'A256GCM';
/** The greatest tag of A256GCM, in bytes. */
const LONGEST_TAG = 16;
const BLOCK = 8;
const WRAP_ROUNDS = 6;
/** RFC 3394 §2.2.3.1. */
const WRAP_CHECK = Buffer.alloc(BLOCK, 0xa6);

/** 32 bytes of HKDF-SHA-256 (RFC 5869) with an empty salt. §2.2. */
export function deriveSecret(_model: Model, key: Uint8Array, text: string | Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), Buffer.from(text), KEY_BYTES));
}

/** SHA-256 over texts and bytes, one behind the other. */
export function hash(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  return createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();
}

// X25519, RFC 7748

/** The public key of 32 private bytes, as a JWK. */
export function publicJwk(model: Model, secret: Uint8Array): Jwk {
  return { kty: 'OKP', crv: 'X25519', x: model.encodeBase64url(x25519.publicKey(secret)) };
}

/** The key that wraps a content key: RFC 7518 §4.6, without `apu` and `apv`. */
export function agreeOnWrap(model: Model, { secret, key, requirement }: Agreement): Uint8Array {
  const point = Buffer.from(key.x ?? '', 'base64url');
  const shared = x25519.sharedSecret(secret, point);
  model.when(requirement, model.isZero({ secret: shared, point }), 'E_WEAK_KEY');
  const algorithm = Buffer.concat([numberOf(AGREEMENT.length), Buffer.from(AGREEMENT)]);
  const parties = Buffer.concat([numberOf(0), numberOf(0)]);
  return hash(numberOf(1), shared, algorithm, parties, numberOf(8 * KEY_BYTES));
}

/** Whether a shared secret is one of zeros. */
export function isZero(_model: Model, { secret }: Agreed): boolean {
  return secret.every((byte) => byte === 0);
}

/** Four bytes, big-endian. */
export function numberOf(integer: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(integer);
  return bytes;
}

// AES Key Wrap, RFC 3394

/** A key under another. */
export function wrap(wrapping: Uint8Array, key: Uint8Array): Uint8Array {
  let check: Uint8Array = WRAP_CHECK;
  const blocks = blocksOf(key);
  for (let step = 1; step <= WRAP_ROUNDS * blocks.length; step++) {
    const at = (step - 1) % blocks.length;
    const block = encryptBlock(wrapping, Buffer.concat([check, blocks[at] ?? check]));
    check = withNumber(block.subarray(0, BLOCK), step);
    blocks[at] = block.subarray(BLOCK);
  }
  return Buffer.concat([check, ...blocks]);
}

/** What is under a key, and whether it was put there with that key. */
export function unwrap(wrapping: Uint8Array, wrapped: Uint8Array): { key: Uint8Array; holds: boolean } {
  let check: Uint8Array = wrapped.subarray(0, BLOCK);
  const blocks = blocksOf(wrapped.subarray(BLOCK));
  for (let step = WRAP_ROUNDS * blocks.length; step >= 1; step--) {
    const at = (step - 1) % blocks.length;
    const block = decryptBlock(wrapping, Buffer.concat([withNumber(check, step), blocks[at] ?? check]));
    check = block.subarray(0, BLOCK);
    blocks[at] = block.subarray(BLOCK);
  }
  return { key: Buffer.concat(blocks), holds: WRAP_CHECK.equals(check) };
}

function blocksOf(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.floor(bytes.length / BLOCK) }, (_, i) => bytes.subarray(BLOCK * i, BLOCK * (i + 1)));
}

/** Eight bytes, the last of them changed by the number of a step: there are never more than 255. */
function withNumber(block: Uint8Array, step: number): Uint8Array {
  return Uint8Array.from(block, (byte, i) => (i === BLOCK - 1 ? byte ^ step : byte));
}

function encryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

function decryptBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]);
}

// A256GCM, RFC 7518 §5.3

/** A plaintext under a key. */
export function encrypt(key: Uint8Array, { iv, plaintext, aad }: Plain): Encrypted {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: LONGEST_TAG }).setAAD(Buffer.from(aad));
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { iv, ciphertext, tag: cipher.getAuthTag(), aad };
}

/** The plaintext, and whether the tag holds for it: of a tag that is too short, as far as it goes. */
export function decrypt(
  key: Uint8Array,
  { iv, ciphertext, tag, aad }: Encrypted,
): { plaintext: Uint8Array; holds: boolean } {
  const length = Math.max(LONGEST_TAG - 4, Math.min(tag.length, LONGEST_TAG));
  const cipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: length });
  cipher.setAAD(Buffer.from(aad)).setAuthTag(Buffer.concat([tag, Buffer.alloc(length)], length));
  const plaintext = cipher.update(ciphertext);
  try {
    cipher.final();
    return { plaintext, holds: true };
  } catch {
    return { plaintext, holds: false };
  }
}

// Reading what may be wrong

/** What is read; a fault is one of this requirement, and where that is not checked, what a lenient reader makes of it. */
export function readUnder<T>(
  model: Model,
  rule: readonly [requirement: string, code: string],
  read: [() => T, () => T],
): T {
  const [strictly, leniently] = read;
  try {
    return strictly();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    model.when(rule[0], true, rule[1]);
    return leniently();
  }
}
