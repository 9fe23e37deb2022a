import { createLogBook } from '@allod/principals';
import type { LogBook } from '@allod/principals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alone, as, forged, key, odd, op, pub, statements, t, team, user, word } from './world.ts';
import type { Made } from './world.ts';

const [cold, phone, laptop, tablet, link] = await Promise.all([21, 22, 23, 24, 25].map(key));
const [ada, bob, eve] = await Promise.all([user([1], cold), user([2]), user([3])]);

/** Ada enrols a phone, and then a laptop. */
const addPhone = await op({ k: 'add', who: phone!.kid, lvl: 30, sig: phone!.jwk }, [ada], {
  signers: [alone(ada.keys[0]!), alone(phone!)],
});
const addLaptop = await op({ k: 'add', who: laptop!.kid, lvl: 20, sig: laptop!.jwk }, [ada, addPhone], {
  signers: [alone(phone!), alone(laptop!)],
});
/** The cold key removes the phone. */
const lost = await op({ k: 'remove', who: phone!.kid, why: 'lost' }, [ada, addLaptop], {
  signers: [alone(cold!)],
  keys: [cold!.jwk],
});

/** Ada and Bob have a team, and take Eve in. */
const T = await team(
  [
    { who: ada.id, lvl: 40 },
    { who: bob.id, lvl: 30 },
  ],
  [ada, bob],
);
const addEve = await op({ k: 'add', who: eve.id, lvl: 20 }, [T], {
  signers: [as(bob), as(eve)],
  x: { [eve.id]: [eve.id] },
});
const outEve = await op({ k: 'remove', who: eve.id }, [T, addEve], { signers: [as(ada)] });

async function verdicts(book: LogBook, ops: readonly Made[], where?: { log: string }): Promise<string[]> {
  return (await book.judge(statements(ops), where)).map(word);
}

/** A book that holds these. */
async function holding(...ops: readonly Made[]): Promise<LogBook> {
  const book = createLogBook();
  expect(await verdicts(book, ops)).toEqual(ops.map(() => 'in'));
  return book;
}

const levels = (book: LogBook, log: string): Record<string, number> =>
  Object.fromEntries([...(book.log(log)?.memberById ?? [])].map(([who, { lvl }]) => [who, lvl]));

test('PRN-012, PRN-024 reads the log of a user with several devices, and of a team', async () => {
  const book = await holding(ada, addPhone, addLaptop, lost, bob, eve, T, addEve);
  const { deviceByKid, heads, kind } = book.log(ada.id)!;
  expect([kind, heads]).toEqual(['user', [lost.id]]);
  expect(
    [...deviceByKid].map(
      ([
        kid,
        {
          level,
          key: { kid: ofKey },
        },
      ]) => [kid, level, ofKey],
    ),
  ).toEqual([
    [ada.keys[0]!.kid, 40, ada.keys[0]!.kid],
    [laptop!.kid, 20, laptop!.kid],
  ]);
  expect(levels(book, ada.id)).toEqual({ [ada.keys[0]!.kid]: 40, [cold!.kid]: 50, [laptop!.kid]: 20 });
  expect(levels(book, T.id)).toEqual({ [ada.id]: 40, [bob.id]: 30, [eve.id]: 20 });
  expect([book.kindOf(T.id), book.log(T.id)!.deviceByKid.size]).toEqual(['team', 0]);
  expect(book.order(ada.id).map(({ id, isAlive }) => [id, isAlive])).toEqual(
    [ada, addPhone, addLaptop, lost].map(({ id }) => [id, true]),
  );
  expect([book.logOf(lost.id), book.logOf(eve.id), book.logOf(cold!.kid)]).toEqual([ada.id, eve.id, undefined]);
  expect([book.log(lost.id), book.kindOf(lost.id), book.log('nothing')]).toEqual([undefined, undefined, undefined]);
});

