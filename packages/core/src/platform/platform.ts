/** What an implementation of the platform's cryptography offers. Every function takes arrays: one call may use all cores. */
export interface Platform {
  /** SHA-256 of each input: 32 bytes each. */
  sha256(inputs: readonly Uint8Array[]): Promise<Uint8Array[]>;
  /** Checks each signature with the platform's own Ed25519; which crafted signatures pass depends on the platform. */
  verifyEd25519(jobs: readonly Ed25519Job[]): Promise<boolean[]>;
  /** The signing half of the key pair that a 32-byte seed (RFC 8032) stands for. The seed is not kept. */
  signingKeyFromSeed(seed: Uint8Array): Promise<PlatformSigningKey>;
}

/** `key` 32 bytes, `signature` 64 bytes. `cache` belongs to the key and keeps the platform's form of it between calls. */
export interface Ed25519Job {
  readonly key: Uint8Array;
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

/** PKCS #8 (RFC 8410) around a 32-byte Ed25519 seed. */
export function pkcs8FromSeed(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, got ${seed.length}`);
  const out = new Uint8Array(48);
  out.set([0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20]);
  out.set(seed, 16);
  return out;
}
