import { createHash } from 'node:crypto';
import type { Admitted } from '@allod/core/verify';
import type { Store } from '@allod/storage';
import { expect, test } from 'vitest';
import { listingAnswer } from '../src/listing.ts';
import { listSpaces, rememberSpaces } from '../src/spaces.ts';
import { fill, memoryStore, person, records } from './people.ts';

const [ada, bob] = await Promise.all([person(1), person(2)]);

async function relayStore(): Promise<Store> {
  return rememberSpaces(await memoryStore(1));
}

/** The cells of the page, row by row. */
function cells(page: string): string[][] {
  const rows = page.match(/<tr><td>.*<\/tr>/g) ?? [];
  return rows.map((row) =>
    row
      .split('<td>')
      .slice(1)
      .map((cell) => cell.replaceAll(/<[^>]*>/g, '')),
  );
}

test('lists of each space count, certificate and what it holds, newest first', async () => {
  const store = await relayStore();
  const ids = await fill(store, ada, await records(ada, 2));
  await fill(store, bob, []);
  const { status, type, body } = await listingAnswer(store);
  expect([status, type]).toEqual([200, 'text/html; charset=utf-8']);
  const [fold] = await store.fold(ada.id, [{ certificate: true }]);
  expect(body).toContain(ada.id);
  expect(body).toContain(`Statements: 3. Certificate: <code>${Buffer.from(fold!.certificate!).toString('base64url')}`);
  const [record] = await records(ada, 1);
  const bytes = (parts: typeof ada.init): number =>
    parts.headerBytes.length + parts.claimsBytes.length + parts.signature.length;
  const ofAda = cells(body).filter((row) => row.at(-1) === ada.id);
  expect(ofAda.map(([pos, id, typ, , author]) => [pos, id, typ, author])).toEqual([
    ['3', ids[2], 'allod-rec', ada.id],
    ['2', ids[1], 'allod-rec', ada.id],
    ['1', ids[0], 'allod-op', ada.id],
  ]);
  expect(ofAda.slice(1).map((row) => Number(row[3]))).toEqual([bytes(record!.parts), bytes(ada.init)]);
  expect(cells(body).filter((row) => row.at(-1) === bob.id)).toHaveLength(1);
});

test('shows neither claims nor tags nor bodies', async () => {
  const store = await relayStore();
  await fill(
    store,
    ada,
    await records(ada, 3, 1, { col: 'v:planted-collection', tag: 'planted-tag', cty: 'planted/type' }),
  );
  const { body } = await listingAnswer(store);
  for (const secret of ['planted', '"n"', '&quot;n&quot;', String(1_790_000_000_000_000)])
    expect(body).not.toContain(secret);
});

test('shows at most 500 statements in all, the newest of a space', async () => {
  const store = await relayStore();
  const made = await records(ada, 501);
  await fill(store, ada, made);
  const rows = cells((await listingAnswer(store)).body);
  expect([rows.length, rows[0]![0], rows.at(-1)![0]]).toEqual([500, '502', '3']);
  await fill(store, bob, await records(bob, 3));
  expect(cells((await listingAnswer(store)).body)).toHaveLength(500);
});

test('finds the newest also where statements were given up', async () => {
  const store = await relayStore();
  const ids = await fill(store, ada, await records(ada, 5));
  await store.commit({ space: ada.id, drop: ids.slice(1, 3) });
  expect(cells((await listingAnswer(store)).body).map(([pos]) => pos)).toEqual(['6', '5', '4', '1']);
});

test('runs no script, and allows its own style alone', async () => {
  const { body, headers } = await listingAnswer(await relayStore());
  const policy = headers?.['Content-Security-Policy'] ?? '';
  const style = /<style>(.*?)<\/style>/s.exec(body)![1]!;
  expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  expect(policy).toMatch(/^default-src 'none'; /);
  expect(policy).not.toMatch(/script-src|unsafe/);
  expect(body).not.toMatch(/<script|<a |<img|<link|<form|\son\w+=/i);
});

test('remembers a space with the commit that brings its first statement', async () => {
  const bare = await memoryStore(1);
  const store = rememberSpaces(bare);
  expect(await listSpaces(store, 9)).toEqual([]);
  await store.commit({ space: ada.id, meta: [['own', Uint8Array.of(1)]] });
  expect(await listSpaces(store, 9)).toEqual([]);
  const refused = await store.commit({ space: ada.id, put: await init(), expect: [['own', null]] });
  expect([refused.ok, await listSpaces(store, 9)]).toEqual([false, []]);
  await fill(store, ada, []);
  await fill(store, bob, []);
  await fill(store, bob, await records(bob, 1));
  expect(await listSpaces(rememberSpaces(bare), 9)).toEqual([ada.id, bob.id].toSorted());
  expect(await listSpaces(store, 1)).toHaveLength(1);
});

async function init(): Promise<Admitted[]> {
  const store = await memoryStore(9);
  const seen: Admitted[] = [];
  const spy = {
    ...rememberSpaces(store),
    commit: ({ put = [], ...rest }: Parameters<Store['commit']>[0]) => (
      seen.push(...put),
      store.commit({ ...rest, put })
    ),
  };
  await fill(spy, ada, []);
  return seen;
}
