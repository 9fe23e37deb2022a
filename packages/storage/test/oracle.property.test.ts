import { createMemoryKeyValue, openStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { openLmdbStore } from '@allod/storage/lmdb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyFilesInMemory } from './body-files.ts';
import { freshFolder } from './lmdb/folder.ts';
import { commitOf, look, makeWorld, Oracle, steps } from './oracle.ts';
import { random } from './random.ts';

/** Opens one empty store, and the same one again each time it was closed. */
type Reopen = () => ReturnType<typeof openLmdbStore>;

function inMemory(): Reopen {
  const kv = createMemoryKeyValue();
  const bodyFiles = bodyFilesInMemory();
  return async () => {
    kv.restart();
    return openStore(kv, { random, bodyFiles });
  };
}

function inFolder(): Reopen {
  const folder = freshFolder();
  return async () => openLmdbStore({ folder, random });
}

async function opened(reopen: Reopen): Promise<Store> {
  const result = await reopen();
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

// Files cost a flush for each commit, so fewer programs run on them.
test.each([
  ['memory', inMemory, 200],
  ['LMDB', inFolder, 25],
] as const)(
  'STO-003, STO-005, STO-011, STO-012, STO-019 holds what a plain list of the same commits holds, also when opened again (%s)',
  async (_, driver, numRuns) => {
    const world = await makeWorld();
    await fc.assert(
      fc.asyncProperty(steps, async (program) => {
        const reopen = driver();
        const oracle = new Oracle(world);
        let store = await opened(reopen);
        for (const step of program) {
          if (step.kind === 'reopen') {
            await store.close();
            store = await opened(reopen);
          } else {
            expect(await store.commit(commitOf(world, step))).toMatchObject({ ok: true });
            oracle.commit(step);
          }
        }
        expect(await look(store, world)).toEqual(await oracle.look());
        await store.close();
      }),
      { numRuns, seed: 20_261_121 },
    );
  },
);
