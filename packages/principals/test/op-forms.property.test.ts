/** The forms of ops, which the package has as rows of a table, against the schemas of the specification. */
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { decodeOp, OP_RULE, SNAPSHOT_RULE } from '@allod/principals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placesIn, replaced } from './places.ts';

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(new URL(`../../../spec/schemas/${name}.schema.json`, import.meta.url), 'utf8')) as object;

const ajv = new Ajv2020({ strict: false, ownProperties: true });
const bySchema = {
  further: ajv.compile(schemaOf('op-claims')),
  team: ajv.compile(schemaOf('team-init-claims')),
  user: ajv.compile(schemaOf('user-init-claims')),
  snapshot: ajv.compile(schemaOf('snapshot-claims')),
};

const id = (n: number): string => Buffer.alloc(32, n).toString('base64url');
const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: id(1) };
const p256 = { kty: 'EC', crv: 'P-256', x: id(1), y: id(2) };
const x25519 = { kty: 'OKP', crv: 'X25519', x: id(1) };
const cap = { do: ['r', 'w'], col: 'v:notes', tag: 'a', nbf: 1, exp: 2 };
const last = { 'v:notes': { [id(1)]: [id(2), id(3)] } };
const link = (n: number): JsonObject => ({ eid: id(n), w: Buffer.alloc(40, n).toString('base64url') });
const common = { log: id(9), par: [id(9)], t: 1 };
const device = { sig: ed25519, enc: x25519, hw: true };

/** Claims that have their form, of every kind, with every claim that it can have. */
const SOUND: readonly JsonObject[] = [
  { k: 'add', ...common, who: id(1), lvl: 30, by: [id(1), id(2)], x: { [id(3)]: [id(4)] }, keys: [ed25519, p256] },
  { k: 'add', ...common, who: id(1), lvl: 20, ...device },
  { k: 'add', ...common, who: id(1), lvl: 50, enc: x25519 },
  { k: 'add', ...common, who: id(1), lvl: 0, caps: [cap, { do: ['r'], col: 'i:x' }, { do: ['w'], col: 'i:x' }] },
  { k: 'invite', ...common, key: ed25519, lvl: 40, uses: 65_535, exp: 0 },
  { k: 'invite', ...common, who: id(1), lvl: 0, caps: [cap], sgn: [{ kid: id(1), by: [id(1)] }, { kid: id(2) }] },
  { k: 'join', ...common, who: id(1), ref: id(2), lvl: 10, ...device, sig: p256 },
  { k: 'set', ...common, who: id(1), lvl: 40, last },
  { k: 'set', ...common, who: id(1), lvl: 0, caps: [cap] },
  { k: 'remove', ...common, who: id(1), keep: true, thru: [id(1), id(2)], why: 'lost', last },
  { k: 'remove', ...common, who: id(1), why: 'retired' },
  { k: 'bound', ...common, last },
  { k: 'epoch', ...common, pub: x25519 },
  { k: 'epoch', ...common, pub: x25519, dig: id(1), len: 1, back: [link(1), link(2)] },
  { k: 'epoch', ...common, pub: x25519, dig: id(1), len: 65_536, end: 1 },
  { k: 'pol', ...common, pol: { admit: 'quorum', later: 'ä' } },
  {
    k: 'init',
    kind: 'team',
    salt: Buffer.alloc(16).toString('base64url'),
    mem: [
      { who: id(1), lvl: 40 },
      { kid: id(2), lvl: 50, enc: x25519 },
    ],
    by: [id(1)],
    x: { [id(1)]: [id(1)] },
    pol: { admit: 'open' },
    t: 1,
  },
  {
    k: 'init',
    kind: 'user',
    salt: Buffer.alloc(16).toString('base64url'),
    mem: [
      { kid: id(1), lvl: 40, ...device },
      { kid: id(2), lvl: 50 },
    ],
    pol: { admit: 'open' },
    t: 1,
  },
  {
    k: 'init',
    kind: 'user',
    salt: Buffer.alloc(16).toString('base64url'),
    mem: [
      { kid: id(1), lvl: 20, sig: p256 },
      { kid: id(2), lvl: 40, sig: ed25519, enc: x25519 },
      { kid: id(3), lvl: 50, enc: x25519 },
    ],
    sgn: [{ kid: id(1) }, { kid: id(2) }],
    t: 1,
  },
];

