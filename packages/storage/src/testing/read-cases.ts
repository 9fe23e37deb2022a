import { certificate, lanes } from '../certificate.ts';
import { orderKey } from '../order.ts';
import type { CaseBody } from './case.ts';
import { commit, equal, rows } from './check.ts';
import { asAdmitted, digestOf, madeId, madeOp, madeRecord } from './made.ts';
import { compareBytes } from '@allod/core/bytes';

const space = madeId(1);
const DAY = 86_400_000_000;

/** Cases about the order of a set, its sums and the indexes. */
export const READ_CASES: readonly CaseBody[] = [
  {
    title: 'lists a set by order key and folds every range of it',
    requirements: ['SYN-001', 'SYN-002', 'SYN-003'],
    async run({ store }) {
      const statements = await Promise.all([
        madeOp(space, 2 * DAY),
        ...[1, DAY - 1, DAY].flatMap((t) => ['v:a', 'v:b'].map(async (col) => madeRecord(space, { t, col }))),
      ]);
      const put = await Promise.all(statements.map(async (each) => asAdmitted(each, space)));
      await commit(store, { space, put });
      const made = put.map(async ({ statement: { header, claims, id } }) => orderKey({ typ: header.typ, claims, id }));
      const keys = (await Promise.all(made)).sort(compareBytes);
      equal(
        (await rows(store, { by: 'key', space })).map(({ key }) => key),
        keys,
        'upwards',
      );
      const range = { lo: keys[1]!, hi: keys[4]!, certificate: true };
      const down = await rows(store, { by: 'key', space, range, reverse: true });
      equal(
        down.map(({ key }) => key),
        keys.slice(1, 4).reverse(),
        'downwards',
      );
      const parts = [keys, keys.slice(1, 4), []];
      const ranges = [{ certificate: true }, range, { lo: keys[2]!, hi: keys[2]!, certificate: true }];
      for (const [i, fold] of (await store.fold(space, ranges)).entries()) {
        const part = parts[i]!;
        const ids = part.map((key) => key.subarray(16));
        equal(fold, { count: part.length, lanes: lanes(ids), certificate: await certificate(part) }, 'the fold');
      }
      equal(await store.fold(madeId(3), [{}]), [{ count: 0, lanes: lanes([]) }], 'a space of which nothing is held');
    },
  },
  {
    title: 'lists versions of a tag, tips of a device and what is due',
    requirements: [],
    async run({ store }) {
      const dig = await digestOf(new Uint8Array());
      const [old, gone] = await Promise.all([
        madeRecord(space, { t: 5, seq: 1, dig, len: 0, del: false, burn: 900 }),
        madeRecord(space, { t: 9, seq: 2 }),
      ]);
      const other = await madeRecord(space, { tag: 'b', seq: 3 });
      const put = await Promise.all([
        asAdmitted(gone, space, 'HELD'),
        asAdmitted(old, space),
        asAdmitted(other, space),
      ]);
      const [goneId, oldId, otherId] = put.map(({ statement }) => statement.id) as [string, string, string];
      await commit(store, { space, put });
      const tags = await rows(store, { by: 'tag', space, col: 'v:notes', tag: 'a' });
      equal(
        tags.map(({ id, t, del }) => [id, t, del]),
        [
          [oldId, 5, false],
          [goneId, 9, true],
        ],
        'versions',
      );
      const { kid } = gone.header;
      const tips = await rows(store, { by: 'tip', space, kid, col: 'v:notes' });
      equal(
        tips.map(({ id, seq }) => [id, seq]),
        [
          [otherId, 3],
          [goneId, 2],
          [oldId, 1],
        ],
        'tips',
      );
      const due = await rows(store, { by: 'due', until: 900 });
      equal(
        due.map((row) => [row.id, row.due, row.why]),
        [
          [goneId, 9, 'held'],
          [oldId, 900, 'burn'],
        ],
        'due',
      );
      await commit(store, { space, state: [[goneId, 'VALID']] });
      equal((await rows(store, { by: 'due', until: 899 })).length, 0, 'due after the state changed');
      equal((await store.items([goneId]))[0]?.state, 'VALID', 'the state');
    },
  },
];
