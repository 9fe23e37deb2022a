import { createMemoryKeyValue, openStore, reindex } from '@allod/storage';
import type { KeyValuePair, MemoryKeyValue } from '@allod/storage';
import { asAdmitted, asParked, digestOf, madeId, madeOp, madeRecord } from '@allod/storage/testing';
import { expect, test } from 'vitest';
import { random } from './random.ts';

const space = madeId(1);
const INDEX_LETTERS = 'egkntw';

async function all(kv: MemoryKeyValue): Promise<KeyValuePair[]> {
  return kv.range(Uint8Array.of(0), Uint8Array.of(255), { limit: 10_000 });
}

/** A closed store with every kind of row in it. */
async function filled(): Promise<MemoryKeyValue> {
  const kv = createMemoryKeyValue();
  const opened = await openStore(kv, { random });
  if (!opened.ok) throw new Error(opened.error.code);
  const body = new Uint8Array(9);
  const dig = await digestOf(body);
  const claims = { dig, len: 9, del: false };
  const records = await Promise.all([1, 2, 3].map((t) => madeRecord(space, { ...claims, t, seq: t, burn: 99 })));
  const put = await Promise.all([
    asAdmitted(await madeOp(space, 1), space),
    ...records.map(async (each, i) => asAdmitted(each, space, i === 0 ? 'HELD' : 'VALID')),
  ]);
  const park = [await asParked(await madeRecord(space, { t: 7 }), space, [madeId(9)])];
  await opened.value.commit({ space, put, park, bodies: [[dig, body]], meta: [['x', body]], origin: 3 });
  await opened.value.commit({ space, drop: [put[1]!.statement.id] });
  await opened.value.close();
  kv.restart();
  return kv;
}

test('STO-018 rebuilds every index from statements and bodies, to the byte', async () => {
  const kv = await filled();
  const before = await all(kv);
  const index = before.filter(([key]) => INDEX_LETTERS.includes(String.fromCharCode(key[0]!)));
  expect(new Set(index.map(([key]) => key[0])).size).toBe(INDEX_LETTERS.length);
  await kv.write(index.map(([key]) => [key, null]));
  expect(await reindex(kv)).toMatchObject({ ok: true });
  expect(await all(kv)).toEqual(before);
});

test('STO-018 corrects indexes that lie', async () => {
  const kv = await filled();
  const before = await all(kv);
  const bodies = before.filter(([key]) => String.fromCharCode(key[0]!) === 'b');
  await kv.write([
    ...bodies.map(([key, row]) => [key, row.with(4, 9)] as const),
    [new TextEncoder().encode('kfalse'), Uint8Array.of(1)],
  ]);
  expect(await reindex(kv)).toMatchObject({ ok: true });
  expect(await all(kv)).toEqual(before);
});

test('STO-018 goes on with a rebuild that was cut off at any write when the store is opened', async () => {
  for (let nth = 2; ; nth++) {
    const kv = await filled();
    const before = await all(kv);
    kv.tear(nth, 'after');
    const wasCut = await reindex(kv).then(
      () => false,
      () => true,
    );
    kv.restart();
    if (!wasCut) return expect(nth).toBeGreaterThan(8);
    expect(await openStore(kv, { random })).toMatchObject({ ok: true });
    expect(await all(kv)).toEqual(before);
  }
});

test('STO-018 says so when there is no room for the rebuild', async () => {
  const kv = await filled();
  kv.fail(3);
  expect(await reindex(kv)).toMatchObject({ ok: false, error: { code: 'E_STORE_FULL' } });
});
