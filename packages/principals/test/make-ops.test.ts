import {
  addColdKey,
  addDevice,
  addMember,
  announceEpoch,
  createInvite,
  createLogBook,
  createTeam,
  joinByInvite,
  removeMember,
  setBound,
  setLevel,
  setPolicy,
} from '@allod/principals';
import type { OpPlace } from '@allod/principals';
import { expect, test } from 'vitest';
import { alone, as, key, made, pub, t, team, user, word } from './ops/world.ts';
import type { Made } from './ops/world.ts';

const [phone, cold, link] = await Promise.all([21, 22, 23].map(key));
const [ada, bob] = await Promise.all([user([1]), user([2])]);
const T = await team([{ who: ada.id, lvl: 40 }], [ada]);
const place = (log: Made, ...signers: OpPlace['signers']): OpPlace => ({ log: log.id, par: [log.id], signers, t });
const byAda = place(T, as(ada));

test('PRN-013, PRN-015 makes ops of every kind that a verifier takes', async () => {
  const owner = alone(ada.keys[0]!);
  const invite = await made(createInvite({ key: link!.jwk, lvl: 20, uses: 2, exp: t + 1 }, byAda));
  const withBob = { ...place(T, as(ada), as(bob)), x: { [bob.id]: [bob.id] } };
  const caps = [{ do: ['w'], col: 'v:notes' }] as const;
  const device = { who: phone!.kid, sig: phone!.jwk };
  const taken = await made(addMember({ who: bob.id, lvl: 0, caps }, withBob));
  const ops = [
    addDevice({ ...device, lvl: 20 }, place(ada, owner, alone(phone!))),
    addColdKey({ who: cold!.kid }, byAda),
    createInvite({ who: bob.id, lvl: 0, caps }, byAda),
    joinByInvite(
      { who: bob.id, ref: invite.id },
      { ...place(invite, as(bob), alone(link!)), log: T.id, x: { [bob.id]: [bob.id] } },
    ),
    setLevel({ who: bob.id, lvl: 20 }, { ...place(taken, as(ada)), log: T.id }),
    removeMember({ who: bob.id, keep: true }, { ...place(taken, as(ada)), log: T.id }),
    setBound({ 'v:notes': { [phone!.kid]: [ada.id] } }, byAda),
    announceEpoch({ pub: pub(9), dig: T.id, len: 1, end: t }, byAda),
    setPolicy({ admit: 'quorum' }, byAda),
  ];
  const all = [ada, bob, T, invite, taken, ...(await Promise.all(ops.map((op) => made(op))))];
  const verdicts = await createLogBook().judge(all.map(({ statement }) => statement));
  expect(verdicts.map(word)).toEqual([
    ...Array<string>(6).fill('in'),
    // A cold key is taken in by who has its level alone.
    'E_NOT_AUTHORIZED PRN-034',
    ...Array<string>(7).fill('in'),
  ]);
});

test('PRN-013, PRN-015 throws for what only its own caller can get wrong, before anybody signs', async () => {
  const who = bob.id;
  const nine = Array.from({ length: 9 }, () => as(ada));
  const wrong: [() => Promise<unknown>, string][] = [
    [() => addMember({ who, lvl: 0 }, byAda), 'this is no op add: E_FORMAT (PRN-015)'],
    [() => addMember({ who, lvl: 20 }, { ...byAda, par: [] }), 'this is no op add: E_FORMAT (PRN-015)'],
    [
      () =>
        addMember(
          { who, lvl: 20 },
          { ...byAda, par: nine.flatMap((_, n) => [ada.id, bob.id].map((id) => `${n}${id.slice(1)}`)) },
        ),
      'this is no op add: E_SIZE (PRN-016)',
    ],
    [() => createInvite({ who, lvl: 20, exp: -1 }, byAda), 'this is no op invite: E_FORMAT (PRN-015)'],
    [() => setPolicy({}, byAda), 'this is no op pol: E_FORMAT (PRN-015)'],
    [() => setPolicy({ admit: 'open' }, { ...byAda, signers: [] }), 'an op has 1 to 8 signers, got 0'],
    [() => setPolicy({ admit: 'open' }, { ...byAda, signers: nine }), 'an op has 1 to 8 signers, got 9'],
    [() => createTeam({ members: [], salt: new Uint8Array(16) }, byAda), 'this is no op init: E_FORMAT (PRN-013)'],
    [
      () => createTeam({ members: [{ who, lvl: 30 }], salt: new Uint8Array(16) }, byAda),
      'this is no op init: E_FORMAT (PRN-007)',
    ],
    [
      () => createTeam({ members: [{ who, lvl: 40 }], salt: new Uint8Array(15) }, byAda),
      'the salt has 16 bytes, got 15',
    ],
  ];
  for (const [make, told] of wrong) await expect(async () => make()).rejects.toThrow(new RangeError(told));
});
