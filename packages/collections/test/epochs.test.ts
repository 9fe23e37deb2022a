/** Which epochs of a log are in use by what some heads know, of it and of other logs: chapter 04 §2.4. */
import { createAdmission } from '@allod/collections';
import type { Admission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { epochIds } from '@allod/principals';
import { describe, expect, test } from 'vitest';
import { now } from './people.ts';
import { as, key, op, pub, team, user } from './teams.ts';
import type { Op } from './teams.ts';

const [ada, bob] = await Promise.all([user(1), user(2)]);
const phone = await key(3);
const ofBob = { log: bob.id, signers: [{ signer: bob.key.signer }] };
const enrol = await op(
  { k: 'add', who: phone.kid, lvl: 20, sig: phone.jwk },
  { ...ofBob, par: [bob], signers: [...ofBob.signers, { signer: phone.signer }] },
);
const own = await op({ k: 'epoch', pub: pub(20) }, { ...ofBob, par: [enrol] });
const lost = await op({ k: 'remove', who: phone.kid, why: 'lost' }, { ...ofBob, par: [own] });
const T = await team(
  [
    { who: ada.id, lvl: 40 },
    { who: bob.id, lvl: 20 },
  ],
  [ada, bob],
);
const first = await op(
  { k: 'epoch', pub: pub(21) },
  { log: T.id, par: [T], signers: [as(ada)], x: { [bob.id]: [own.id] } },
);
const [bobs, teams] = (await epochIds([pub(20), pub(21)])) as [string, string];

/** An admission over a store that has these logs, and no way of finding an op but by its log. */
function over(ops: readonly (Op & { readonly log: string })[]): Admission {
  const loadOps = async (space: string): Promise<Op['parts'][]> =>
    ops.flatMap(({ parts, log }) => (log === space ? [parts] : []));
  return createAdmission({ bodies: BODY_RULE, now: () => now, loadOps });
}

const logged = (log: string, ...ops: readonly Op[]): (Op & { readonly log: string })[] =>
  ops.map((each) => ({ ...each, log }));
const LOGS = [...logged(ada.id, ada), ...logged(bob.id, bob, enrol, own, lost), ...logged(T.id, T, first)];

describe('the epochs of a log', () => {
  test('SEC-015 are those that are fresh by its heads, and the one in use', async () => {
    const admission = over(LOGS);
    expect(await admission.epochs(T.id)).toEqual({ fresh: [teams], current: teams });
    expect(await admission.epochs(T.id, { heads: [T.id] })).toEqual({ fresh: [] });
    expect(await admission.epochs(bob.id)).toEqual({ fresh: [] });
    expect(await admission.epochs(bob.id, { heads: [own.id] })).toEqual({ fresh: [bobs], current: bobs });
  });

  test('SEC-014 end by what is named of another log', async () => {
    const admission = over(LOGS);
    expect(await admission.epochs(T.id, { x: { [bob.id]: [own.id] } })).toMatchObject({ current: teams });
    expect(await admission.epochs(T.id, { x: { [bob.id]: [lost.id] } })).toEqual({ fresh: [] });
  });

  test('are none of a log, or by heads, that are not held', async () => {
    const admission = over(LOGS);
    expect(await admission.epochs('A'.repeat(43))).toBeUndefined();
    expect(await admission.epochs(T.id, { heads: ['A'.repeat(43)] })).toBeUndefined();
    expect(await admission.epochs(T.id, { x: { [bob.id]: ['A'.repeat(43)] } })).toBeUndefined();
  });

  test('SEC-009 stand as recipients where they are fresh by what an op of another log names', async () => {
    const admission = over(LOGS);
    const place = { log: T.id, par: [first.id] };
    const question = { eid: bobs, of: bob.id };
    expect(await admission.epochAt(place, question)).toEqual({ isFresh: true });
    expect(await admission.epochAt({ ...place, x: { [bob.id]: [lost.id] } }, question)).toEqual({ isFresh: false });
    expect(await admission.epochAt(place, { eid: teams })).toEqual({ isFresh: true });
  });
});
