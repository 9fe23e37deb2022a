import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createAdmission } from '@allod/collections';
import type { Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { openLmdbStore } from '@allod/storage/lmdb';
import { createIntake, loadOps } from '@allod/sync';
import type { Intake } from '@allod/sync';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { OPS, random, valueOf } from './corpus.ts';

/** Judges and stores statements in an empty store each round. What comes before the records is not timed. */
export function takingIn(
  statements: readonly Offered[],
  { folder, batch }: Pick<Setup, 'folder' | 'batch'>,
): Contender {
  return {
    async round() {
      const place = await mkdtemp(join(folder, 'round-'));
      const store = valueOf(await openLmdbStore({ folder: place, random }));
      const now = (): number => Date.now() * 1000;
      const judge = createAdmission({ bodies: BODY_RULE, now, loadOps: (space) => loadOps(store, space) });
      const intake = createIntake({ store, judge, turn: () => setImmediate() });
      await offer(intake, statements.slice(0, OPS));
      const took = await timed(async () => {
        const offers: Promise<void>[] = [];
        for (let at = OPS; at < statements.length; at += batch)
          offers.push(offer(intake, statements.slice(at, at + batch)));
        await Promise.all(offers);
      });
      await store.close();
      await rm(place, { recursive: true });
      return took;
    },
    close: async () => undefined,
  };
}

async function offer(intake: Intake, items: readonly Offered[]): Promise<void> {
  const answers = valueOf(await intake.offer(items));
  const wrong = answers.find(({ verdict, code }) => verdict !== 'admitted' || code !== undefined);
  if (wrong !== undefined) throw new Error(`a statement is not accepted: ${wrong.code ?? wrong.verdict}`);
}
