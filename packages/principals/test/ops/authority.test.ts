/** What members may do, seen through real ops; what they may not, the vectors say. */
import { createLogBook } from '@allod/principals';
import type { LogBook } from '@allod/principals';
import { expect, test } from 'vitest';
import { alone, as, key, op, pub, statements, t, team, user, word } from './world.ts';
import type { Made } from './world.ts';

const [link, phone] = await Promise.all([25, 26].map(key));
const [ada, bob, eve] = await Promise.all([user([1]), user([2]), user([3])]);
const T = await team(
  [
    { who: ada.id, lvl: 40 },
    { who: bob.id, lvl: 30 },
    { who: eve.id, lvl: 20 },
  ],
  [ada, bob, eve],
);

async function bookOf(...ops: readonly Made[]): Promise<LogBook> {
  const book = createLogBook();
  expect((await book.judge(statements(ops))).map(word)).toEqual(ops.map(() => 'in'));
  return book;
}

const levelOf = (book: LogBook, who: Made): number | undefined => book.log(T.id)!.memberById.get(who.id)?.lvl;

test('PRN-037, PRN-070 takes another level from above, and a step down by oneself', async () => {
  const raise = await op({ k: 'set', who: eve.id, lvl: 30 }, [T], { signers: [as(ada)] });
  const down = await op({ k: 'set', who: eve.id, lvl: 10 }, [T, raise], { signers: [as(eve)] });
  const book = await bookOf(ada, bob, eve, T, raise);
  expect(levelOf(book, eve)).toBe(30);
  expect((await book.judge(statements([down]))).map(word)).toEqual(['in']);
  expect(levelOf(book, eve)).toBe(10);
});

test('PRN-041, PRN-045 takes the removal of a member from above, and that of oneself from anybody', async () => {
  const out = await op({ k: 'remove', who: eve.id }, [T], { signers: [as(bob)] });
  const leave = await op({ k: 'remove', who: ada.id }, [T, out], { signers: [as(ada)] });
  const book = await bookOf(ada, bob, eve, T, out, leave);
  expect([eve, ada, bob].map((each) => levelOf(book, each))).toEqual([undefined, undefined, 30]);
});

test('PRN-044 takes the end of an invite from any admin', async () => {
  const invite = await op({ k: 'invite', key: link!.jwk, lvl: 30 }, [T], { signers: [as(ada)] });
  const end = await op({ k: 'remove', who: invite.id }, [T, invite], { signers: [as(bob)] });
  const book = await bookOf(ada, bob, eve, T, invite);
  expect((await book.judge(statements([end]))).map(word)).toEqual(['in']);
});

test('PRN-046, PRN-047 takes bounds from admins, and of his own devices from a writer; epochs from writers, policy from owners', async () => {
  const bounds = { 'v:notes': { [eve.keys[0]!.kid]: [T.id] } };
  const x = { [eve.id]: [eve.id] };
  const plan = [
    op({ k: 'bound', last: bounds }, [T], { signers: [as(bob)] }),
    op({ k: 'bound', last: bounds }, [T], { signers: [as(eve)], x }),
    op({ k: 'epoch', pub: pub(9) }, [T], { signers: [as(eve)] }),
    op({ k: 'pol', pol: { admit: 'quorum' } }, [T], { signers: [as(ada)] }),
  ];
  const book = await bookOf(ada, bob, eve, T, ...(await Promise.all(plan)));
  expect([...book.log(T.id)!.policy]).toEqual([['admit', 'quorum']]);
});

test('PRN-054, PRN-055, PRN-056 lets in by an invite that nobody ended, with uses left, before its time is over', async () => {
  const dan = await user([4]);
  const exp = t + 1;
  const offer = { k: 'invite', key: link!.jwk, lvl: 20, uses: 1, exp } as const;
  const [invite, other] = await Promise.all([7, 8].map((uses) => op({ ...offer, uses }, [T], { signers: [as(bob)] })));
  const ended = await op({ k: 'remove', who: other!.id }, [T, invite!, other!], { signers: [as(bob)] });
  const join = await op({ k: 'join', who: dan.id, ref: invite!.id }, [T, ended], {
    signers: [as(dan), alone(link!)],
    x: { [dan.id]: [dan.id] },
  });
  const book = await bookOf(ada, bob, eve, dan, T, invite!, other!, ended, join);
  expect(levelOf(book, dan)).toBe(20);
});

test('PRN-038, PRN-040 takes another level for every member that is no cold key', async () => {
  const add = await op({ k: 'add', who: phone!.kid, lvl: 20, sig: phone!.jwk }, [ada], {
    signers: [alone(ada.keys[0]!), alone(phone!)],
  });
  const raise = await op({ k: 'set', who: phone!.kid, lvl: 30 }, [ada, add], { signers: [alone(ada.keys[0]!)] });
  const book = await bookOf(ada, add, raise);
  expect(book.log(ada.id)!.deviceByKid.get(phone!.kid)?.level).toBe(30);
});