/** Values that stand in place of others: near misses of everything. */
const ODD_PLAIN: readonly JsonValue[] = [
  null,
  true,
  false,
  0,
  1,
  -1,
  5,
  10,
  20,
  25,
  30,
  40,
  50,
  65_535,
  65_536,
  2 ** 53 - 1,
];
const ODD_TEXTS: readonly JsonValue[] = [
  '',
  'a',
  'admit',
  id(1),
  `${'A'.repeat(42)}B`,
  'lost',
  'v:notes',
  '😀'.repeat(64),
  '😀'.repeat(65),
];
const ODD_LISTS: readonly JsonValue[] = [
  [],
  [id(1)],
  [id(1), id(1)],
  [id(1), 7],
  ...[9, 16, 17].map((length) => Array.from({ length }, (_, n) => id(n))),
  ['r'],
  ['w', 'r'],
  ['r,w'],
  [cap],
  [ed25519],
  [{ kid: id(1), by: [] }],
];
const ODD_OBJECTS: readonly JsonValue[] = [
  {},
  ed25519,
  p256,
  x25519,
  cap,
  last,
  { ...ed25519, d: id(1) },
  { [id(1)]: [] },
  { [id(1)]: [id(1)] },
  { a: 'b' },
  { A: 'b' },
  { admit: 'no' },
  { a: '' },
  { 'v:notes': {} },
];
const ODD: readonly JsonValue[] = [...ODD_PLAIN, ...ODD_TEXTS, ...ODD_LISTS, ...ODD_OBJECTS];

/** What the schemas say, and the rules that have a number of their own. */
function isSound(claims: JsonObject): boolean {
  const { k, kind } = claims;
  if (typeof k !== 'string' || claims.t === undefined) return false;
  if (k !== 'init') return bySchema.further(claims) && (claims.par as readonly string[]).length <= 16;
  if (kind !== 'user' && kind !== 'team') return typeof kind === 'string';
  const mem = claims.mem as readonly { readonly who?: string; readonly kid?: string; readonly lvl: number }[];
  const hasForm = bySchema[kind](claims);
  return (
    hasForm && new Set(mem.map((each) => each.who ?? each.kid)).size === mem.length && mem.some(({ lvl }) => lvl === 40)
  );
}

const KINDS = new Set(SOUND.map(({ k }) => k));

test('PRN-004, PRN-013, PRN-015 takes every sound op of every kind', () => {
  for (const claims of SOUND)
    expect([claims.k, OP_RULE.findFault(claims), isSound(claims)]).toEqual([claims.k, undefined, true]);
});

test('PRN-004, PRN-006, PRN-007, PRN-013, PRN-015, PRN-016 has the form of the schemas, whatever is changed in a sound op', () => {
  let refused = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...SOUND),
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...ODD, undefined)), { minLength: 1, maxLength: 2 }),
      (sound, changes) => {
        let claims = sound;
        for (const [n, odd] of changes) {
          const places = placesIn(claims).filter((place) => place.length > 0 && place[0] !== 't');
          claims = replaced(claims, places[n % places.length]!, odd) as JsonObject;
        }
        // What core checks for every statement, and kinds that nobody knows, are not the business of the tables.
        fc.pre(typeof claims.k !== 'string' || KINDS.has(claims.k));
        const isTaken = OP_RULE.findFault(claims) === undefined;
        if (!isTaken) refused += 1;
        expect(isTaken).toBe(isSound(claims));
      },
    ),
    { numRuns: 4000 },
  );
  expect(refused).toBeGreaterThan(1000);
});

