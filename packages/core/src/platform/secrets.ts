/**
 * The cryptography of chapter 04, as a platform offers it. Secrets go in and come out as bytes; nothing of them is kept, and no error
 * says anything about them. What is small is done at once, also in a browser, where a promise costs more than the hash.
 */
export interface SecretsPlatform {
  /** SHA-256, 32 bytes. A text stands for its bytes in UTF-8. */
  sha256(input: Uint8Array | string): Uint8Array;
  /** AES-256-GCM. */
  encrypt(jobs: readonly EncryptJob[]): Promise<Encrypted[]>;
  /** The plaintext of each job; `undefined`, and nothing of it, where the tag does not hold. (SEC-035) */
  decrypt(jobs: readonly DecryptJob[]): Promise<(Uint8Array | undefined)[]>;
  /** AES Key Wrap (RFC 3394) of 32 bytes under 32 bytes: 40 bytes. */
  wrapKey(wrappingKey: Uint8Array, key: Uint8Array): Promise<Uint8Array>;
  /** What 40 bytes wrap, 32 bytes; `undefined` when they were not wrapped under this key. */
  unwrapKey(wrappingKey: Uint8Array, wrapped: Uint8Array): Promise<Uint8Array | undefined>;
  /** A private X25519 key of 32 bytes (RFC 7748), ready for use. */
  x25519(privateKey: Uint8Array): Promise<X25519Key>;
}

/** `key`: 32 bytes. `iv`: 12 bytes. */
export interface EncryptJob {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly additionalData: Uint8Array;
  readonly plaintext: Uint8Array;
}

/** A ciphertext as long as its plaintext, and a tag of 16 bytes. */
export interface Encrypted {
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** `key`: 32 bytes. `iv`: 12 bytes. */
export interface DecryptJob extends Encrypted {
  readonly key: Uint8Array;
  readonly iv: Uint8Array;
  readonly additionalData: Uint8Array;
}

/** A private X25519 key in the platform's hands. */
export interface X25519Key {
  /** The public half, 32 bytes. */
  publicKey(): Promise<Uint8Array>;
  /** What its holder and the holder of another key share, 32 bytes; `undefined` where that is zeros. `publicKey`: 32 bytes. */
  agree(publicKey: Uint8Array): Promise<Uint8Array | undefined>;
}

/** X25519 on the web, through WebCrypto or in place of it. */
export type X25519 = SecretsPlatform['x25519'];
