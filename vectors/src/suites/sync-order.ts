import { NOW, resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { DELETE } from './accept-plan.ts';
import { DAY, idFrom, idWith, opItem, recordItem, type ItemPlan } from './sync-items.ts';
import { ALICE, BOB, idOfNothing, recordClaims } from './users.ts';

const requirements = ['SYN-001'];

/** Characters in the longest name of a collection, without kind letter and colon. */
const NAME_LIMIT = 128;

/** sync/collection-hash: what stands for a collection in an order key. */
export function collectionHashSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'sync/collection-hash',
      command: 'col.hash',
      profile: 'sync',
      description:
        'The eight bytes that stand for a collection. That a hash of eight zero bytes becomes …01 has no case: nobody knows a name with that hash, and finding one takes 2^64 trials.',
      notes: {
        Domain: {
          bugClass: 'domain separation',
          effect: 'two peers order one set in two ways and never agree',
          description: 'The hash is over a prefix, a zero byte and the whole name: kind letter, colon and all.',
        },
      },
    },
    resolveKeys('public'),
  );
  const rows: [string, string, string][] = [
    ['ok-notes', 'a versioned collection', 'v:com.example.notes'],
    ['ok-immutable', 'the same name, immutable', 'i:com.example.notes'],
    ['ok-mutable', 'the same name, mutable', 'm:com.example.notes'],
    ['ok-claims', 'the same name, of claims', 'c:com.example.notes'],
    ['ok-mergeable', 'the same name, mergeable', 'x:com.example.notes'],
    ['ok-capital', 'a name with a capital is another name', 'v:com.example.Notes'],
    ['ok-longer', 'a name that goes on', 'v:com.example.notes.x'],
    ['ok-final-dot', 'a name that ends with a dot', 'v:com.example.notes.'],
    ['ok-signs', 'all kinds of characters', 'v:A-Z_a-z.0-9'],
  ];
  for (const [slug, title, col] of rows) {
    suite.accepts(slug, title, { requirements, flags: ['Domain'], input: { col } });
  }
  suite.accepts('one-character', 'the shortest name', { requirements, kind: 'edge', input: { col: 'v:a' } });
  const longest = `v:${'a'.repeat(NAME_LIMIT)}`;
  suite.accepts('longest', 'the longest name', { requirements, kind: 'edge', input: { col: longest } });
  return suite;
}

/** sync/order-key: where a statement stands in the set of its space. */
export function orderKeySuite(): Suite {
  const suite = new Suite(
    {
      suite: 'sync/order-key',
      command: 'order.key',
      profile: 'sync',
      description:
        'The order key of a statement, from its type, its signed claims and its id. The ids are chosen, not computed.',
      notes: {
        Time: {
          bugClass: 'byte order',
          effect: 'a stretch of time is no range of the set',
          description: 'The time is eight bytes, big-endian, and stands before the id.',
        },
        Place: {
          bugClass: 'parsing',
          effect: 'a statement stands at two places in two stores',
          description: 'The claims that count are those of the outermost object, read as strict JSON.',
        },
        Type: {
          bugClass: 'type',
          effect: 'ops are scattered among the records',
          description: 'The type says whether a statement is an op, not the claims that it has.',
        },
      },
    },
    resolveKeys('public'),
  );
  suite.accepts('ok-record', 'a record', { requirements, input: recordItem() });
  suite.accepts('ok-op', 'an op', { requirements, flags: ['Type'], input: opItem() });
  suite.accepts('ok-other-collection', 'a record of another collection', {
    requirements,
    input: recordItem({ col: 'm:com.example.chat' }),
  });
  times(suite);
  ids(suite);
  claims(suite);
  return suite;
}

const TIMES: readonly [string, string, number][] = [
  ['zero', 'the first moment', 0],
  ['one', 'one microsecond', 1],
  ['byte', 'the last time of one byte', 255],
  ['two-bytes', 'the first time of two bytes', 256],
  ['four-bytes', 'the last time of four bytes', 2 ** 32 - 1],
  ['five-bytes', 'the first time of five bytes', 2 ** 32],
  ['day-ends', 'the last microsecond of a day', DAY - 1],
  ['day-begins', 'the first microsecond of a day', DAY],
  ['neighbour', 'one microsecond later than the plain record', NOW + 1],
  ['last', 'the last moment that a statement can name', Number.MAX_SAFE_INTEGER],
  ['last-but-one', 'the moment before', Number.MAX_SAFE_INTEGER - 1],
];

function times(suite: Suite): void {
  const plan = { requirements, flags: ['Time'], kind: 'edge' } as const;
  for (const [slug, title, t] of TIMES) {
    suite.accepts(`record-t-${slug}`, `a record: ${title}`, { ...plan, input: recordItem({ t }) });
  }
  suite.accepts('op-t-zero', 'an op of the first moment has no byte but its id', { ...plan, input: opItem({ t: 0 }) });
  suite.accepts('op-t-last', 'an op of the last moment', { ...plan, input: opItem({ t: Number.MAX_SAFE_INTEGER }) });
}

function ids(suite: Suite): void {
  const one = idOfNothing('one');
  const rows: [string, string, string][] = [
    ['id-zeros', 'an id of zeros', idFrom()],
    ['id-ones', 'an id of ones', idFrom(...new Uint8Array(32).fill(255))],
    ['id-neighbour', 'an id that differs in its last byte only', idWith(one, 31, Uint8Array.of(0))],
    ['id-hyphens', 'an id whose text is hyphens and underscores', idFrom(0xfb, 0xef, 0xbe, 0xff, 0xff, 0xff)],
  ];
  for (const [slug, title, id] of rows)
    suite.accepts(slug, title, { requirements, kind: 'edge', input: recordItem({ id }) });
}

function claims(suite: Suite): void {
  const plain = JSON.stringify(recordClaims(ALICE));
  const inner = { col: 'm:com.example.chat', t: 1 };
  const rows: [string, string, ItemPlan][] = [
    ['spaces', 'claims with spaces', { text: plain.replaceAll(',"', ' ,\n "') }],
    [
      'escaped-collection',
      'a collection spelled with escapes',
      { text: plain.replace('v:com.', '\\u0076:com\\u002e') },
    ],
    ['escaped-name', 'the name of the time spelled with an escape', { text: plain.replace('"t":', '"\\u0074":') }],
    [
      'nested-first',
      'an object of the same names before them',
      { text: plain.replace('{', `{"x":${JSON.stringify(inner)},`) },
    ],
    ['nested-last', 'an object of the same names after them', { claims: { x: inner } }],
    ['quoted', 'a text that looks like claims', { claims: { x: JSON.stringify(inner) } }],
    ['other-names', 'names that differ in case only', { claims: { T: 1, Col: 'm:com.example.chat' } }],
    ['delete', 'a delete', { claims: { ...DELETE, ant: [idOfNothing('ant')] } }],
    ['other-owner', 'a record of somebody else', { claims: { iss: BOB.id, au: [BOB.id] } }],
  ];
  const plan = { requirements, flags: ['Place'], kind: 'edge' } as const;
  for (const [slug, title, item] of rows) suite.accepts(`claims-${slug}`, title, { ...plan, input: recordItem(item) });
  suite.accepts('op-with-collection', 'an op that names a collection stands among the ops', {
    ...plan,
    flags: ['Type'],
    input: opItem({ claims: { col: 'v:com.example.notes' } }),
  });
}
