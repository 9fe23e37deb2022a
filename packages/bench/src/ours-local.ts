import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createHomes } from '@allod/client';
import type { Client } from '@allod/client';
import { createAdmission } from '@allod/collections';
import type { Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import type { Intake } from '@allod/sync';
import { createIntake, loadOps } from '@allod/sync';
import { openLmdbStore } from '@allod/storage/lmdb';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { bodies, COLLECTION, openHome, OPS, random, readStatements, valueOf } from './corpus.ts';

/** Ours, signing: `records.add`, one call after the other, or `records.addAll` where a batch has several. */
export async function oursSign({ folder, records, batch }: Setup): Promise<Contender> {
  const all = bodies(records);
  return {
    async round() {
      const home = await mkdtemp(join(folder, 'round-'));
      valueOf(await createHomes({ homes: [{ folder: home }] }));
      const client = await openHome(home);
      const took = await timed(() => (batch === 1 ? addEach(client, all) : addBatches(client, all, batch)));
      await client.close();
      await rm(home, { recursive: true });
      return took;
    },
    close: async () => undefined,
  };
}

type Bodies = ReturnType<typeof bodies>;

async function addEach(client: Client, all: Bodies): Promise<void> {
  for (const body of all) valueOf(await client.records.add(COLLECTION, body));
}

async function addBatches(client: Client, all: Bodies, batch: number): Promise<void> {
  for (let at = 0; at < all.length; at += batch)
    valueOf(await client.records.addAll(COLLECTION, all.slice(at, at + batch)));
}

/**
 * Ours, verifying: what sync does with what it received, from the parts of a statement over its verdict to the store. As a session does
 * with the messages that its credit lets in, it offers the next ones before the first is committed.
 */
export async function oursVerify({ folder, corpus, records, batch }: Setup): Promise<Contender> {
  const statements = await readStatements(corpus, records);
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
  if (wrong !== undefined) throw new Error(`a statement of the corpus is not accepted: ${wrong.code ?? wrong.verdict}`);
}
