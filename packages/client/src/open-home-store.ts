import { existsSync } from 'node:fs';
import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import type { LmdbOpenCode } from '@allod/storage/lmdb';
import { homePaths } from './home-file.ts';
import type { Surroundings } from './surroundings.ts';

/** Opens the store of a home. A home was made with one: where it is gone, another is not begun in its place without a word. (STO-017) */
export async function openHomeStore(
  folder: string,
  { openStore }: Pick<Surroundings, 'openStore'>,
): Promise<Result<Store, LmdbOpenCode>> {
  const path = homePaths(folder).store;
  return existsSync(path) ? openStore(path) : refuse('E_STORE_OPEN', 'STO-017');
}
