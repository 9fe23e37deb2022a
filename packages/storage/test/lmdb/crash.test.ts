import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decodeId } from '@allod/core/bytes';
import { statementFromParts } from '@allod/core/statement';
import { expect, it } from 'vitest';
import { certificate, lanes, orderKey } from '../../src/index.ts';
import { openLmdbStore } from '../../src/lmdb/index.ts';
import type { Row, Scan, Store } from '../../src/port.ts';
import { digestOf, madeId } from '../../src/testing/index.ts';
import { random } from '../random.ts';
import { freshFolder } from './folder.ts';

const COMMITTER = fileURLToPath(new URL('committer.mjs', import.meta.url));
/** Two stores at once, one for each of two processors. */
const LANES = [1, 2];
/** 200 deaths in all on the Node of the machine; the second Node shows with 40 that it does the same. */
const STORES_EACH = process.env.ALLOD_LEG === undefined ? 5 : 1;
const KILLS_EACH = 20;
const space = madeId(1);

/** Starts a process that commits, kills it once it has reported `reports` batches, and gives the last one that it reported. */
async function commitAndKill(folder: string, seed: number, reports: number): Promise<number> {
  const child = spawn(process.execPath, [COMMITTER, folder, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let last = 0;
  let heard = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (++heard === reports) child.kill('SIGKILL');
  }
  expect(await exit).toEqual([null, 'SIGKILL']);
  return last;
}

async function opened(folder: string): Promise<Store> {
  const store = await openLmdbStore({ folder, random });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

async function rows<Q extends Scan>(store: Store, query: Q): Promise<Extract<Row, { readonly by: Q['by'] }>[]> {
  const found: Extract<Row, { readonly by: Q['by'] }>[] = [];
  for await (const row of store.scan(query)) found.push(row);
  return found;
}

/** Looks at every batch: numbers and positions without a gap, all statements and bodies there. Gives the order keys by id. */
async function expectWhole(store: Store): Promise<{ readonly last: number; readonly keys: readonly Uint8Array[] }> {
  const batches = await rows(store, { by: 'meta', prefix: 'batch/' });
  expect(batches.map(({ name }) => Number(name.slice(6)))).toEqual(batches.map((_, i) => i + 1));
  const told = batches.map(({ value }) => JSON.parse(Buffer.from(value).toString()) as { dig: string; ids: string[] });
  const ids = told.flatMap((each) => each.ids);
  const positions = await rows(store, { by: 'pos', space });
  expect(positions.map(({ id, pos }) => [pos, id])).toEqual(ids.map((id, i) => [i + 1, id]));
  for (const { dig } of told.slice(-4)) expect(await digestOf((await store.body(dig))!)).toBe(dig);
  const keys = (await store.items(ids)).map((stored) => keyOf(stored!));
  return { last: batches.length, keys: keys.toSorted(Buffer.compare) };
}

function keyOf({ id, parts }: { id: string; parts: Parameters<typeof statementFromParts>[0] }): Uint8Array {
  const statement = statementFromParts(parts);
  if (!statement.ok) throw new Error(statement.error.code);
  return orderKey({ typ: 'allod-rec', claims: statement.value.claims, id });
}

async function expectFold(store: Store, keys: readonly Uint8Array[]): Promise<void> {
  const [fold] = await store.fold(space, [{ certificate: true }]);
  const ids = (await rows(store, { by: 'key', space })).map(({ id }) => decodeId(id));
  expect(fold).toEqual({
    count: keys.length,
    lanes: lanes(ids.map((id) => (id.ok ? id.value : new Uint8Array(0)))),
    certificate: certificate(keys),
  });
}

async function crashAgainAndAgain(seed: number): Promise<number> {
  const folder = freshFolder();
  const gens = new Set<string>();
  let last = 0;
  for (let kill = 1; kill <= KILLS_EACH; kill++) {
    const reported = await commitAndKill(folder, seed * 104_729 + kill * 7_919, 1 + ((seed + kill * 31) % 7));
    const store = await opened(folder);
    const found = await expectWhole(store);
    expect(found.last).toBeGreaterThanOrEqual(Math.max(reported, last));
    await expectFold(store, found.keys);
    gens.add(Buffer.from(store.gen).toString('hex'));
    last = found.last;
    await store.close();
  }
  expect(gens.size).toBe(1);
  return last;
}

it('STO-001, STO-002, STO-003, STO-004 keep what was reported, whole and in its place, through one death after another', async () => {
  const lanesDone = LANES.map(async (lane) => {
    for (let i = 0; i < STORES_EACH; i++)
      expect(await crashAgainAndAgain(lane * STORES_EACH + i)).toBeGreaterThanOrEqual(KILLS_EACH);
  });
  await Promise.all(lanesDone);
});
