import type { Committed } from '../port.ts';
import type { CaseBody } from './case.ts';
import { commit, equal, refusal, rows } from './check.ts';
import { asAdmitted, asParked, madeId, madeOp, madeRecord, withSignature } from './made.ts';

const space = madeId(1);
const other = madeId(2);
const bytes = (...of: number[]): Uint8Array => Uint8Array.from(of);
const record = async (t: number): Promise<Awaited<ReturnType<typeof asAdmitted>>> =>
  asAdmitted(await madeRecord(space, { t }), space);

/** Cases about what a commit changes. */
export const COMMIT_CASES: readonly CaseBody[] = [
  {
    title: 'gives positions in the order of commits, in each space from 1',
    requirements: ['STO-003'],
    async run({ store }) {
      const [a, b, c] = await Promise.all([record(1), record(2), record(3)]);
      const foreign = await asAdmitted(await madeRecord(other), other);
      const done = await Promise.all([
        store.commit({ space, put: [b, a] }),
        store.commit({ space: other, put: [foreign] }),
        store.commit({ space, put: [c], origin: 7 }),
      ]);
      const positions = done.map((each) => each.ok && [each.value.first, each.value.last]);
      equal(
        positions,
        [
          [1, 2],
          [1, 1],
          [3, 3],
        ],
        'positions',
      );
      const found = await rows(store, { by: 'pos', space, after: 1 });
      equal(
        found.map(({ id, pos, origin }) => [id, pos, origin]),
        [
          [a.statement.id, 2, 0],
          [c.statement.id, 3, 7],
        ],
        'rows',
      );
    },
  },
  {
    title: 'gives no position a second time after its statement went and the store was opened again',
    requirements: ['STO-004'],
    async run({ store, reopen }) {
      const [a, b] = await Promise.all([record(1), record(2)]);
      await commit(store, { space, put: [a] });
      await commit(store, { space, drop: [a.statement.id] });
      const { gen } = store;
      await store.close();
      const again = await reopen();
      equal(again.gen, gen, 'the generation');
      equal((await commit(again, { space, put: [b] })).first, 2, 'the next position');
      return again;
    },
  },
  {
    title: 'leaves a statement that it holds as it is',
    requirements: ['STO-005'],
    async run({ store }) {
      const heldRecord = await asAdmitted(await madeRecord(space), space, 'HELD');
      const { id } = heldRecord.statement;
      await commit(store, { space, put: [heldRecord] });
      const before = await store.items([id]);
      const again = await commit(store, { space, put: [{ ...heldRecord, state: 'VALID' }], origin: 9 });
      equal([again.added, again.known, again.first, again.last], [[], [id], 2, 1], 'the answer');
      equal(await store.items([id]), before, 'the statement');
      equal((await rows(store, { by: 'pos', space })).length, 1, 'rows');
    },
  },
  {
    title: 'keeps the bytewise smaller of two signatures, whichever comes first',
    requirements: ['STO-006'],
    async run({ store }) {
      const [a, b] = await Promise.all([record(1), record(2)]);
      await commit(store, { space, put: [withSignature(a, 1), withSignature(b, 2)] });
      await commit(store, { space, put: [withSignature(a, 2), withSignature(b, 1)] });
      const found = await store.items([a.statement.id, b.statement.id]);
      equal(
        found.map((each) => each?.parts.signature[0]),
        [1, 1],
        'first bytes',
      );
      equal(
        found.map((each) => each?.pos),
        [1, 2],
        'positions',
      );
    },
  },
  {
    title: 'refuses a commit that expects another value, and writes nothing of it',
    requirements: ['STO-007'],
    async run({ store }) {
      const put = [await record(1)];
      await commit(store, { space, meta: [['tip', bytes(1)]] });
      for (const expected of [null, bytes(2), bytes(1, 0)])
        equal(
          await refusal(store, { space, put, meta: [['tip', null]], expect: [['tip', expected]] }),
          'E_CONFLICT STO-007',
          'code',
        );
      equal(await refusal(store, { space, put, expect: [['none', bytes()]] }), 'E_CONFLICT STO-007', 'code');
      equal(await rows(store, { by: 'pos', space }), [], 'rows');
      equal(
        (await rows(store, { by: 'meta', prefix: 't' })).map(({ value }) => value),
        [bytes(1)],
        'meta',
      );
    },
  },
  {
    title: 'takes a commit that expects the value that is held, once of two',
    requirements: ['STO-007'],
    async run({ store }) {
      const wanted = { space, expect: [['tip', null]], meta: [['tip', bytes(1)]] } as const;
      const done = await Promise.all([store.commit(wanted), store.commit(wanted)]);
      equal(
        done.map(({ ok }) => ok),
        [true, false],
        'outcomes',
      );
      await commit(store, { space, expect: [['tip', bytes(1)]], meta: [['tip', null]] });
      equal(await rows(store, { by: 'meta', prefix: '' }), [], 'meta');
    },
  },
  {
    title: 'tells its watchers of each commit once and in order, when it can be read',
    requirements: ['STO-008'],
    async run({ store }) {
      const heard: Committed[] = [];
      const everywhere: Committed[] = [];
      const end = store.watch(space, (each) => heard.push(each));
      store.watch('*', (each) => everywhere.push(each));
      const [a, b] = await Promise.all([record(1), record(2)]);
      await Promise.all([store.commit({ space, put: [a] }), store.commit({ space: other, meta: [['x', bytes()]] })]);
      await commit(store, { space, put: [b] });
      await Promise.resolve();
      equal(
        heard.map(({ added }) => added),
        [[a.statement.id], [b.statement.id]],
        'commits to the space',
      );
      equal(
        everywhere.map((each) => each.space),
        [space, other, space],
        'all commits',
      );
      end();
      await commit(store, { space, drop: [a.statement.id] });
      await Promise.resolve();
      equal([heard.length, everywhere.length], [2, 4], 'after the end');
    },
  },
  {
    title: 'gives a parked statement no position and counts it once it is accepted',
    requirements: ['STO-019'],
    async run({ store }) {
      const statement = await madeRecord(space);
      const parked = await asParked(statement, space, [madeId(8), madeId(9)]);
      const software = await asParked(await madeOp(space, 5), space, []);
      const done = await commit(store, { space, park: [parked, software] });
      equal([done.first, done.last, done.added], [1, 0, []], 'the answer');
      equal((await store.fold(space, [{}]))[0]?.count, 0, 'count');
      equal(await rows(store, { by: 'parked', waitsFor: madeId(9) }), [{ by: 'parked', id: parked.id }], 'index');
      equal(await rows(store, { by: 'parked' }), [{ by: 'parked', id: software.id }], 'waits for software');
      const [found, waits] = await store.items([parked.id, software.id]);
      equal([found?.pos, found?.parked?.waitsFor], [undefined, parked.waitsFor], 'the parked one');
      equal([waits?.parked?.code, waits?.parked?.unknown, waits?.parts.further?.length], ['E_UPGRADE', 'q', 1], 'why');
      await commit(store, { space, put: [await asAdmitted(statement, space)] });
      await commit(store, { space, park: [parked] });
      equal(await rows(store, { by: 'parked', waitsFor: madeId(8) }), [], 'index afterwards');
      equal((await store.items([parked.id]))[0]?.pos, 1, 'position');
    },
  },
];
