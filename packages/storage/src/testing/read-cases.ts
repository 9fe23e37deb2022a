import { compareBytes } from '@allod/core/bytes';
import type { Admitted } from '@allod/core/verify';
import { certificate, lanes } from '../certificate.ts';
import { orderKey } from '../order.ts';
import type { CaseBody } from './case.ts';
import { commit, equal, rows } from './check.ts';
import { asAdmitted, digestOf, madeId, madeOp, madeRecord } from './made.ts';

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
      const keys = (await Promise.all(made)).toSorted(compareBytes);
      equal(
        (await rows(store, { by: 'key', space })).map(({ key }) => key),
        keys,
        'upwards',
      );
      const range = { lo: keys[1]!, hi: keys[4]!, certificate: true };
      const down = await rows(store, { by: 'key', space, range, reverse: true });
      equal(
        down.map(({ key }) => key),
        keys.slice(1, 4).toReversed(),
        'downwards',
      );
      const parts = [keys, keys.slice(1, 4), []];
      const ranges = [{ certificate: true }, range, { lo: keys[2]!, hi: keys[2]!, certificate: true }];
      for (const [i, fold] of (await store.fold(space, ranges)).entries()) {
        const part = parts[i]!;
        const ids = part.map((key) => key.subarray(16));
        equal(fold, { count: part.length, lanes: lanes(ids), certificate: certificate(part) }, 'the fold');
      }
      equal(await store.fold(madeId(3), [{}]), [{ count: 0, lanes: lanes([]) }], 'a space of which nothing is held');
    },
  },
  {
    title: 'lists versions of a tag by time, and tips of a device from the latest down',
    requirements: [],
    async run({ store }) {
      const { gone, old, other, put } = await threeRecords();
      await commit(store, { space, put });
      const tags = await rows(store, { by: 'tag', space, col: 'v:notes', tag: 'a' });
      const versions = [
        [old, 5, false],
        [gone, 9, true],
      ];
      equal(
        tags.map(({ id, t, del }) => [id, t, del]),
        versions,
        'versions',
      );
      const { kid } = put[0]!.statement.header;
      const tips = await rows(store, { by: 'tip', space, kid, col: 'v:notes' });
      equal(
        tips.map(({ id, seq }) => [id, seq]),
        [
          [other, 3],
          [gone, 2],
          [old, 1],
        ],
        'tips',
      );
    },
  },
  {
    title: 'lists what is due, and no longer what was held once its state changed',
    requirements: [],
    async run({ store }) {
      const { gone, old, put } = await threeRecords();
      await commit(store, { space, put });
      const due = await rows(store, { by: 'due', until: 900 });
      equal(
        due.map((row) => [row.id, row.due, row.why]),
        [
          [gone, 9, 'held'],
          [old, 900, 'burn'],
        ],
        'due',
      );
      await commit(store, { space, state: [[gone, 'VALID']] });
      equal((await rows(store, { by: 'due', until: 899 })).length, 0, 'due after the state changed');
      equal((await store.items([gone]))[0]?.state, 'VALID', 'the state');
    },
  },
];

interface Three {
  /** Ids. */
  readonly gone: string;
  readonly old: string;
  readonly other: string;
  readonly put: readonly Admitted[];
}

/** A version that burns, the delete after it that is held, and a record of another tag. */
async function threeRecords(): Promise<Three> {
  const dig = await digestOf(new Uint8Array());
  const put = await Promise.all([
    asAdmitted(await madeRecord(space, { t: 9, seq: 2 }), space, 'HELD'),
    asAdmitted(await madeRecord(space, { t: 5, seq: 1, dig, len: 0, del: false, burn: 900 }), space),
    asAdmitted(await madeRecord(space, { tag: 'b', seq: 3 }), space),
  ]);
  const [gone, old, other] = put.map(({ statement }) => statement.id) as [string, string, string];
  return { gone, old, other, put };
}
