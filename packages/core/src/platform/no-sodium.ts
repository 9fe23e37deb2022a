import type { Sodium, SodiumX25519 } from './platform.ts';

/** In place of `sodium.ts` for whoever wants `node:crypto` alone: the condition `allod-node-crypto`. */
export function findSodium(): Sodium | undefined {
  return undefined;
}

/** The same for X25519. */
export function findSodiumX25519(): SodiumX25519 | undefined {
  return undefined;
}
