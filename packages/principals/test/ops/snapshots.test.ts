import { encodeStatement, signStatements, statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { createLogBook, decodeSnapshot, makeSnapshot, stateDigest, stateText } from '@allod/principals';
import type { LogBook, SnapshotClaims, SnapshotPlace } from '@allod/principals';
import { expect, test } from 'vitest';
import { alone, as, forged, key, op, statements, t, team, user, word } from './world.ts';
import type { Made } from './world.ts';

const [cold, phone] = await Promise.all([31, 32].map(key));
const [ada, bob, eve] = await Promise.all([user([1], cold), user([2]), user([3])]);
const members = [
  { who: ada.id, lvl: 40 },
  { who: bob.id, lvl: 30 },
] as const;
const T = await team(members, [ada, bob]);
const x = { [eve.id]: [eve.id] };
const addEve = await op({ k: 'add', who: eve.id, lvl: 20 }, [T], { signers: [as(bob), as(eve)], x });
/** Beside that, Ada removes Bob: what he did is struck. */
const outBob = await op({ k: 'remove', who: bob.id }, [T], { signers: [as(ada)] });
const bad = await op({ k: 'remove', who: ada.id }, [T], { signers: [as(bob)] });
const all = [ada, bob, eve, T, addEve, outBob];

async function holding(...ops: readonly Made[]): Promise<LogBook> {
  const book = createLogBook();
  await book.judge(statements(ops));
  return book;
}

const book = await holding(...all);
const both = [addEve.id, outBob.id];
const byAda: SnapshotPlace = { log: T.id, heads: both, signers: [as(ada)], t };

/** What a book makes of a snapshot that somebody sends. */
async function judged(snapshot: Statement | Promise<Statement>, by: LogBook = book): Promise<string> {
  const read = decodeSnapshot(encodeStatement(await snapshot));
  if (!read.ok) return `${read.error.code} ${read.error.requirement}`;
  const verdict = await by.checkSnapshot(read.value);
  if (!verdict.ok) return `${verdict.error.code} ${verdict.error.requirement}`;
  expect(verdict.value.id).toBe((await statementIds([read.value]))[0]);
  return 'accepted';
}

/** A snapshot of Ada's device with these claims beside or instead of right ones. */
async function told(claims: Partial<SnapshotClaims> | Record<string, unknown>): Promise<Statement> {
  const right = await makeSnapshot(book, byAda);
  const [made] = await signStatements(
    [{ typ: 'allod-snap', claims: JSON.parse(JSON.stringify({ ...right.claims, ...claims })) as Statement['claims'] }],
    ada.keys[0]!.signer,
  );
  return made!;
}

test('PRN-098 accepts the state that the ops say, at all heads and at some', async () => {
  expect(await judged(makeSnapshot(book, byAda))).toBe('accepted');
  expect(await judged(makeSnapshot(book, { ...byAda, heads: both.toReversed() }))).toBe('accepted');
  for (const heads of [[T.id], [addEve.id], [outBob.id]])
    expect(await judged(makeSnapshot(book, { ...byAda, heads }))).toBe('accepted');
  const struck = book.stateAt(T.id, both)!;
  expect([struck.n, struck.struck, [...struck.members.keys()]]).toEqual([3, [addEve.id], [ada.id]]);
  expect(book.stateAt(T.id, [addEve.id])?.struck).toEqual([]);
});

test('PRN-098 refuses another state, and another number of ops', async () => {
  const { n } = book.stateAt(T.id, both)!;
  const other = await stateDigest(book.stateAt(T.id, [addEve.id])!);
  const mismatch = 'E_SNAPSHOT_MISMATCH PRN-098';
  expect(await judged(told({ state: other }))).toBe(mismatch);
  for (const wrong of [n - 1, n + 1, Number.MAX_SAFE_INTEGER]) expect(await judged(told({ n: wrong }))).toBe(mismatch);
  // Who starts with more or fewer ops finds the same.
  expect(await judged(told({ state: other }), await holding(...all, bad))).toBe(mismatch);
});

test('PRN-093 refuses claims without the form of the table', async () => {
  const broken: Record<string, unknown>[] = [
    { log: 'T' },
    { heads: [] },
    { heads: [T.id, T.id] },
    { heads: Array.from({ length: 17 }, (_, i) => Buffer.alloc(32, i).toString('base64url')) },
    { n: 0 },
    { n: '3' },
    { state: '' },
    { by: [] },
    { x: { team: [T.id] } },
    { t: undefined },
  ];
  for (const claims of broken) expect(await judged(told(claims))).toBe('E_FORMAT PRN-093');
  expect(await judged(told({ final: true }))).toBe('accepted');
  expect(await judged(told({ '!final': true }))).toBe('E_UPGRADE CNV-021');
  expect(await judged(T.statement)).toBe('E_TYP STM-010');
});

test('PRN-094 parks a snapshot while an op is missing that it names', async () => {
  const snapshot = makeSnapshot(book, { ...byAda, x });
  for (const missing of [addEve, outBob, T, eve])
    expect(await judged(snapshot, await holding(...all.filter((each) => each !== missing)))).toBe(
      'E_PENDING_AUTH PRN-094',
    );
});

test('PRN-095 refuses heads of another log, and its own log among the others', async () => {
  const mismatch = 'E_LOG_MISMATCH PRN-095';
  expect(await judged(told({ heads: [ada.id] }))).toBe(mismatch);
  expect(await judged(told({ heads: [...both, bob.id] }))).toBe(mismatch);
  expect(await judged(told({ x: { [bob.id]: [ada.id] } }))).toBe(mismatch);
  expect(await judged(told({ x: { [T.id]: [T.id] } }))).toBe(mismatch);
});

test('PRN-096 refuses a snapshot that names a refused op', async () => {
  const other = await holding(...all, bad);
  expect(await judged(told({ heads: [addEve.id, bad.id] }), other)).toBe('E_PARENT PRN-096');
  expect(await judged(told({ heads: [addEve.id, bad.id, bob.id] }), other)).toBe('E_LOG_MISMATCH PRN-095');
});

test('PRN-097 refuses a snapshot by somebody who is no member at its heads', async () => {
  const stranger = 'E_NOT_AUTHORIZED PRN-097';
  const by = (signers: SnapshotPlace['signers'], heads: string[]): Promise<string> =>
    judged(makeSnapshot(book, { ...byAda, signers, heads }));
  expect(await by([as(bob)], [addEve.id])).toBe('accepted');
  expect(await by([as(bob)], both)).toBe(stranger);
  expect(await by([as(eve)], [addEve.id])).toBe('accepted');
  expect(await by([as(eve)], [T.id])).toBe(stranger);
  expect(await by([as(ada), as(bob)], [T.id])).toBe('accepted');
  expect(await by([as(ada), as(bob)], both)).toBe(stranger);
  expect(await by([{ signer: ada.keys[0]!.signer }], both)).toBe(stranger);
  expect(await by([{ signer: phone!.signer, by: [ada.id] }], both)).toBe(stranger);
});

test('PRN-024 takes the key of a device from what the snapshot knows, and refuses a cold key, which is stated nowhere', async () => {
  const enrol = await op({ k: 'add', who: phone!.kid, lvl: 20, sig: phone!.jwk }, [ada], {
    signers: [alone(ada.keys[0]!), alone(phone!)],
  });
  const knowing = await holding(...all, enrol);
  const signers = [{ signer: phone!.signer, by: [ada.id] }];
  const withNews = makeSnapshot(knowing, { ...byAda, signers, x: { [ada.id]: [enrol.id] } });
  expect(await judged(withNews, knowing)).toBe('accepted');
  expect(await judged(makeSnapshot(knowing, { ...byAda, signers }), knowing)).toBe('E_NOT_AUTHORIZED PRN-097');
  const ofAda = { log: ada.id, heads: [ada.id], t };
  expect(await judged(makeSnapshot(book, { ...ofAda, signers: [alone(ada.keys[0]!)] }))).toBe('accepted');
  expect(await judged(makeSnapshot(book, { ...ofAda, signers: [alone(cold!)] }))).toBe('E_SIG STM-017');
});

test('STM-016 refuses a signature that does not hold, before the state is compared', async () => {
  const asMade = (statement: Statement): Made => ({ id: '', statement });
  expect(await judged(forged(asMade(await makeSnapshot(book, byAda))).statement)).toBe('E_SIG STM-016');
  expect(await judged(forged(asMade(await told({ n: 7 }))).statement)).toBe('E_SIG STM-016');
});

test('PRN-099 never changes a verdict: an op beside the heads of an accepted snapshot counts as before', async () => {
  const early = await holding(ada, bob, eve, T, addEve);
  expect(await judged(makeSnapshot(early, { ...byAda, heads: [addEve.id] }), early)).toBe('accepted');
  expect((await early.judge(statements([outBob]))).map(word)).toEqual(['in']);
  expect(early.log(T.id)).toEqual(book.log(T.id));
  expect(await judged(told({ n: 9 }), early)).toBe('E_SNAPSHOT_MISMATCH PRN-098');
  expect(early.order(T.id)).toEqual(book.order(T.id));
});

test('the text of a state puts names in order, and writes everything, also what is empty', () => {
  const texts = ['{"col":"v:a","do":["r"]}', '{"col":"v:b","do":["r"]}'];
  const state = {
    n: 2,
    members: new Map([
      ['b', { lvl: 0, caps: texts }],
      ['a', { lvl: 40 }],
      ['c', { lvl: 0, caps: [] }],
    ]),
    policy: new Map([
      ['z', '"\u0001é\u{1f600}'],
      ['constructor', 'x'],
    ]),
    struck: [],
  };
  expect(stateText(state)).toBe(
    `{"caps":{"b":[${texts.join(',')}],"c":[]},"mem":{"a":40,"b":0,"c":0},` +
      `"pol":{"constructor":"x","z":"\\"\\u0001é\u{1f600}"},"struck":[]}`,
  );
});

test('makes no snapshot of what the book does not hold, nor one without the form', async () => {
  const making = (place: Partial<SnapshotPlace>): Promise<Statement> => makeSnapshot(book, { ...byAda, ...place });
  for (const place of [{ heads: [] }, { heads: [bad.id] }, { heads: [ada.id] }, { log: bad.id }])
    await expect(making(place)).rejects.toThrow(RangeError);
  await expect(making({ heads: [T.id, T.id] })).rejects.toThrow('this is no snapshot: E_FORMAT (PRN-093)');
  await expect(making({ signers: [] })).rejects.toThrow('1 to 8 signers');
  expect(book.stateAt(bad.id, [T.id])).toBeUndefined();
  expect(book.stateAt(T.id, [])).toBeUndefined();
});
