import { createHash } from 'node:crypto';

/** A SHA-256 over bytes that come in pieces. */
export interface RunningDigest {
  update(bytes: Uint8Array): void;
  /** 32 bytes. Called once, last. */
  digest(): Uint8Array;
}

/** Begins a digest. */
export function beginSha256(): RunningDigest {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) };
}
