import { NOW, resolveKeys } from '../statement.ts';
import { Suite, type CasePlan } from '../suite.ts';
import { fromBase64url, type ValueObject } from '../value.ts';
import { DAY, idFrom, idWith, opItem, recordItem } from './sync-items.ts';
import { idOfNothing } from './users.ts';

const requirements = ['SYN-002', 'SYN-003'];
const NOTES = {
  Order: {
    bugClass: 'order',
    effect: 'two stores with one set do not know that they agree',
    description: 'The order is that of the order keys as bytes, whatever the order of arrival.',
  },
  Day: {
    bugClass: 'rounding',
    effect: 'a statement counts to another day',
    description: 'The day is rounded down, and ends before 86,400,000,000 microseconds.',
  },
  Bucket: {
    bugClass: 'framing',
    effect: 'two sets that differ have one certificate',
    description: 'Each bucket is named by its collection, its day and its count.',
  },
  Lanes: {
    bugClass: 'arithmetic',
    effect: 'the search for differences goes astray',
    description: 'Eight sums modulo 2^32 of little-endian numbers.',
  },
  Neighbour: {
    bugClass: 'certificate',
    effect: 'a difference is not noticed',
    description: 'The set of another case with one small change: the certificate is another.',
  },
};

/** sync/certificate: what is compared when two stores ask whether their sets are equal. */
export function certificateSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'sync/certificate',
      command: 'sync.cert',
      profile: 'sync',
      description: 'The certificate and the lanes of a set. The ids are chosen, not computed.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  suite.accepts('empty', 'the empty set', { requirements, kind: 'edge', input: { items: [] } });
  suite.accepts('ok-record', 'one record', { requirements, input: { items: [recordItem()] } });
  suite.accepts('ok-op', 'one op', { requirements, input: { items: [opItem()] } });
  order(suite);
  days(suite);
  buckets(suite);
  lanes(suite);
  neighbours(suite);
  suite.accepts('many', 'ops and records of three collections on four days, shuffled', {
    requirements: [...requirements, 'SYN-001'],
    input: { items: manyItems() },
  });
  return suite;
}

type Row = readonly [slug: string, title: string, items: ValueObject[]];

function putAll(suite: Suite, plan: CasePlan, rows: readonly Row[]): void {
  for (const [slug, title, items] of rows) suite.accepts(slug, title, { ...plan, input: { items } });
}

const SHARED = idOfNothing('shared');

/** Ids that share their first 31 bytes. */
function sharing(last: number): string {
  return idWith(SHARED, 31, Uint8Array.of(last));
}

// In byte order; as base64url texts of ASCII these come in another order.
const FIRST_BYTES = [0x00, 0x68, 0xd0, 0xf8, 0xfc];

function order(suite: Suite): void {
  const record = recordItem({ id: idFrom(0), t: 0 });
  const op = opItem({ id: idFrom(255), t: NOW });
  const sharingItems = [3, 1, 2].map((last) => recordItem({ id: sharing(last) }));
  putAll(suite, { requirements, flags: ['Order'] }, [
    ['ok-op-and-record', 'an op comes before every record, however late it is', [op, record]],
    ['ok-record-and-op', 'the same set, the record first', [record, op]],
    ['ok-shared-prefix', 'equal times: the ids decide, up to their last byte', sharingItems],
    ['ok-shared-prefix-sorted', 'the same set in order', sharingItems.toSorted(byId)],
    [
      'ok-text-order',
      'ids are ordered as bytes, not as text',
      FIRST_BYTES.map((first) => recordItem({ id: idFrom(first) })),
    ],
    [
      'ok-time-first',
      'the time decides before the id',
      [recordItem({ id: idFrom(2), t: NOW }), recordItem({ id: idFrom(1), t: NOW + 1 })],
    ],
    [
      'ok-time-bytes',
      'times of one and of two bytes',
      [recordItem({ id: idFrom(1), t: 256 }), recordItem({ id: idFrom(2), t: 255 })],
    ],
  ]);
  putAll(suite, { requirements, flags: ['Order'], kind: 'edge' }, [
    ['twice', 'a statement that comes twice is in the set once', [record, op, record]],
  ]);
}

function byId(a: ValueObject, b: ValueObject): number {
  return Buffer.compare(fromBase64url(String(a['id'])), fromBase64url(String(b['id'])));
}

