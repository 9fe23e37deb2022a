import { accept, refuse } from '@allod/core/errors';
import type { BodyFiles } from '@allod/storage';

/** Files in memory, and a look at what is in them. */
export interface MemoryBodyFiles extends BodyFiles {
  readonly held: Map<string, Uint8Array>;
  /** The `nth` body from now, 1 for the next one, finds no room. */
  fail(nth: number): void;
}

export function bodyFilesInMemory(): MemoryBodyFiles {
  const held = new Map<string, Uint8Array>();
  let left = 0;
  return {
    held,
    fail: (nth) => void (left = nth),
    async put(dig, bytes) {
      if (left > 0 && --left === 0) return refuse('E_STORE_FULL', 'STO-013');
      held.set(dig, bytes);
      return accept(undefined);
    },
    get: async (dig, [from, to] = [0, Infinity]) => held.get(dig)?.slice(from, to),
    delete: async (dig) => void held.delete(dig),
    async *list() {
      yield* held.keys();
    },
  };
}