test('PRN-069 has the same verdicts and members, in whatever order and pieces the ops come', async () => {
  const all = [ada, addPhone, addLaptop, lost, bob, eve, T, addEve, outEve];
  const whole = await holding(...all);
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: all.length, maxLength: all.length }),
      async (order, sizes) => {
        const book = createLogBook();
        let waiting: readonly Made[] = [];
        for (let rest = order; rest.length > 0; rest = rest.slice(sizes[rest.length - 1])) {
          const offered = [...waiting, ...rest.slice(0, sizes[rest.length - 1])];
          const found = await book.judge(statements(offered));
          waiting = offered.filter((_, i) => found[i]!.verdict === 'parked');
        }
        expect(waiting).toEqual([]);
        for (const log of [ada, T]) {
          expect(book.log(log.id)).toEqual(whole.log(log.id));
          expect(book.order(log.id)).toEqual(whole.order(log.id));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('PRN-019 parks an op until all that it names is there, and says what it lacks', async () => {
  const book = createLogBook();
  const found = await book.judge(statements([lost, addLaptop, addEve]));
  expect(found.map(word)).toEqual(['E_PENDING_AUTH PRN-019', 'E_PENDING_AUTH PRN-019', 'E_PENDING_AUTH PRN-019']);
  const lacks = found.map(
    (each) => each.verdict === 'parked' && [each.parked.id, each.parked.space, each.parked.waitsFor],
  );
  expect(lacks).toEqual([
    [lost.id, ada.id, [addLaptop.id]],
    [addLaptop.id, ada.id, [addPhone.id]],
    [addEve.id, T.id, [T.id, eve.id]],
  ]);
  expect(await verdicts(book, [ada, addPhone])).toEqual(['in', 'in']);
  expect(await verdicts(book, [lost, addLaptop])).toEqual(['in', 'in']);
});

test('knows at once what an earlier call brings, also before that has ended', async () => {
  const book = createLogBook();
  const both = await Promise.all([verdicts(book, [ada, addPhone]), verdicts(book, [addLaptop])]);
  expect(both).toEqual([['in', 'in'], ['in']]);
  expect(await verdicts(book, [])).toEqual([]);
});

test('STM-016, PRN-021 lets nothing fall with a forged copy: what names the op waits for a right one', async () => {
  const book = await holding(ada);
  expect(await verdicts(book, [forged(addPhone), addLaptop])).toEqual(['E_SIG STM-025', 'E_PENDING_AUTH PRN-019']);
  expect(book.isRefused(addPhone.id)).toBe(false);
  expect(await verdicts(book, [forged(addPhone, 1), addPhone, addLaptop, forged(addPhone)])).toEqual([
    'E_SIG STM-025',
    'in',
    'in',
    'E_SIG STM-025',
  ]);
  expect(await verdicts(book, [forged(addLaptop), addLaptop])).toEqual(['E_SIG STM-025', 'in']);
});

test('PRN-021 refuses what names a refused op, whenever that came, and says the same of a copy', async () => {
  const book = await holding(ada, bob, T, eve);
  const stolen = await op({ k: 'add', who: eve.id, lvl: 20 }, [T], { signers: [as(eve)], x: { [eve.id]: [eve.id] } });
  const after = await op({ k: 'remove', who: ada.id }, [T, stolen], { signers: [as(eve)] });
  const named = await op({ k: 'epoch', pub: pub(9) }, [ada], {
    signers: [alone(ada.keys[0]!)],
    x: { [T.id]: [stolen.id] },
  });
  expect(await verdicts(book, [named, after, stolen])).toEqual([
    'E_PARENT PRN-021',
    'E_PARENT PRN-021',
    'E_NOT_AUTHORIZED PRN-034',
  ]);
  expect([stolen, after, T].map(({ id }) => book.isRefused(id))).toEqual([true, true, false]);
  expect(await verdicts(book, [stolen, forged(stolen)])).toEqual([
    'E_NOT_AUTHORIZED PRN-034',
    'E_NOT_AUTHORIZED PRN-034',
  ]);
});

test('PRN-021 takes the word of whoever has read an op that has no form', async () => {
  const book = await holding(ada);
  book.noteRefused(addPhone.id, {
    error: { code: 'E_FORMAT', phase: 'format', requirement: 'PRN-015', details: undefined },
  });
  expect(await verdicts(book, [addLaptop])).toEqual(['E_PARENT PRN-021']);
});

test('PRN-020 refuses a parent of another log, and an x that is about another log than it says', async () => {
  const book = await holding(ada, bob, eve, T);
  const signers = [as(ada)];
  const plan: [Parameters<typeof op>[1], Record<string, string[]>][] = [
    [[T, ada], {}],
    [[T, T, ada], {}],
    [[T], { [ada.id]: [bob.id] }],
    [[T], { [T.id]: [T.id] }],
  ];
  const ops = await Promise.all(plan.map(([place, x]) => op({ k: 'epoch', pub: pub(9) }, place, { signers, x })));
  expect(await verdicts(book, ops)).toEqual(ops.map(() => 'E_LOG_MISMATCH PRN-020'));
});

test('PRN-003 lets an init begin its own log alone, and remembers nothing against it', async () => {
  const book = createLogBook();
  expect(await verdicts(book, [ada, bob, addPhone], { log: ada.id })).toEqual(['in', 'E_ID PRN-003', 'in']);
  expect(book.isRefused(bob.id)).toBe(false);
  expect(await verdicts(book, [bob], { log: bob.id })).toEqual(['in']);
});

test('PRN-002 parks an op of a later kind, in the log that it names', async () => {
  const vote = await odd({ k: 'vote', log: ada.id, t }, ada.keys[0]!);
  const [verdict] = await createLogBook().judge([vote.statement]);
  expect(verdict).toMatchObject({
    verdict: 'parked',
    parked: { space: ada.id, waitsFor: [], why: { requirement: 'PRN-002' } },
  });
});

test('PRN-008, PRN-010, PRN-014, PRN-025 refuses a newcomer without its own key and signature, and strangers in a first op', async () => {
  const book = await holding(ada, bob);
  const owner = alone(ada.keys[0]!);
  const swapped = await op({ k: 'add', who: phone!.kid, lvl: 20, sig: laptop!.jwk }, [ada], {
    signers: [owner, alone(phone!)],
  });
  const silent = await op({ k: 'add', who: phone!.kid, lvl: 20, sig: phone!.jwk }, [ada], { signers: [owner] });
  const stranger = await team([{ who: ada.id, lvl: 40 }], [ada, bob]);
  const unasked = await team(
    [
      { who: ada.id, lvl: 40 },
      { who: bob.id, lvl: 20 },
    ],
    [ada],
  );
  expect(await verdicts(book, [swapped, silent, stranger, unasked])).toEqual([
    'E_ID PRN-008',
    'E_POP PRN-025',
    'E_SIGNERS PRN-010',
    'E_POP PRN-014',
  ]);
});

test('PRN-010 refuses the word of a cold key in the first op of a team', async () => {
  const mem = [
    { who: ada.id, lvl: 40 },
    { kid: cold!.kid, lvl: 50 },
  ];
  const claims = {
    k: 'init',
    kind: 'team',
    salt: Buffer.alloc(16).toString('base64url'),
    mem,
    x: { [ada.id]: [ada.id] },
    t,
  };
  const sgn = [{ kid: ada.keys[0]!.kid, by: [ada.id] }, { kid: cold!.kid }];
  const bytes = new TextEncoder().encode(JSON.stringify({ ...claims, sgn }));
  const init = await odd(bytes as never, ada.keys[0]!, cold!);
  expect(await verdicts(await holding(ada), [init])).toEqual(['E_SIGNERS PRN-010']);
});

test('PRN-017, PRN-018 refuses what is no device in the log of a user, and devices in that of a team', async () => {
  const book = await holding(ada, bob, eve, T);
  const signers = [alone(ada.keys[0]!), alone(phone!)];
  const low = [10 as const, 0 as const].map((lvl) =>
    op(
      { k: 'add', who: phone!.kid, lvl, sig: phone!.jwk, ...(lvl === 0 && { caps: [{ do: ['r'], col: 'i:x' }] }) },
      [ada],
      { signers },
    ),
  );
  const bare = op({ k: 'add', who: phone!.kid, lvl: 20 }, [ada], { signers });
  const reader = op({ k: 'invite', key: link!.jwk, lvl: 10 }, [ada], { signers });
  const lower = op({ k: 'set', who: ada.keys[0]!.kid, lvl: 10 }, [ada], { signers });
  const device = op({ k: 'add', who: phone!.kid, lvl: 20, sig: phone!.jwk }, [T], {
    signers: [as(ada), alone(phone!)],
  });
  const ops = await Promise.all([...low, bare, reader, lower, device]);
  expect(await verdicts(book, ops)).toEqual([...Array<string>(5).fill('E_FORMAT PRN-017'), 'E_FORMAT PRN-018']);
  const root = await op({ k: 'add', who: tablet!.kid, lvl: 50 }, [ada], { signers: [alone(cold!)], keys: [cold!.jwk] });
  expect(await verdicts(book, [root])).toEqual(['in']);
});

test('PRN-024, STM-017 verifies a cold key with the one that the op itself shows, and with no other', async () => {
  const book = await holding(ada, addPhone, addLaptop, lost);
  const silent = await op({ k: 'remove', who: laptop!.kid }, [ada, lost], { signers: [alone(cold!)] });
  expect(await verdicts(book, [silent])).toEqual(['E_SIG STM-017']);
  expect(book.isRefused(silent.id)).toBe(false);
  const shown = await op({ k: 'remove', who: laptop!.kid }, [ada, lost], {
    signers: [alone(cold!)],
    keys: [cold!.jwk],
  });
  expect(await verdicts(book, [shown])).toEqual(['in']);
});

test('PRN-024 verifies whoever agrees without a path by what the op knows, not by what happens to be held', async () => {
  const beside = await op({ k: 'remove', who: cold!.kid }, [ada], {
    signers: [alone(cold!), alone(phone!)],
    keys: [cold!.jwk],
  });
  // The phone was enrolled beside this op: nothing in its past states the key.
  for (const held of [[ada], [ada, addPhone]])
    expect(await verdicts(await holding(...held), [beside])).toEqual(['E_SIG STM-017']);
  const after = await op({ k: 'remove', who: cold!.kid }, [ada, addPhone], {
    signers: [alone(cold!), alone(phone!)],
    keys: [cold!.jwk],
  });
  expect(await verdicts(await holding(ada, addPhone), [after])).toEqual(['in']);
});

test('PRN-024 refuses the key of a device for a cold one that was enrolled as a device later', async () => {
  const owner = alone(ada.keys[0]!);
  const out = await op({ k: 'remove', who: cold!.kid }, [ada], { signers: [alone(cold!)], keys: [cold!.jwk] });
  const again = await op({ k: 'add', who: cold!.kid, lvl: 30, sig: cold!.jwk }, [ada, out], {
    signers: [owner, alone(cold!)],
  });
  const T2 = await team([{ who: ada.id, lvl: 40 }], [ada]);
  const byCold = { signer: cold!.signer, by: [ada.id] };
  const early = await op({ k: 'epoch', pub: pub(9) }, [T2], { signers: [byCold] });
  const late = await op({ k: 'epoch', pub: pub(9) }, [T2], { signers: [byCold], x: { [ada.id]: [again.id] } });
  for (const held of [
    [ada, T2],
    [ada, T2, out, again],
  ])
    expect(await verdicts(await holding(...held), [early])).toEqual(['E_SIG STM-017']);
  expect(await verdicts(await holding(ada, T2, out, again), [late])).toEqual(['in']);
});

test('PRN-049, PRN-050 lets in by an invite whoever has its key', async () => {
  const book = await holding(ada, bob, eve, T);
  const invite = await op({ k: 'invite', key: link!.jwk, lvl: 20 }, [T], { signers: [as(bob)] });
  const join = { k: 'join', who: eve.id, ref: invite.id } as const;
  const x = { [eve.id]: [eve.id] };
  const bare = await op(join, [T, invite], { signers: [as(eve)], x });
  const other = await op(join, [T, invite], { signers: [as(eve), alone(phone!)], x });
  const good = await op(join, [T, invite], { signers: [as(eve), alone(link!)], x });
  expect(await verdicts(book, [bare, other, good, invite])).toEqual([
    'E_INVITE PRN-049',
    'E_INVITE PRN-049',
    'in',
    'in',
  ]);
  expect(levels(book, T.id)[eve.id]).toBe(20);
  const thief = await op({ ...join, who: ada.id }, [T, invite], { signers: [as(ada), alone(link!)] });
  expect(await verdicts(book, [forged(thief, 1)])).toEqual(['E_INVITE PRN-049']);
});

test('PRN-023, PRN-031 says how a signer stands at heads, for ever the same', async () => {
  const book = await holding(ada, bob, eve, T, addEve, outEve);
  const signer = { kid: eve.keys[0]!.kid, by: [eve.id] };
  const at = (...par: Made[]): unknown => {
    const { level, key: found } = book.signerAt({ log: T.id, par: par.map(({ id }) => id) }, signer);
    return [level, found?.kid];
  };
  expect([at(addEve), at(outEve), at(T)]).toEqual([
    [20, signer.kid],
    [-1, signer.kid],
    [-1, undefined],
  ]);
  expect(at(addEve)).toEqual([20, signer.kid]);
  const named = { log: T.id, par: [addEve.id], x: { [eve.id]: [eve.id] } };
  expect(book.signerAt(named, signer)).toMatchObject({ level: 20, key: { kid: signer.kid } });
  expect(book.signerAt({ log: ada.id, par: [ada.id] }, { kid: phone!.kid, by: [] })).toMatchObject({
    level: -1,
    key: undefined,
  });
});