function days(suite: Suite): void {
  const at = (t: number, first: number): ValueObject => recordItem({ id: idFrom(first), t });
  putAll(suite, { requirements, flags: ['Day'], kind: 'edge' }, [
    ['day-ends', 'the last microsecond of the first day', [at(DAY - 1, 1)]],
    ['day-begins', 'the first microsecond of the second day', [at(DAY, 1)]],
    ['day-boundary', 'one microsecond apart, and two buckets', [at(DAY - 1, 1), at(DAY, 2)]],
    ['day-whole', 'a whole day, and one bucket', [at(0, 1), at(DAY - 1, 2)]],
    ['day-noon', 'noon belongs to the day that began', [at(DAY / 2, 1)]],
    ['t-zero', 'the first moment', [at(0, 1)]],
    ['t-last', 'the last moment that a statement can name', [at(Number.MAX_SAFE_INTEGER, 1)]],
    ['t-both', 'the first moment and the last', [at(Number.MAX_SAFE_INTEGER, 1), at(0, 2)]],
    ['day-of-ops', 'ops of two days', [opItem({ id: idFrom(1), t: DAY - 1 }), opItem({ id: idFrom(2), t: DAY })]],
  ]);
}

const CHAT = 'm:com.example.chat';

function buckets(suite: Suite): void {
  const [a, b] = [idFrom(1), idFrom(2)];
  putAll(suite, { requirements, flags: ['Bucket'] }, [
    ['ok-one-bucket', 'two records of one day', [recordItem({ id: a }), recordItem({ id: b })]],
    ['ok-two-collections', 'two records of two collections', [recordItem({ id: a }), recordItem({ id: b, col: CHAT })]],
    ['ok-two-days', 'two records of two days', [recordItem({ id: a }), recordItem({ id: b, t: NOW + DAY })]],
    [
      'ok-collections-and-days',
      'the collection decides before the day',
      [NOW + DAY, NOW].flatMap((t, i) => [
        recordItem({ id: idFrom(i), t }),
        recordItem({ id: idFrom(i + 4), t, col: CHAT }),
      ]),
    ],
  ]);
}

function lanes(suite: Suite): void {
  const filled = (byte: number): string => idFrom(...new Uint8Array(32).fill(byte));
  const [one, other] = [idOfNothing('one'), idOfNothing('other')];
  const firstLane = (id: string): Uint8Array => fromBase64url(id).subarray(0, 4);
  const swapped = [idWith(one, 0, firstLane(other)), idWith(other, 0, firstLane(one))];
  const records = (ids: readonly string[]): ValueObject[] => ids.map((id) => recordItem({ id }));
  putAll(suite, { requirements, flags: ['Lanes'], kind: 'edge' }, [
    ['lanes-zeros', 'an id of zeros counts, and adds nothing', records([idFrom()])],
    ['lanes-ones', 'an id of ones', records([filled(255)])],
    ['lanes-overflow', 'sums beyond 2^32', records([filled(255), filled(254)])],
    [
      'lanes-exact',
      'a sum of exactly 2^32 in the first lane',
      records([idFrom(0, 0, 0, 128), idFrom(0, 0, 0, 128, 1)]),
    ],
    [
      'lanes-carry',
      'a carry from byte to byte, and into no other lane',
      records([idFrom(255, 0, 0, 255), idFrom(1, 0, 0, 1)]),
    ],
    ['lanes-equal-one', 'a set', records([one, other])],
    ['lanes-equal-other', 'another set with the same lanes and another certificate', records(swapped)],
  ]);
}

function neighbours(suite: Suite): void {
  const [a, b] = [idFrom(1), idFrom(2)];
  putAll(suite, { requirements, flags: ['Neighbour'] }, [
    [
      'ok-neighbour-bit',
      'ok-one-bucket with one bit of an id changed',
      [recordItem({ id: a }), recordItem({ id: idFrom(3) })],
    ],
    [
      'ok-neighbour-collection',
      'ok-one-bucket in another collection',
      [a, b].map((id) => recordItem({ id, col: CHAT })),
    ],
    ['ok-neighbour-day', 'ok-one-bucket a day later', [a, b].map((id) => recordItem({ id, t: NOW + DAY }))],
    [
      'ok-neighbour-order',
      'ok-one-bucket with the later id first',
      [recordItem({ id: a, t: NOW + 1 }), recordItem({ id: b })],
    ],
    ['ok-neighbour-op', 'ok-one-bucket with an op in place of a record', [recordItem({ id: a }), opItem({ id: b })]],
  ]);
}

function manyItems(): ValueObject[] {
  const cols = [undefined, 'v:com.example.notes', CHAT, 'i:com.example.files'];
  const items = cols.flatMap((col, c) =>
    Array.from({ length: 12 }, (_, i) => {
      const plan = { id: idOfNothing(`many/${c}/${i}`), t: NOW + (i % 4) * DAY + (i % 3) };
      return col === undefined ? opItem(plan) : recordItem({ ...plan, col });
    }),
  );
  return items.toSorted(byId);
}
