import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHomes } from '@allod/client';
import type { Client } from '@allod/client';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { bodies, COLLECTION, openHome, readStatements, valueOf } from './corpus.ts';
import { takingIn } from './taking-in.ts';

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
  return takingIn(statements, { folder, batch });
}
