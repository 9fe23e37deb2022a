import { createMemoryKeyValue, openStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bodyFilesInMemory } from './body-files.ts';
import { commitOf, look, makeWorld, Oracle, steps } from './oracle.ts';
import { random } from './random.ts';

test('STO-003, STO-005, STO-011, STO-012, STO-019 holds what a plain list of the same commits holds, also when opened again', async () => {
  const world = await makeWorld();
  await fc.assert(
    fc.asyncProperty(steps, async (program) => {
      const kv = createMemoryKeyValue();
      const bodyFiles = bodyFilesInMemory();
      const open = async (): Promise<Store> => {
        kv.restart();
        const opened = await openStore(kv, { random, bodyFiles });
        if (!opened.ok) throw new Error(opened.error.code);
        return opened.value;
      };
      const oracle = new Oracle(world);
      let store = await open();
      for (const step of program) {
        if (step.kind === 'reopen') {
          await store.close();
          store = await open();
        } else {
          expect(await store.commit(commitOf(world, step))).toMatchObject({ ok: true });
          oracle.commit(step);
        }
      }
      expect(await look(store, world)).toEqual(await oracle.look());
    }),
    { numRuns: 200, seed: 20_261_121 },
  );
});