test('PRN-015 adds a claim to any kind that it does not take, and still has the form of the schemas', () => {
  const names = [
    'who',
    'lvl',
    'caps',
    'key',
    'uses',
    'exp',
    'ref',
    'keep',
    'thru',
    'why',
    'last',
    'pol',
    'by',
    'sgn',
    'keys',
    'sig',
    'hw',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...SOUND), fc.constantFrom(...names), fc.constantFrom(...ODD), (sound, name, odd) => {
      const claims = { ...sound, [name]: odd };
      expect(OP_RULE.findFault(claims) === undefined).toBe(isSound(claims));
    }),
    { numRuns: 3000 },
  );
});

test('PRN-004, PRN-013, PRN-015 take at most 16 other logs, and 16 fields of a policy', () => {
  const logs = (count: number): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [id(n), [id(n)]]));
  const fields = (count: number): JsonObject =>
    Object.fromEntries([...'abcdefghijklmnopq'].slice(0, count).map((name) => [name, 'x']));
  const [add, user] = [SOUND[0]!, SOUND.at(-1)!];
  const team = SOUND.find(({ kind }) => kind === 'team')!;
  const sized = (count: number): readonly JsonObject[] => [
    ...[add, team].map((claims) => ({ ...claims, x: logs(count) })),
    ...[team, user].map((claims) => ({ ...claims, pol: fields(count) })),
  ];
  for (const claims of sized(16)) expect(OP_RULE.findFault(claims)).toBeUndefined();
  for (const claims of sized(17))
    expect([OP_RULE.findFault(claims)?.code, isSound(claims)]).toEqual(['E_FORMAT', false]);
});

test('PRN-016 refuses more than 16 parents by their number', () => {
  const par = Array.from({ length: 17 }, (_, n) => id(n));
  const fault = OP_RULE.findFault({ ...SOUND[0]!, par });
  expect(fault).toMatchObject({
    code: 'E_SIZE',
    requirement: 'PRN-016',
    details: { what: 'parents', size: 17, limit: 16 },
  });
  expect(OP_RULE.findFault({ ...SOUND[0]!, par: par.slice(0, 16) })).toBeUndefined();
});

test('STM-004 reads claims that are no object as no op', () => {
  const st = [`{"alg":"Ed25519","kid":"${id(1)}","typ":"allod-op"}`, '[]'].map((text) =>
    Buffer.from(text).toString('base64url'),
  );
  const read = decodeOp({ st: st.join('.'), sig: 'A'.repeat(86) });
  expect(!read.ok && read.error.requirement).toBe('STM-004');
});

/** Snapshots that have their form. */
const SNAPSHOTS: readonly JsonObject[] = [
  { log: id(9), heads: [id(1), id(2)], n: 2, state: id(3), by: [id(4)], x: { [id(5)]: [id(6)] }, t: 1 },
  {
    log: id(9),
    heads: [id(1)],
    n: 2 ** 53 - 1,
    state: id(3),
    sgn: [{ kid: id(1), by: [id(4)] }, { kid: id(2) }],
    t: 0,
  },
  { log: id(9), heads: [id(1)], n: 1, state: id(3), t: 1 },
];

test('PRN-093 has the form of the schema of snapshots, whatever is changed in a sound one or added to it', () => {
  let refused = 0;
  for (const claims of SNAPSHOTS) expect(SNAPSHOT_RULE.findFault(claims)).toBeUndefined();
  fc.assert(
    fc.property(
      fc.constantFrom(...SNAPSHOTS),
      fc.nat(),
      fc.constantFrom('by', 'x', 'n', 'final', undefined),
      fc.constantFrom(...ODD, undefined),
      (sound, n, name, odd) => {
        const places = placesIn(sound).filter((place) => place.length > 0 && place[0] !== 't' && place[0] !== 'sgn');
        const claims = replaced(sound, name === undefined ? places[n % places.length]! : [name], odd) as JsonObject;
        const isTaken = SNAPSHOT_RULE.findFault(claims) === undefined;
        if (!isTaken) refused += 1;
        expect(isTaken).toBe(bySchema.snapshot(claims));
      },
    ),
    { numRuns: 3000 },
  );
  expect(refused).toBeGreaterThan(500);
});
