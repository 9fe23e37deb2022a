import { resolve } from 'node:path';
import { refuse } from '@allod/core/errors';
import type { LmdbOpenCode } from '@allod/storage/lmdb';
import { readHome } from '../home-file.ts';
import { readKeyMaterial, replaceKeys } from '../keys-file.ts';
import { openHomeStore } from '../open-home-store.ts';
import type { Outcome } from '../outcome.ts';
import { surroundingsOf } from '../surroundings.ts';
import type { Surroundings } from '../surroundings.ts';
import type { AskPassphrase, ProtectedCode } from './protected-file.ts';

/** Whose keys get which passphrase. */
export interface ProtectOptions extends Partial<Pick<Surroundings, 'random' | 'openStore'>> {
  /** The home folder. Nobody else may have it open. */
  readonly home: string;
  /** Asked for the passphrase that is there. */
  readonly passphrase?: AskPassphrase;
  /** The new one, at least one character; absent for none. */
  readonly to?: string;
}

/** The codes with which nothing is changed. */
export type ProtectCode = 'E_NO_USER' | 'E_HOME' | 'E_INPUT' | 'E_RANDOM' | ProtectedCode | LmdbOpenCode;

/**
 * Puts the keys of a home under a passphrase, under another one, or under none: whole, or not at all. Copies of the file that somebody made before are as they were.
 * Refuses with `E_INPUT` while the words of the recovery kit lie beside the keys, with `E_LOCKED` and `E_DECRYPT` where the passphrase that is there is not given, with
 * `E_RANDOM`, as a home that does not open, and with `E_STORE_BUSY` while somebody uses it. Throws what the file system throws.
 */
export async function protectKeys(options: ProtectOptions): Promise<Outcome<undefined, ProtectCode>> {
  const surroundings = surroundingsOf(options);
  const folder = resolve(options.home);
  const { to } = options;
  if (to === '') return refuse('E_INPUT', '');
  const home = await readHome(folder);
  if (!home.ok) return home;
  // Whoever has the store open has the home to himself.
  const store = await openHomeStore(folder, surroundings);
  if (!store.ok) return store;
  try {
    const material = await readKeyMaterial(folder, home.value.kid, options.passphrase);
    if (!material.ok) return material;
    const { passphrase: _, ...keys } = material.value;
    if (to !== undefined && keys.kit !== undefined)
      return { ...refuse('E_INPUT', ''), says: 'The words of the recovery kit still lie beside the keys.' };
    return await replaceKeys(folder, to === undefined ? keys : { ...keys, passphrase: to }, surroundings);
  } finally {
    await store.value.close();
  }
}
