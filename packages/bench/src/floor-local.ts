import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { Contender, Setup } from './contender.ts';
import { timed } from './contender.ts';
import { readFloorKeys, readFloorRecords } from './corpus.ts';
import { openFloor, signAndPut, verifyAndPut } from './floor.ts';
import type { FloorStore } from './floor.ts';

/** Floor of signing: node:crypto sign and one put for each record, a flush for each batch. */
export async function floorSign(setup: Setup): Promise<Contender> {
  const { privateKey } = await readFloorKeys(setup.corpus);
  return floorOf(setup, { step: signAndPut, key: privateKey });
}

/** Floor of verifying: node:crypto verify and one put for each record, a flush for each batch. */
export async function floorVerify(setup: Setup): Promise<Contender> {
  const { publicKey } = await readFloorKeys(setup.corpus);
  return floorOf(setup, { step: verifyAndPut, key: publicKey });
}

interface FloorWork {
  readonly step: (db: FloorStore, records: readonly Buffer[], key: KeyObject) => void;
  readonly key: KeyObject;
}

async function floorOf({ folder, corpus, records: count, batch }: Setup, { step, key }: FloorWork): Promise<Contender> {
  const records = await readFloorRecords(corpus, count);
  return {
    async round() {
      const place = await mkdtemp(join(folder, 'round-'));
      const db = openFloor(place);
      const took = await timed(async () => {
        for (let at = 0; at < records.length; at += batch) step(db, records.slice(at, at + batch), key);
      });
      await db.close();
      await rm(place, { recursive: true });
      return took;
    },
    close: async () => undefined,
  };
}
