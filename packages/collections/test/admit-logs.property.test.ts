/** Admission over a store that fills up with the logs of users and teams. */
import { createAdmission } from '@allod/collections';
import type { Admission, AdmissionOptions, Judged, Offered } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { statementParts } from '@allod/core/statement';
import type { StatementParts } from '@allod/core/statement';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forge, now } from './people.ts';
import { as, begun, claims, key, op, pub, record, team, user } from './teams.ts';
import type { Op } from './teams.ts';

const phone = await key(22);
const [ada, bob, eve] = await Promise.all([user(1), user(2), user(3)]);
const owner = { signer: ada.key.signer };
const addPhone = await op(
  { k: 'add', who: phone.kid, lvl: 20, sig: phone.jwk },
  { log: ada.id, par: [ada], signers: [owner, { signer: phone.signer }] },
);
const lost = await op({ k: 'remove', who: phone.kid }, { log: ada.id, par: [addPhone], signers: [owner] });
const T = await team(
  [
    { who: ada.id, lvl: 40 },
    { who: bob.id, lvl: 30 },
  ],
  [ada, bob],
);
const addEve = await op(
  { k: 'add', who: eve.id, lvl: 20 },
  { log: T.id, par: [T], signers: [as(bob), as(eve)], x: begun(eve) },
);
const news = await op(
  { k: 'epoch', pub: pub(9) },
  { log: T.id, par: [addEve], signers: [{ signer: phone.signer, by: [ada.id] }], x: { [ada.id]: [addPhone.id] } },
);
const theft = await op({ k: 'remove', who: ada.id }, { log: T.id, par: [addEve], signers: [as(eve)] });

const ops = { ada, bob, eve, addPhone, lost, T, addEve, news };
const records = {
  byPhone: await record(claims(ada, [addPhone]), phone),
  byEve: await record(claims(T, [addEve], { act: eve.id }), eve.key),
  byNews: await record(claims(T, [news], { act: ada.id }), phone),
  aside: await record(claims(ada, [ada], { ax: { [T.id]: [addEve.id] } }), ada.key),
  stray: await record(claims(ada, [bob]), ada.key),
  early: await record(claims(T, [T], { act: eve.id }), eve.key),
};
const pool: Readonly<Record<string, StatementParts>> = {
  ...Object.fromEntries(Object.entries(ops).map(([name, { parts }]) => [name, parts])),
  ...Object.fromEntries(Object.entries(records).map(([name, each]) => [name, statementParts(each)])),
  theft: theft.parts,
  forgedPhone: forge(addPhone.parts),
  forgedTeam: forge(T.parts),
  forgedEve: forge(addEve.parts),
};

/** Accepted ops, as a store has them. */
class Shelf {
  readonly ops: Map<string, Map<string, StatementParts>> = new Map();
  readonly asked: string[] = [];

  constructor(...held: readonly (readonly [string, Op])[]) {
    for (const [log, { id, parts }] of held) this.put(log, id, parts);
  }

  put(log: string, id: string, parts: StatementParts): void {
    this.ops.set(log, (this.ops.get(log) ?? new Map<string, StatementParts>()).set(id, parts));
  }

  admission(more: Partial<AdmissionOptions> = {}): Admission {
    const loadOps = async (space: string): Promise<StatementParts[]> => {
      this.asked.push(space);
      return [...(this.ops.get(space)?.values() ?? [])];
    };
    return createAdmission({ bodies: BODY_RULE, now: () => now, loadOps, ...more });
  }

  /** Where ops are, for an admission that asks for them one by one. */
  readonly findOps = async (ids: readonly string[]): Promise<(string | undefined)[]> =>
    ids.map((id) => [...this.ops].find(([, held]) => held.has(id))?.[0]);

  /** Stores the ops that were admitted. */
  keep(judged: readonly Judged[]): void {
    for (const each of judged)
      if (each.verdict === 'admitted' && each.admitted.statement.header.typ === 'allod-op')
        this.put(each.space, each.id, statementParts(each.admitted.statement));
  }
}

function word(judged: Judged | undefined): string {
  if (judged?.verdict === 'admitted') return judged.admitted.state;
  if (judged?.verdict === 'parked') return `${judged.parked.why.code} ${judged.parked.waitsFor.toSorted().join()}`;
  return judged?.error.code ?? 'nothing';
}

const offers = (names: readonly string[]): Offered[] => names.map((name) => ({ parts: pool[name]! }));
const all: readonly (readonly [string, Op])[] = Object.values(ops).map((each) => {
  const log = [ada, addPhone, lost].includes(each) ? ada.id : [T, addEve, news].includes(each) ? T.id : each.id;
  return [log, each];
});

