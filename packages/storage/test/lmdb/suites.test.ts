import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { openLmdbFiles } from '../../src/lmdb/open-files.ts';
import { openLmdbStore } from '../../src/lmdb/index.ts';
import type { Store } from '../../src/port.ts';
import { keyValueCases, storeCases } from '../../src/testing/index.ts';
import { freshFolder } from './folder.ts';

async function opened(folder: string): Promise<Store> {
  const store = await openLmdbStore({ folder, random: (length) => new Uint8Array(randomBytes(length)) });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

const stores = storeCases(async () => {
  const folder = freshFolder();
  return { store: await opened(folder), reopen: () => opened(folder) };
});

it.each(stores.map((each) => [`${each.requirements.join(', ')} ${each.title}`, each] as const))(
  '%s, on a disk',
  async (_, { run }) => {
    await expect(run()).resolves.toBeUndefined();
  },
);

const maps = keyValueCases(async () => {
  const files = await openLmdbFiles(freshFolder());
  if (!files.ok) throw new Error(files.error.code);
  return files.value.keyValue;
});

it.each(maps.map((each) => [each.title, each] as const))('a map on a disk %s', async (_, { run }) => {
  await expect(run()).resolves.toBeUndefined();
});
