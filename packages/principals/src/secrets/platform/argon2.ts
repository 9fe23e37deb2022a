/** What Argon2id (RFC 9106, version 19) takes, and gives 32 bytes for. */
export interface Stretching {
  /** UTF-8 after NFKC. */
  readonly password: Uint8Array;
  /** 16 bytes. */
  readonly salt: Uint8Array;
  /** Memory in KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly lanes: number;
}

/** Argon2id, as some platform has it. */
export type Argon2id = (what: Stretching) => Promise<Uint8Array>;

/** Bytes that Argon2id gives. */
export const STRETCHED_BYTES = 32;
