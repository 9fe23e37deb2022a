import { acceptRecords } from '@allod/collections';
import type { JsonObject } from '@allod/core/bytes';
import { createLogBook } from '@allod/principals';
import type { Capability } from '@allod/principals';
import { expect, test } from 'vitest';
import { digest, now } from './people.ts';
import { as, begun, claims, key, op, pub, record, team, user } from './teams.ts';
import type { Key, Op } from './teams.ts';

const [cold, phone] = await Promise.all([21, 22].map(key));
const [ada, bob, eve] = await Promise.all([user(1, cold), user(2), user(3)]);
const owner = { signer: ada.key.signer };
const addPhone = await op(
  { k: 'add', who: phone!.kid, lvl: 20, sig: phone!.jwk },
  { log: ada.id, par: [ada], signers: [owner, { signer: phone!.signer }] },
);
const lost = await op({ k: 'remove', who: phone!.kid }, { log: ada.id, par: [addPhone], signers: [owner] });

/** Ada and Bob have a team, in which Eve reads. It writes in a team of Ada's. */
const inner = await team(
  [
    { who: ada.id, lvl: 40 },
    { who: bob.id, lvl: 30 },
    { who: eve.id, lvl: 10 },
  ],
  [ada, bob, eve],
);
const outer = await team([{ who: ada.id, lvl: 40 }], [ada]);
const nest = await op(
  { k: 'add', who: inner.id, lvl: 20 },
  { log: outer.id, par: [outer], signers: [as(ada), as(bob, inner)], x: begun(inner, bob) },
);
/** Bob ends in the inner team; the outer one is not told. */
const out = await op({ k: 'remove', who: bob.id }, { log: inner.id, par: [inner], signers: [as(ada)] });

/** Eve is a guest of the outer team. */
const caps: Capability[] = [
  { do: ['w'], col: 'v:board', tag: 'eve' },
  { do: ['r', 'w'], col: 'v:open', nbf: now, exp: now + 10 },
  { do: ['r'], col: 'v:news' },
  { do: ['w'], col: 'i:photos', tag: digest('{}') },
];
const invite = await op(
  { k: 'add', who: eve.id, lvl: 0, caps },
  { log: outer.id, par: [nest], signers: [as(ada), as(eve)], x: begun(eve) },
);

const all = [ada, bob, eve, addPhone, lost, inner, outer, nest, out, invite];
const book = createLogBook();
for (const { verdict } of await book.judge(all.map(({ statement }) => statement)))
  if (verdict !== 'admitted') throw new Error(verdict);

async function words(plan: readonly (readonly [JsonObject, ...Key[]])[]): Promise<string[]> {
  const records = await Promise.all(plan.map(([said, ...keys]) => record(said, ...keys)));
  const verdicts = await acceptRecords(records, { logs: book, now });
  return verdicts.map((found) => {
    if (found.verdict === 'admitted') return found.admitted.state;
    const { code, requirement } = found.verdict === 'parked' ? found.parked.why : found.error;
    return `${code} ${requirement}`;
  });
}

const REFUSED = 'E_NOT_AUTHORIZED COL-002';
const byBob = { act: bob.id, via: [inner.id] };

test('COL-002 asks what a device was at the heads that the record names, and not what it is', async () => {
  const [of, by] = [(au: Op): JsonObject => claims(ada, [au]), phone!];
  expect(
    await words([
      [of(ada), by],
      [of(addPhone), by],
      [of(lost), by],
      [of(lost), ada.key],
    ]),
  ).toEqual([REFUSED, 'VALID', REFUSED, 'VALID']);
  expect(
    await words([
      [of(addPhone), by, ada.key],
      [of(addPhone), by, bob.key],
    ]),
  ).toEqual(['VALID', REFUSED]);
});

test('COL-002 refuses what a cold key writes, in the log of a user or of a team', async () => {
  expect(
    await words([
      [claims(ada, [ada]), cold!],
      [claims(outer, [outer]), cold!],
    ]),
  ).toEqual([REFUSED, REFUSED]);
});

