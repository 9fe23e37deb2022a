import type { Result } from '@allod/core/errors';
import { openStore } from '../open.ts';
import type { Store } from '../port.ts';
import { openLmdbFiles } from './open-files.ts';
import type { LmdbOpenCode } from './open-files.ts';

/** Where a store is, and what it draws its generation from. */
export interface LmdbStoreOptions {
  /** The folder that is the store's alone; made when it is not there. */
  readonly folder: string;
  /** Random bytes, as many as asked for. */
  readonly random: (length: number) => Uint8Array;
}

/**
 * Opens the store in a folder, or makes one in an empty folder. What it reports as committed survives the loss of power. (STO-002)
 * Refuses with `E_STORE_OPEN` where it may not read and write (STO-017), `E_STORE_BUSY` while another process, or this one, has it
 * open (STO-014), `E_STORE_VERSION` (STO-015) and `E_STORE_CORRUPT` (STO-016), both without touching a file of the store, and
 * `E_STORE_FULL` when there is no room to make or repair it (STO-013). A statement is not checked on opening: who reads it checks it.
 */
export async function openLmdbStore({ folder, random }: LmdbStoreOptions): Promise<Result<Store, LmdbOpenCode>> {
  const files = await openLmdbFiles(folder);
  if (!files.ok) return files;
  const { keyValue, bodyFiles } = files.value;
  let isOpen = false;
  try {
    const store = await openStore(keyValue, { random, bodyFiles });
    isOpen = store.ok;
    return store;
  } finally {
    if (!isOpen) await keyValue.close();
  }
}
