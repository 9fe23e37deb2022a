import { createMemoryKeyValue, openStore } from '@allod/storage';
import type { Commit, MemoryKeyValue, Store } from '@allod/storage';
import { asAdmitted, digestOf, madeId, madeRecord } from '@allod/storage/testing';
import { expect, test } from 'vitest';
import { bodyFilesInMemory } from './body-files.ts';
import type { MemoryBodyFiles } from './body-files.ts';
import { random } from './random.ts';

const space = madeId(1);
const text = new TextEncoder();

interface Lab {
  readonly kv: MemoryKeyValue;
  readonly bodyFiles: MemoryBodyFiles;
  readonly store: Store;
  reopen(): Promise<Store>;
}

async function lab(): Promise<Lab> {
  const kv = createMemoryKeyValue();
  const bodyFiles = bodyFilesInMemory();
  const reopen = async (): Promise<Store> => {
    kv.restart();
    const opened = await openStore(kv, { random, bodyFiles });
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  };
  return { kv, bodyFiles, store: await reopen(), reopen };
}

/** A commit with a large body, and the digest of it. */
async function commitOf(t: number): Promise<Commit & { readonly dig: string; readonly id: string }> {
  const body = new Uint8Array(20_000).fill(t);
  const dig = await digestOf(body);
  const admitted = await asAdmitted(await madeRecord(space, { t, dig, len: body.length, del: false }), space);
  const meta = [['marker', Uint8Array.of(t)]] as const;
  return { space, put: [admitted], bodies: [[dig, body]], meta, dig, id: admitted.statement.id };
}

async function state({ store }: { store: Store }, { id, dig }: { id: string; dig: string }): Promise<unknown[]> {
  const names = [];
  for await (const { value } of store.scan({ by: 'meta', prefix: 'marker' })) names.push(value[0]);
  const [item] = await store.items([id]);
  const [fold] = await store.fold(space, [{}]);
  return [item?.pos, (await store.body(dig))?.length, fold?.count, names];
}

test.each([
  ['before', [undefined, undefined, 0, []]],
  ['after', [1, 20_000, 1, [3]]],
] as const)(
  'STO-001, STO-002 never keeps a part when the power goes %s a write, nor reports it',
  async (when, expected) => {
    const { kv, bodyFiles, store, reopen } = await lab();
    const heard: unknown[] = [];
    store.watch('*', (each) => heard.push(each));
    const commit = await commitOf(3);
    kv.tear(1, when);
    await expect(store.commit(commit)).rejects.toThrow('power is gone');
    const again = await reopen();
    expect(await state({ store: again }, commit)).toEqual(expected);
    expect([...bodyFiles.held.keys()]).toEqual(when === 'after' ? [commit.dig] : []);
    expect(heard).toEqual([]);
  },
);

test('STO-013 refuses a commit for which the map has no room, keeps nothing of it, and takes it later', async () => {
  const { kv, bodyFiles, store } = await lab();
  const commit = await commitOf(4);
  kv.fail(1);
  expect(await store.commit(commit)).toMatchObject({
    ok: false,
    error: { code: 'E_STORE_FULL', requirement: 'STO-013' },
  });
  expect(await state({ store }, commit)).toEqual([undefined, undefined, 0, []]);
  expect(bodyFiles.held.size).toBe(0);
  expect(await store.commit(commit)).toMatchObject({ ok: true, value: { first: 1 } });
});

test('STO-013 refuses a commit for whose body there is no room, with all that came along', async () => {
  const { bodyFiles, store } = await lab();
  const [a, b] = await Promise.all([commitOf(1), commitOf(2)]);
  bodyFiles.fail(2);
  const both = { ...a, put: [...a.put!, ...b.put!], bodies: [...a.bodies!, ...b.bodies!] };
  expect(await store.commit(both)).toMatchObject({ ok: false, error: { code: 'E_STORE_FULL' } });
  expect([bodyFiles.held.size, await state({ store }, a)]).toEqual([0, [undefined, undefined, 0, []]]);
});

test('STO-013 takes the commits that find room although the group in which they came does not', async () => {
  const { kv, store } = await lab();
  const [a, b] = await Promise.all([commitOf(1), commitOf(2)]);
  kv.fail(1);
  const done = await Promise.all([store.commit(a), store.commit(b)]);
  expect(done.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await state({ store }, b)).toEqual([2, 20_000, 2, [2]]);
});

const head = (name: string): Uint8Array => text.encode(`h${name}`);

test.each([1, 3])('STO-015 refuses format %i and leaves the store as it is', async (format) => {
  const { kv, store } = await lab();
  await store.close();
  kv.restart();
  await kv.write([[head('format'), Uint8Array.of(0, 0, 0, format)]]);
  const before = await kv.range(Uint8Array.of(0), Uint8Array.of(255), { limit: 99 });
  expect(await openStore(kv, { random })).toMatchObject({ ok: false, error: { code: 'E_STORE_VERSION' } });
  expect(await kv.range(Uint8Array.of(0), Uint8Array.of(255), { limit: 99 })).toEqual(before);
});

test.each([
  ['a format that is no number', [[head('format'), Uint8Array.of(1)]]],
  ['format 0', [[head('format'), new Uint8Array(4)]]],
  ['no generation', [[head('generation'), null]]],
  ['rows without a format', [[head('format'), null]]],
] as const)('STO-016 refuses %s and leaves the store as it is', async (_, damage) => {
  const { kv, store } = await lab();
  await store.close();
  kv.restart();
  await kv.write(damage);
  const before = await kv.range(Uint8Array.of(0), Uint8Array.of(255), { limit: 99 });
  expect(await openStore(kv, { random })).toMatchObject({ ok: false, error: { code: 'E_STORE_CORRUPT' } });
  expect(await kv.range(Uint8Array.of(0), Uint8Array.of(255), { limit: 99 })).toEqual(before);
});

test('STO-015, STO-016 opens a store of this format that is whole', async () => {
  const { store, reopen } = await lab();
  const { gen } = store;
  await store.close();
  expect((await reopen()).gen).toEqual(gen);
});

test('throws for misuse: a foreign statement, an origin out of bounds, a long name, a call after close', async () => {
  const { store } = await lab();
  const { put } = await commitOf(1);
  await expect(store.commit({ space: madeId(2), put: put! })).rejects.toThrow(TypeError);
  await expect(store.commit({ space, origin: 65_536 })).rejects.toThrow(RangeError);
  await expect(store.commit({ space, meta: [['x'.repeat(513), null]] })).rejects.toThrow(RangeError);
  await store.close();
  await expect(store.commit({ space })).rejects.toThrow(TypeError);
});
