import { createKeyring, openBack, planEpoch, wrapBack } from '@allod/principals/secrets';
import type { EpochOp, EpochSource, NewEpoch } from '@allod/principals/secrets';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { deviceOf, idOf, randomOf, secretOf } from './craft.ts';
import type { TestDevice } from './craft.ts';
import { epochOf } from './epochs.ts';

const log = idOf('log');
const ada = await deviceOf('ada');
const draw = randomOf('keyring');

/** A log that grows, with its keyboxes. */
class Shelf implements EpochSource {
  revision = 0;
  isDark = false;
  readonly ops: EpochOp[] = [];
  readonly boxes = new Map<string, Uint8Array>();
  readonly paths = new Map<string, readonly string[]>();

  epochs(): readonly EpochOp[] {
    return this.ops;
  }

  keybox(op: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.isDark ? undefined : this.boxes.get(op));
  }

  through(of: string): readonly string[] {
    return this.paths.get(of) ?? [];
  }

  add({ eid, ops }: NewEpoch, changes: Partial<EpochOp> = {}): void {
    for (const { pub, back = [], end, body } of ops) {
      const id = idOf(`op ${this.ops.length}`);
      this.ops.push({ id, eid, pub, back, ...(end === undefined ? {} : { end }), by: 'ada', ...changes });
      if (body !== undefined) this.boxes.set(id, body);
    }
    this.revision += 1;
  }
}

async function made(
  to: readonly TestDevice[],
  more: { back?: readonly NewEpoch[]; end?: number } = {},
): Promise<NewEpoch> {
  const epoch = await planEpoch({ log, recipients: to, ...more }, draw);
  if (!epoch.ok) throw new TypeError(epoch.error.code);
  return epoch.value;
}

const ringOf = (source: EpochSource, now = 0) => createKeyring({ source, stores: [ada.store], now: () => now });

test('SEC-021 a chain of 3,000 epochs is walked from the newest keybox, and an entry that leads elsewhere is ignored', async () => {
  const shelf = new Shelf();
  const first = await made([]);
  shelf.add(first);
  let last = first;
  const newest = 3000;
  for (let at = 1; at <= newest; at++) {
    const es = secretOf(`epoch ${at}`);
    const { eid, pub } = await epochOf(es);
    const wrong = { eid: first.eid, w: (await wrapBack(es, secretOf('elsewhere'))).w };
    const back = [...(at % 1000 === 0 ? [wrong] : []), await wrapBack(es, last.es)];
    last = { eid, pub, es, ops: [{ pub, back }] };
    shelf.add(last);
  }
  shelf.add(await made([ada], { back: [last] }));
  const ring = await ringOf(shelf);
  const found = await ring.open(log, first.eid);
  expect(found.ok && found.secret.bytes()).toEqual(first.es.bytes());
  shelf.isDark = true;
  const middle = (await epochOf(secretOf('epoch 1500'))).eid;
  expect((await ring.open(log, middle)).ok).toBe(true);
});

test('SEC-021 an entry of back opens what was wrapped, and nothing that was not', async () => {
  const [upper, lower] = [secretOf('upper'), secretOf('lower')];
  const entry = await wrapBack(upper, lower);
  expect((await openBack(upper, entry))?.bytes()).toEqual(lower.bytes());
  expect(await openBack(secretOf('other'), entry)).toBeUndefined();
  expect(await openBack(upper, { ...entry, eid: idOf('another') })).toBeUndefined();
  expect(await openBack(upper, { ...entry, w: `${entry.w.slice(0, -4)}AAAA` })).toBeUndefined();
  expect(await openBack(upper, { ...entry, w: 'AAAA' })).toBeUndefined();
});

test('SEC-022 back names what is not reached from another, the newest first, and only what is allowed and does not end', async () => {
  const shelf = new Shelf();
  const one = await made([ada]);
  const [left, right] = [await made([ada], { back: [one] }), await made([ada], { back: [one] })];
  const strange = await made([await deviceOf('eve')]);
  for (const each of [one, left, right, strange, await made([ada], { end: 10 })]) shelf.add(each);
  const ring = await ringOf(shelf);
  expect((await ring.back(log, () => true)).map(({ eid }) => eid)).toEqual([right.eid, left.eid]);
  expect((await ring.back(log, (eid) => eid === one.eid)).map(({ eid }) => eid)).toEqual([one.eid]);
  expect(await ring.back(log, () => false)).toEqual([]);
});

test('SEC-022 an entry of back that leads nowhere reaches nothing, so that the earlier epoch is named again', async () => {
  const shelf = new Shelf();
  const one = await made([ada]);
  const liar = await made([ada]);
  shelf.add(one);
  shelf.add(liar, { back: [{ eid: one.eid, w: (await wrapBack(liar.es, secretOf('nothing'))).w }] });
  const ring = await ringOf(shelf);
  expect((await ring.back(log, () => true)).map(({ eid }) => eid)).toEqual([liar.eid, one.eid]);
});

