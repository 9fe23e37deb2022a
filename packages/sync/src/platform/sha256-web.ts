import { sha256 } from '@noble/hashes/sha2.js';
import type { RunningDigest } from './sha256-node.ts';

/** Begins a digest. A browser's own SHA-256 takes no pieces. */
export function beginSha256(): RunningDigest {
  const hash = sha256.create();
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
}
