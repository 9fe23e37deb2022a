import type { Sodium } from './platform.ts';

/** In place of `sodium.ts` for whoever wants `node:crypto` alone: the condition `allod-node-crypto`. */
export function findSodium(): Sodium | undefined {
  return undefined;
}

/** There is no library. */
export function findLibrary(): unknown {
  return undefined;
}