test('SEC-016 a keybox for us that is bad is told with its maker, and he is to be asked last', async () => {
  const shelf = new Shelf();
  const [good, other] = [await made([await deviceOf('eve')]), await made([ada])];
  shelf.add(good, { by: 'bob' });
  shelf.add({ ...good, ops: [{ ...good.ops[0]!, body: other.ops[0]!.body! }] }, { by: 'mallory' });
  const ring = await ringOf(shelf);
  const found = await ring.open(log, good.eid);
  expect(found).toEqual({
    ok: false,
    missing: {
      why: 'not-given',
      ask: ['bob', 'mallory'],
      bad: [{ op: shelf.ops[1]!.id, by: 'mallory', code: 'E_KEYBOX_BAD' }],
    },
  });
});

test('who cannot open an epoch is told why, and opens it once somebody has given it', async () => {
  const shelf = new Shelf();
  const one = await made([await deviceOf('eve')]);
  shelf.add(one, { by: 'eve' });
  const ring = await ringOf(shelf);
  expect(await ring.open(log, one.eid)).toEqual({ ok: false, missing: { why: 'not-given', ask: ['eve'], bad: [] } });
  expect(await ring.open(log, idOf('no epoch'))).toEqual({ ok: false, missing: { why: 'unknown', ask: [], bad: [] } });
  shelf.add(await made([ada], { back: [one] }), { by: 'bob' });
  expect((await ring.open(log, one.eid)).ok).toBe(true);
});

test('SEC-026 the secret of an epoch that has ended is wiped and not had again', async () => {
  const shelf = new Shelf();
  const burning = await made([ada], { end: 1000 });
  shelf.add(burning);
  let now = 0;
  const ring = await createKeyring({ source: shelf, stores: [ada.store], now: () => now });
  const found = await ring.open(log, burning.eid);
  if (!found.ok) throw new TypeError('it has not ended');
  now = 1000;
  ring.expire();
  expect(() => found.secret.bytes()).toThrow(TypeError);
  expect(await ring.open(log, burning.eid)).toEqual({ ok: false, missing: { why: 'ended', ask: [], bad: [] } });
});

test('SEC-026 an epoch that has ended is opened by no keybox, also not by that of an op without an end', async () => {
  const shelf = new Shelf();
  const burning = await made([ada], { end: 1000 });
  shelf.add(burning);
  const [op] = burning.ops;
  shelf.add({ ...burning, ops: [{ pub: op!.pub, dig: op!.dig!, len: op!.len!, body: op!.body! }] });
  expect((await (await ringOf(shelf, 999)).open(log, burning.eid)).ok).toBe(true);
  const found = await (await ringOf(shelf, 1000)).open(log, burning.eid);
  expect(found).toEqual({ ok: false, missing: { why: 'ended', ask: [], bad: [] } });
});

test('SEC-053 a lock wipes what was opened, locks the stores and opens nothing any more', async () => {
  const shelf = new Shelf();
  const one = await made([ada]);
  shelf.add(one);
  const own = await deviceOf('ada');
  const ring = await createKeyring({ source: shelf, stores: [own.store], now: () => 0 });
  const found = await ring.open(log, one.eid);
  if (!found.ok) throw new TypeError('it opens');
  await ring.lock();
  expect(() => found.secret.bytes()).toThrow(TypeError);
  expect(await ring.open(log, one.eid)).toEqual({ ok: false, missing: { why: 'locked', ask: [], bad: [] } });
  expect((await own.store.sign(own.kid, [])).ok).toBe(false);
});

test('SEC-053 a store that was locked elsewhere is told as such, and not remembered as a missing keybox', async () => {
  const shelf = new Shelf();
  const one = await made([ada]);
  shelf.add(one);
  const own = await deviceOf('ada');
  const ring = await createKeyring({ source: shelf, stores: [own.store], now: () => 0 });
  await own.store.lock();
  expect(await ring.open(log, one.eid)).toEqual({ ok: false, missing: { why: 'locked', ask: [], bad: [] } });
});

test('teams that contain each other end the search', async () => {
  const shelf = new Shelf();
  const one = await made([]);
  const two = await planEpoch({ log, recipients: [{ kid: one.eid, jwk: one.pub }] }, draw);
  if (!two.ok) throw new TypeError('it is made');
  shelf.add({ ...one, ops: [{ ...one.ops[0]!, body: two.value.ops[0]!.body! }] });
  shelf.paths.set(log, [log]);
  expect((await (await ringOf(shelf)).open(log, one.eid)).ok).toBe(false);
});

test('SEC-052 nothing that a keyring shows holds a secret', async () => {
  const shelf = new Shelf();
  const one = await made([ada]);
  shelf.add(one);
  const ring = await ringOf(shelf);
  const found = await ring.open(log, one.eid);
  const seen = inspect([ring, found, one], { depth: 20, showHidden: true }) + JSON.stringify([ring, found, one]);
  expect(seen).not.toContain(Buffer.from(one.es.bytes()).toString('base64url'));
  expect(seen).toContain('(secret)');
});