test('COL-002 takes the least level on the path that a record names, and nobody without one', async () => {
  expect(
    await words([
      [claims(outer, [outer], { act: ada.id }), ada.key],
      [claims(outer, [nest], byBob), bob.key],
      [claims(outer, [nest], { act: bob.id }), bob.key],
      [claims(outer, [outer], byBob), bob.key],
      [claims(inner, [inner], { act: eve.id }), eve.key],
      [claims(outer, [nest], { act: eve.id, via: [inner.id] }), eve.key],
      [claims(outer, [nest]), ada.key],
      [claims(outer, [nest], { via: [inner.id] }), bob.key],
      [claims(outer, [nest], byBob), ada.key],
    ]),
  ).toEqual(['VALID', 'VALID', REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED, REFUSED]);
});

test('COL-002 knows of another log what the record and its heads name of it', async () => {
  const news = { ...byBob, ax: { [inner.id]: [out.id] } };
  expect(await words([[claims(outer, [nest], news), bob.key]])).toEqual([REFUSED]);
  const byPhone = claims(outer, [outer], { act: ada.id });
  const later = claims(outer, [outer], { act: ada.id, ax: { [ada.id]: [addPhone.id] } });
  expect(
    await words([
      [byPhone, phone!],
      [later, phone!],
    ]),
  ).toEqual([REFUSED, 'VALID']);
});

test('COL-004 refuses what stands under another log than its own, in a team as well', async () => {
  const plan: JsonObject[] = [{ au: [inner.id] }, { au: [outer.id, ada.id] }, { ax: { [inner.id]: [ada.id] } }];
  const named = plan.map((more) => [claims(outer, [outer], { act: ada.id, ...more }), ada.key] as const);
  expect(await words(named)).toEqual(named.map(() => 'E_NOT_AUTHORIZED COL-004'));
});

test('COL-007 refuses a record that goes by a refused op', async () => {
  const theft = await op({ k: 'remove', who: ada.id }, { log: outer.id, par: [invite], signers: [as(eve)] });
  const named = [claims(outer, [theft], { act: ada.id }), claims(ada, [ada], { ax: { [outer.id]: [theft.id] } })];
  const plan = named.map((said) => [said, ada.key] as const);
  expect(await words(plan)).toEqual(['E_PENDING_AUTH COL-001', 'E_PENDING_AUTH COL-001']);
  await book.judge([theft.statement]);
  expect(await words(plan)).toEqual(['E_PARENT COL-007', 'E_PARENT COL-007']);
});

test('COL-007 accepts a record that goes by accepted ops, whatever was refused beside them', async () => {
  const theft = await op({ k: 'epoch', pub: pub(9) }, { log: outer.id, par: [invite], signers: [as(eve)] });
  expect((await book.judge([theft.statement]))[0]!.verdict).toBe('refused');
  expect(await words([[claims(outer, [invite], { act: ada.id }), ada.key]])).toEqual(['VALID']);
});

test('COL-008 lets a guest do what a capability covers: collection, tag and time', async () => {
  const by = (more: JsonObject): readonly [JsonObject, Key] => [
    claims(outer, [invite], { act: eve.id, ...more }),
    eve.key,
  ];
  const { tag: _, ...untagged } = claims(outer, [invite], { act: eve.id, col: 'i:photos' });
  const open = { col: 'v:open', tag: 'any' };
  const covered = [
    by({ col: 'v:board', tag: 'eve' }),
    by({ ...open, t: now }),
    by({ ...open, t: now + 9 }),
    [untagged, eve.key] as const,
  ];
  expect(await words(covered)).toEqual(covered.map(() => 'VALID'));
  const others = [
    by({ col: 'v:board', tag: 'ada' }),
    by({ ...open, t: now - 1 }),
    by({ ...open, t: now + 10 }),
    by({ col: 'v:news', tag: 'eve' }),
    by({ col: 'v:other', tag: 'eve' }),
  ];
  expect(await words(others)).toEqual(others.map(() => 'E_NOT_AUTHORIZED COL-008'));
});

test('COL-002, COL-008 takes for a guest only who is one at the end of the first step', async () => {
  const at = { col: 'v:open', tag: 'any', t: now };
  const told = [claims(outer, [invite], { act: eve.id, ...at }), claims(outer, [nest], { act: eve.id, ...at })];
  expect(
    await words([
      [told[0]!, eve.key],
      [told[1]!, eve.key],
      [told[0]!, eve.key, bob.key],
    ]),
  ).toEqual(['VALID', REFUSED, REFUSED]);
});