test('SYN-023 says what an admission that has just begun says over the same store, whatever it has seen before', async () => {
  const batch = fc.tuple(fc.array(fc.constantFrom(...Object.keys(pool)), { maxLength: 8 }), fc.boolean());
  let admitted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(batch, { maxLength: 6 }),
      fc.constantFrom(1, 2, 4096),
      fc.boolean(),
      async (batches, maxLogs, finds) => {
        const shelf = new Shelf();
        const more = finds ? { findOps: shelf.findOps } : {};
        const it = shelf.admission({ maxLogs, ...more });
        for (const [names, isStored] of batches) {
          const judged = await it.judge(offers(names));
          const atFirst = await shelf.admission(more).judge(offers(names));
          // What an op that was refused before let fall, a new admission may still wait for.
          const told = judged.map((each, i) => (word(each) === 'E_PARENT' ? 'E_PARENT' : word(atFirst[i])));
          expect(judged.map(word)).toEqual(told);
          admitted += judged.filter(({ verdict }) => verdict === 'admitted').length;
          if (isStored) shelf.keep(judged);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(admitted).toBeGreaterThan(150);
});

test('SYN-023, PRN-069 admits all that is good of an offer, in any order, and none of the rest', async () => {
  const names = Object.keys(pool);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), async (order) => {
      const judged = await new Shelf().admission().judge(offers(order));
      const found = Object.fromEntries(order.map((name, i) => [name, word(judged[i])]));
      const good = [...Object.keys(ops), 'byPhone', 'byEve', 'byNews', 'aside'];
      const forged = { forgedPhone: 'E_SIG', forgedTeam: 'E_SIG', forgedEve: 'E_SIG' };
      const refused = { theft: 'E_NOT_AUTHORIZED', stray: 'E_NOT_AUTHORIZED', early: 'E_NOT_AUTHORIZED' };
      expect(found).toEqual({ ...Object.fromEntries(good.map((name) => [name, 'VALID'])), ...refused, ...forged });
    }),
    { numRuns: 20 },
  );
});

test('COL-001 reads the logs that a log names, each once, and judges a record by all of them', async () => {
  const shelf = new Shelf(...all);
  const it = shelf.admission();
  expect((await it.judge(offers(['byNews', 'byEve', 'byNews', 'early']))).map(word)).toEqual([
    'VALID',
    'VALID',
    'VALID',
    'E_NOT_AUTHORIZED',
  ]);
  expect((await it.judge(offers(['byPhone', 'byNews']))).map(word)).toEqual(['VALID', 'VALID']);
  expect(shelf.asked.toSorted()).toEqual([ada.id, bob.id, eve.id, T.id].toSorted());
});

test('PRN-019 says for which op of a log a record or an op waits, and takes it up when that is stored', async () => {
  const shelf = new Shelf(...all.slice(0, 3));
  const it = shelf.admission();
  const waiting = ['byPhone', 'lost', 'addEve'];
  const lacks = [`E_PENDING_AUTH ${addPhone.id}`, `E_PENDING_AUTH ${addPhone.id}`, `E_PENDING_AUTH ${T.id}`];
  expect((await it.judge(offers(waiting))).map(word)).toEqual(lacks);
  expect((await it.judge(offers(['addPhone']))).map(word)).toEqual(['VALID']);
  expect((await it.judge(offers(waiting))).map(word)).toEqual(lacks);
  shelf.keep(await it.judge(offers(['addPhone', 'T'])));
  expect((await it.judge(offers(waiting))).map(word)).toEqual(['VALID', 'VALID', 'VALID']);
});

test('reads no log for an op that is not stored, where it can ask for the op alone', async () => {
  const shelf = new Shelf(...all.slice(0, 3));
  const it = shelf.admission({ findOps: shelf.findOps });
  expect((await it.judge(offers(['byPhone', 'byPhone']))).map(word)).toEqual([
    `E_PENDING_AUTH ${addPhone.id}`,
    `E_PENDING_AUTH ${addPhone.id}`,
  ]);
  expect(shelf.asked).toEqual([]);
  shelf.keep(await it.judge(offers(['addPhone'])));
  expect((await it.judge(offers(['byPhone', 'stray']))).map(word)).toEqual(['VALID', 'E_NOT_AUTHORIZED']);
  expect(shelf.asked).toEqual([ada.id, bob.id]);
});

test('COL-004 finds the op of another log also where it is not the first', async () => {
  const shelf = new Shelf(...all);
  const other = await record(claims(bob, [addPhone]), bob.key);
  const it = shelf.admission({ findOps: shelf.findOps });
  expect((await it.judge([{ parts: statementParts(other) }])).map(word)).toEqual(['E_NOT_AUTHORIZED']);
});

test('takes up what somebody else has stored in a log that was read before', async () => {
  const shelf = new Shelf([ada.id, ada]);
  const it = shelf.admission();
  expect((await it.judge(offers(['byPhone']))).map(word)).toEqual([`E_PENDING_AUTH ${addPhone.id}`]);
  shelf.put(ada.id, addPhone.id, addPhone.parts);
  expect((await it.judge(offers(['byPhone']))).map(word)).toEqual(['VALID']);
});

test('PRN-012 tells who the members of a log are, as the store has it', async () => {
  const shelf = new Shelf(...all.slice(0, 7));
  const it = shelf.admission();
  const members = async (log: Op): Promise<number[] | undefined> =>
    (await it.log(log.id)) && [...(await it.log(log.id))!.memberById.values()].map(({ lvl }) => lvl);
  expect(await members(T)).toEqual([40, 30, 20]);
  expect([...(await it.log(ada.id))!.deviceByKid.values()].map(({ level }) => level)).toEqual([40]);
  // It was judged, and not stored.
  const out = await op({ k: 'remove', who: eve.id }, { log: T.id, par: [addEve], signers: [as(ada)] });
  expect((await it.judge([{ parts: out.parts }])).map(word)).toEqual(['VALID']);
  expect(await members(T)).toEqual([40, 30, 20]);
  shelf.keep(await it.judge([{ parts: out.parts }]));
  expect(await members(T)).toEqual([40, 30]);
});
