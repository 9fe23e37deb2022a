import type { Algorithm } from '../statement/header.ts';

/** What an implementation of the platform's cryptography offers. Every function takes arrays: one call may use all cores. */
export interface Platform {
  /** SHA-256 of each input as base64url, 43 characters each. A text stands for its bytes in UTF-8. */
  digests(inputs: readonly (Uint8Array | string)[]): Promise<string[]>;
  /**
   * Whether each signature holds under its key; never, when the key is not a point of its curve. Which crafted Ed25519
   * signatures pass depends on the platform, unless the rules of chapter 02 §4.1 on bytes were checked before.
   */
  verify(jobs: readonly SignatureJob[]): Promise<boolean[]>;
  /** The signing half of the Ed25519 key pair that a 32-byte seed (RFC 8032) stands for. */
  signingKeyFromSeed(seed: Uint8Array): Promise<PlatformSigningKey>;
}

/** `key`: 32 bytes for Ed25519, x and y of 32 bytes each for ES256. `signature`: 64 bytes. */
export interface SignatureJob {
  readonly alg: Algorithm;
  readonly key: Uint8Array;
  /** Belongs to the key, and keeps the platform's form of it between calls. */
  readonly cache: { native?: unknown };
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

export interface PlatformSigningKey {
  /** Raw public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 signatures, 64 bytes each. */
  sign(messages: readonly Uint8Array[]): Promise<Uint8Array[]>;
}

/** One algorithm through WebCrypto, or in place of it where the platform lacks it. */
export interface Verifier {
  verify(job: SignatureJob): Promise<boolean>;
}

/** Ed25519 on the web. Takes a 32-byte seed. */
export interface Ed25519 extends Verifier {
  signingKeyFromSeed(seed: Uint8Array): Promise<PlatformSigningKey>;
}

/** Throws `RangeError` unless a seed has the 32 bytes of RFC 8032. */
export function checkSeed(seed: Uint8Array): void {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, got ${seed.length}`);
}

/** PKCS #8 (RFC 8410) around a 32-byte Ed25519 seed. Throws `RangeError` for another length. */
export function pkcs8FromSeed(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  checkSeed(seed);
  const out = new Uint8Array(48);
  out.set([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]);
  out.set(seed, 16);
  return out;
}

/** What is used of libsodium, where it stands in for the platform. Throws for a signature or a key of another length. */
export interface Sodium {
  crypto_sign_verify_detached(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}
