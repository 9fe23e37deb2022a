import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of bytes: 32 bytes. For inputs as small as those of a store, a browser's own, which has to be awaited, is several times slower. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return nobleSha256(bytes);
}
