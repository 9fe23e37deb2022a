import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeBase64url } from '@allod/core/bytes';
import { statementFromParts } from '@allod/core/statement';
import { expect, it } from 'vitest';
import { openLmdbStore } from '../../src/lmdb/index.ts';
import type { Store } from '../../src/port.ts';
import { asAdmitted, digestOf, madeId, madeRecord } from '../../src/testing/index.ts';
import { random } from '../random.ts';
import { freshFolder } from './folder.ts';

const FIXTURE = fileURLToPath(new URL('../fixtures/format-2', import.meta.url));
const space = madeId(1);

const MAKER = fileURLToPath(new URL('../fixtures/make-format-2.mjs', import.meta.url));

/** A copy, so that the store itself stays as the first version wrote it. */
async function copied(): Promise<Store> {
  const folder = freshFolder();
  cpSync(FIXTURE, folder, { recursive: true });
  return opened(folder);
}

async function opened(folder: string): Promise<Store> {
  const store = await openLmdbStore({ folder, random });
  if (!store.ok) throw new Error(store.error.code);
  return store.value;
}

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
}

it('STO-015 opens a store that was written in format 2, with all that is in it', async () => {
  const store = await copied();
  expect(Buffer.from(store.gen).toString('hex')).toBe('1122334455667788');
  const positions = await all(store.scan({ by: 'pos', space }));
  expect(positions.map(({ pos, origin }) => [pos, origin])).toEqual([1, 2, 3, 4].map((pos) => [pos, 7]));
  const parked = await all(store.scan({ by: 'parked', waitsFor: madeId(9) }));
  const held = await store.items([...positions, ...parked].map(({ id }) => id));
  expect(held.map((stored) => stored?.pos)).toEqual([1, 2, 3, 4, undefined]);
  for (const stored of held) expect(statementFromParts(stored!.parts).ok).toBe(true);
  for (const body of [new Uint8Array(300).fill(1), new Uint8Array(20_000).fill(2)])
    expect(await store.body(await digestOf(body))).toEqual(body);
  expect(await all(store.scan({ by: 'meta', prefix: '' }))).toEqual([
    { by: 'meta', name: 'cursor', value: Uint8Array.of(1, 2, 3) },
  ]);
  await store.close();
});

it('STO-015 opens a store of format 2 to go on with it', async () => {
  const store = await copied();
  const [before] = await store.fold(space, [{ certificate: true }]);
  expect([before!.count, encodeBase64url(before!.certificate!)]).toEqual([
    4,
    'bznxTEILef4nHToCDhe4QwN_A9m9CCYxaMOd7iSpvk8',
  ]);
  const put = [await asAdmitted(await madeRecord(space, { t: 11, seq: 5 }), space)];
  const committed = await store.commit({ space, put });
  expect(committed.ok && committed.value.first).toBe(5);
  await store.close();
});

it('STO-015 opens a store of format 2 as the same set that its maker makes today', async () => {
  const folder = freshFolder();
  execFileSync(process.execPath, [MAKER, folder]);
  const stores = [await copied(), await opened(folder)];
  const [then, now] = await Promise.all(
    stores.map(async (store) => ({
      fold: await store.fold(space, [{ certificate: true }]),
      rows: await all(store.scan({ by: 'pos', space })),
    })),
  );
  expect(now).toEqual(then);
  await Promise.all(stores.map((store) => store.close()));
});

it('STO-015 refuses a store of format 1, which was never released, and leaves it as it is', async () => {
  const folder = freshFolder();
  cpSync(fileURLToPath(new URL('../fixtures/format-1', import.meta.url)), folder, { recursive: true });
  const before = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
  expect(await openLmdbStore({ folder, random })).toMatchObject({ ok: false, error: { code: 'E_STORE_VERSION' } });
  expect(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs])).toEqual(before);
});
