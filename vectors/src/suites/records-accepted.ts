import { joint, NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import {
  BODY,
  claimsOf,
  deleteClaims,
  fullClaims,
  idOf,
  ids,
  immutableClaims,
  OWNER,
  record,
  recordClaims,
} from './records-plan.ts';
import { signed, TWO } from './signers-plan.ts';

type Row = [string, string, string[], ValueObject];

/** Records that are in order. */
export function acceptedRecords(suite: Suite): void {
  plain(suite);
  kinds(suite);
  bodies(suite);
  oddities(suite);
  texts(suite);
}

const withClaim = (name: string, value: Value): ValueObject => record({ ...recordClaims(), [name]: value });

function put(suite: Suite, rows: Row[]): void {
  for (const [slug, title, requirements, input] of rows) suite.accepts(slug, title, { requirements, input });
}

function plain(suite: Suite): void {
  const all = [
    'REC-001',
    'REC-002',
    'REC-003',
    'REC-004',
    'REC-005',
    'REC-006',
    'REC-007',
    'REC-008',
    'REC-009',
    'REC-016',
  ];
  const { iss = '', col = '', tag = '', dig = '', len = 0, seq = 1, au = [] } = recordClaims();
  put(suite, [
    ['ok-minimal', 'the least claims of a record', all, record()],
    ['ok-full', 'every claim of the table but del', all, record(fullClaims())],
    ['ok-delete', 'a delete', ['REC-005', 'REC-008'], record(deleteClaims())],
    ['ok-writer', 'a writer other than the owner', ['REC-003'], withClaim('act', idOf('writer'))],
    ['ok-via', 'one team between owner and writer', ['REC-002'], withClaim('via', ids(1))],
    ['ok-ant', 'a record that follows two others', ['REC-002', 'REC-004'], withClaim('ant', ids(2))],
    ['ok-prv', 'a record after two others of the chain', ['REC-002', 'REC-004'], withClaim('prv', ids(2))],
    ['ok-au', 'a log of two heads', ['REC-002', 'REC-004'], withClaim('au', ids(2))],
    [
      'ok-ax',
      'heads of two further logs',
      ['REC-002', 'REC-003', 'REC-004'],
      withClaim('ax', { [idOf('a')]: ids(1), [idOf('b')]: ids(2) }),
    ],
    ['ok-media-type', 'a body of another media type', ['REC-003'], withClaim('cty', 'image/png')],
    ['ok-burn', 'a body that may be kept for a while', ['REC-002'], withClaim('burn', NOW)],
    ['ok-seq-largest', 'seq = 2^53 − 1', ['REC-002'], withClaim('seq', 2 ** 53 - 1)],
    ['ok-burn-largest', 'burn = 2^53 − 1', ['REC-002'], withClaim('burn', 2 ** 53 - 1)],
    [
      'ok-future',
      'a time far ahead',
      ['CNV-019', 'REC-001'],
      record({ iss, col, tag, dig, len, seq, t: 2 ** 53 - 1, au }),
    ],
    [
      'ok-two-signers',
      'a record of two signers',
      ['REC-001', 'STM-021'],
      signed(joint({ by: TWO, claims: recordClaims() })),
    ],
  ]);
}

function kinds(suite: Suite): void {
  const names: [string, string][] = [
    ['m', 'mutable'],
    ['v', 'versioned'],
    ['c', 'claims'],
    ['x', 'mergeable'],
  ];
  for (const [letter, name] of names) {
    suite.accepts(`ok-kind-${letter}`, `a record of a collection of kind ${letter}: ${name}`, {
      requirements: ['REC-006', 'REC-007'],
      input: record({ ...recordClaims('{"other":1}'), col: `${letter}:a` }),
    });
  }
  const { dig = '' } = claimsOf(BODY);
  const { iss = OWNER, seq = 1, au = [] } = deleteClaims();
  put(suite, [
    ['ok-immutable', 'an immutable record needs no tag', ['REC-007', 'REC-008'], record(immutableClaims())],
    [
      'ok-immutable-tag',
      'an immutable record whose tag is its digest',
      ['REC-008', 'REC-010'],
      record({ ...immutableClaims(), tag: dig }),
    ],
    [
      'ok-immutable-delete',
      'a delete in an immutable collection has a tag',
      ['REC-005', 'REC-008', 'REC-010'],
      record({ iss, col: 'i:com.example.files', tag: dig, seq, t: NOW, au, del: true }),
    ],
    ['ok-name-one', 'a collection whose name has one character', ['REC-006'], withClaim('col', 'v:a')],
    [
      'ok-name-alphabet',
      'a collection whose name has every sign of the alphabet',
      ['REC-006'],
      withClaim('col', 'v:.-_AZaz09'),
    ],
    ['ok-name-stops', 'a collection named by full stops', ['REC-006'], withClaim('col', 'v:..')],
  ]);
}

function bodies(suite: Suite): void {
  const plan = { requirements: ['REC-013', 'REC-016'], flags: ['BodyUnjudged'] };
  const rows: [string, string, ValueObject][] = [
    ['ok-body', 'a record with its body', { body: BODY }],
    ['ok-body-bytes', 'a record with its body as base64url', { bodyB: Buffer.from(BODY).toString('base64url') }],
    ['ok-body-wrong', 'a record with another body is the same record', { body: '{"text":"wine"}' }],
    ['ok-body-long', 'a record with a longer body is the same record', { body: `${BODY} ` }],
    ['ok-body-empty', 'a record with an empty body is the same record', { body: '' }],
    ['ok-body-wrong-bytes', 'a record with other bytes is the same record', { bodyB: 'AAEC' }],
    ['ok-body-not-json', 'a record with a body that is no JSON is the same record', { body: '{"text":' }],
  ];
  for (const [slug, title, body] of rows) suite.accepts(slug, title, { ...plan, input: { ...record(), ...body } });
  suite.accepts('ok-delete-body', 'a delete with a body is the same delete', {
    ...plan,
    input: { ...record(deleteClaims()), body: BODY },
  });
}

function oddities(suite: Suite): void {
  const odd = { flags: ['AcceptedOddity'], kind: 'edge' as const };
  const { dig = '' } = claimsOf('');
  const rows: Row[] = [
    ['odd-empty-body', 'an empty body has a digest and no length', ['REC-003', 'REC-005'], record(recordClaims(''))],
    [
      'odd-length-absent',
      'no length means 0, whatever the digest is',
      ['REC-002', 'REC-012'],
      record({ ...recordClaims(''), dig: claimsOf(BODY)['dig'] ?? dig }),
    ],
    [
      'odd-immutable-other-tag',
      'an immutable record with another tag: only step 11 refuses it',
      ['REC-010'],
      record({ ...immutableClaims(), tag: 'shopping' }),
    ],
    ['odd-owner-path', 'a path of teams without another writer', ['REC-002'], withClaim('via', ids(1, 'path'))],
    ['odd-own-log', 'further heads of the owner’s own log', ['REC-002'], withClaim('ax', { [OWNER]: [idOf('head')] })],
    [
      'odd-same-in-two-lists',
      'one id in two lists',
      ['REC-004'],
      record({ ...recordClaims(), ant: ids(1), prv: ids(1) }),
    ],
    [
      'odd-same-in-two-logs',
      'one head in two further logs',
      ['REC-004'],
      withClaim('ax', { [idOf('a')]: ids(1), [idOf('b')]: ids(1) }),
    ],
    ['odd-first-with-prv', 'seq = 1 after another record', ['REC-002'], withClaim('prv', [idOf('earlier')])],
    ['odd-burn-past', 'a body that may be kept until 1970', ['REC-003'], withClaim('burn', 1)],
    [
      'odd-media-type-parameter',
      'application/json with a parameter',
      ['REC-003'],
      withClaim('cty', 'application/json;charset=utf-8'),
    ],
    [
      'odd-media-type-capitals',
      'another spelling of application/json',
      ['REC-003', 'CNV-016'],
      withClaim('cty', 'Application/JSON'),
    ],
    [
      'odd-unknown-claim',
      'a claim that the table does not have is ignored',
      ['CNV-020', 'REC-002'],
      withClaim('note', null),
    ],
    ['odd-claim-capitals', 'a claim DEL is an unknown claim', ['CNV-020', 'REC-005'], withClaim('DEL', true)],
    ['odd-kind-in-name', 'a colon belongs to no name, a kind letter does', ['REC-006'], withClaim('col', 'v:v')],
  ];
  for (const [slug, title, requirements, input] of rows) suite.accepts(slug, title, { ...odd, requirements, input });
}

function texts(suite: Suite): void {
  const claims = JSON.stringify(recordClaims());
  const rows: [string, string, string, string[]][] = [
    [
      'odd-order',
      'claims in another order',
      JSON.stringify(Object.fromEntries(Object.entries(recordClaims()).toReversed())),
      ['CNV-015', 'REC-014'],
    ],
    ['odd-spacing', 'claims with white space', `\n${claims.replaceAll(',"', ',\r\n\t"')} `, ['CNV-015', 'REC-014']],
    [
      'odd-escapes',
      'claims with escapes that need not be',
      claims.replace('"col":"v:', '"c\\u006fl":"\\u0076:'),
      ['CNV-015', 'REC-014'],
    ],
    [
      'odd-proto',
      'claims inside __proto__ are not the claims',
      claims.replace('{', '{"__proto__":{"del":true,"len":0},'),
      ['CNV-017', 'REC-014'],
    ],
  ];
  for (const [slug, title, text, requirements] of rows) {
    suite.accepts(slug, title, {
      requirements,
      flags: ['Verbatim', 'AcceptedOddity'],
      kind: 'edge',
      input: record(text),
    });
  }
  const tags: [string, string, string][] = [
    ['odd-tag-space', 'a tag of one space', ' '],
    ['odd-tag-nul', 'a tag with a character 0', 'a\u0000b'],
    ['odd-tag-astral', 'a tag of one astral character', '\u{1f600}'],
    ['odd-tag-combining', 'a tag of a letter and an accent', 'e\u0301'],
    ['odd-tag-slashes', 'a tag that looks like a path', '../../etc'],
  ];
  for (const [slug, title, tag] of tags) {
    suite.accepts(slug, title, {
      requirements: ['REC-002', 'CNV-016'],
      flags: ['AcceptedOddity'],
      kind: 'edge',
      input: withClaim('tag', tag),
    });
  }
}
