import type { Store } from '../port.ts';
import { openStore } from '../open.ts';
import { createMemoryKeyValue } from './memory-key-value.ts';

/** A store in memory: for tests, simulations and caches. It lives as long as its process; `random` gives as many bytes as asked for. */
export async function createMemoryStore(random: (length: number) => Uint8Array): Promise<Store> {
  const opened = await openStore(createMemoryKeyValue(), { random });
  if (!opened.ok) throw new Error(`an empty map cannot be opened: ${opened.error.code}`);
  return opened.value;
}
