/** The cryptography of a platform, over bytes. What is of the wrong length is the caller's mistake: a `RangeError`, or what the platform throws. */
export interface Suite {
  /** The platform's form of a private X25519 key (RFC 7748) of 32 bytes. */
  privateKey(secret: Uint8Array): Promise<PrivateKey>;
  /** AES Key Wrap (RFC 3394) of a key of 32 bytes under another of 32: 40 bytes. */
  wrap(kek: Uint8Array, key: Uint8Array): Promise<Uint8Array>;
  /** The 32 bytes that 40 wrap; `undefined` when they were not wrapped under this key. */
  unwrap(kek: Uint8Array, wrapped: Uint8Array): Promise<Uint8Array | undefined>;
  /** AES-256-GCM: what is encrypted, with its tag of 16 bytes behind it. */
  seal(content: Uint8Array, under: Under): Promise<Uint8Array>;
  /** The content, once the tag holds; `undefined` when it does not. */
  open(sealed: Uint8Array, under: Under): Promise<Uint8Array | undefined>;
}

/** A private X25519 key, as the platform has it. */
export interface PrivateKey {
  /** The public half, 32 bytes. */
  publicKey(): Promise<Uint8Array>;
  /** What it and a public key of 32 bytes agree on, 32 bytes: zeros with one of small order. */
  agree(publicKey: Uint8Array): Promise<Uint8Array>;
}

/** What AES-GCM takes beside the content. */
export interface Under {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** 12 bytes. */
  readonly iv: Uint8Array;
  /** What is vouched for, and not encrypted. */
  readonly aad: Uint8Array;
}

/** Bytes of a key of either kind. */
export const KEY_BYTES = 32;
/** Bytes of a wrapped key. */
export const WRAPPED_BYTES = 40;
/** Bytes of an initialization vector. */
export const IV_BYTES = 12;
/** Bytes of the tag of AES-GCM. */
export const TAG_BYTES = 16;

/** Throws `RangeError` unless `bytes` has this length. The bytes are not told. */
export function checkLength(bytes: Uint8Array, length: number, what: string): void {
  if (bytes.length !== length) throw new RangeError(`${what} has ${length} bytes, got ${bytes.length}`);
}
