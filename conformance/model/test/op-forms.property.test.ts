// The model reads the tables of chapter 03 by hand; the schemas of the spec are the other reading. They agree.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { checkOpForm, Fault, type Json } from '../src/index.ts';
import { boundModel } from './bound.ts';

type Plain = null | boolean | number | string | Plain[] | PlainObject;
interface PlainObject {
  [name: string]: Plain;
}

const require = createRequire(import.meta.url);
const read = (name: string): PlainObject =>
  JSON.parse(readFileSync(require.resolve(`@allod/spec/schemas/${name}.schema.json`), 'utf8')) as PlainObject;
const ajv = new Ajv2020({ strict: false });
const isClaims = ajv.compile(read('claims'));
const model = boundModel();

const id = (letter: string): string => letter.repeat(43).slice(0, 42) + 'A';
const [A, B, C] = [id('a'), id('b'), id('c')];
const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => Buffer.alloc(32, i + 1).toString('base64url'));
const NOW = 1_790_000_000_000_000;
const ED25519 = { kty: 'OKP', crv: 'Ed25519', x: A };
const P256 = { kty: 'EC', crv: 'P-256', x: A, y: B };
const X25519 = { kty: 'OKP', crv: 'X25519', x: C };
const LAST = { 'v:notes': { [A]: [B, C] } };
const WRAPPED = 'A'.repeat(54);
const BACK = [
  { eid: A, w: WRAPPED },
  { eid: B, w: WRAPPED },
];
const CAPS = [{ do: ['r', 'w'], col: 'v:notes', tag: 'x', nbf: 1, exp: 2 }];
const COMMON = { log: A, par: [A, B], t: NOW };
const SIGNED = { by: [B, C], x: { [B]: [C] }, keys: [ED25519, P256] };
const JOINT = { sgn: [{ kid: A, by: [B] }, { kid: B }] };

const OPS: PlainObject[] = [
  { k: 'add', ...COMMON, ...SIGNED, who: B, lvl: 20, sig: P256, enc: X25519, hw: true },
  { k: 'add', ...COMMON, ...JOINT, who: B, lvl: 0, caps: CAPS },
  { k: 'add', ...COMMON, who: B, lvl: 50, enc: X25519 },
  { k: 'invite', ...COMMON, ...SIGNED, key: ED25519, lvl: 0, caps: CAPS, uses: 9, enc: X25519, exp: NOW },
  { k: 'invite', ...COMMON, ...JOINT, who: C, lvl: 40 },
  { k: 'join', ...COMMON, ...SIGNED, who: C, ref: B, lvl: 10, sig: ED25519, enc: X25519, hw: true },
  { k: 'join', ...COMMON, ...JOINT, who: C, ref: B },
  { k: 'set', ...COMMON, ...SIGNED, who: C, lvl: 0, caps: CAPS, last: LAST },
  { k: 'set', ...COMMON, ...JOINT, who: C, lvl: 30 },
  { k: 'remove', ...COMMON, ...SIGNED, who: C, keep: true, thru: [A, B], why: 'lost', last: LAST },
  { k: 'remove', ...COMMON, ...JOINT, who: C, why: 'retired' },
  { k: 'bound', ...COMMON, ...SIGNED, last: LAST },
  { k: 'epoch', ...COMMON, ...SIGNED, pub: X25519, dig: B, len: 700, back: BACK, end: NOW },
  { k: 'epoch', ...COMMON, ...JOINT, pub: X25519 },
  { k: 'pol', ...COMMON, ...SIGNED, pol: { admit: 'quorum', colour: 'red' } },
];
const SALT = 'A'.repeat(22);
const ROOT = { kid: B, lvl: 50, enc: X25519 };
const POLICY = { admit: 'open', abc: 'd' };
const TEAMS: PlainObject[] = [
  {
    k: 'init',
    kind: 'team',
    salt: SALT,
    mem: [{ who: A, lvl: 40 }, ROOT],
    by: [A, B],
    x: { [A]: [B] },
    pol: POLICY,
    t: 1,
  },
  { k: 'init', kind: 'team', salt: SALT, mem: [{ who: A, lvl: 40 }], ...JOINT, x: { [A]: [B] }, t: 0 },
];
const USERS: PlainObject[] = [
  {
    k: 'init',
    kind: 'user',
    salt: SALT,
    mem: [{ kid: A, lvl: 40, sig: ED25519, enc: X25519, hw: true }, ROOT],
    pol: POLICY,
    t: 1,
  },
  { k: 'init', kind: 'user', salt: SALT, mem: [{ kid: A, lvl: 30, sig: P256 }], sgn: [{ kid: A }, { kid: B }], t: 0 },
];

// What the tables name, and what they nearly name.
const NAMES =
  `log par by x keys sgn t who lvl caps sig enc hw key uses exp ref last keep thru why pol salt mem kid kty crv y do col
  tag nbf admit pub dig len back end eid w other Abc abcdefghijklmnop abcdefghijklmnopq __proto__ v:notes V:notes ${A} ${B}`.split(
    /\s+/,
  );
const TEXTS = [
  '',
  'x',
  A,
  `${A}=`,
  A.slice(0, 42),
  SALT,
  'lost',
  'quorum',
  'closed',
  'init',
  'v:notes',
  'OKP',
  WRAPPED,
  `${WRAPPED}A`,
];
const LONG_TEXTS = ['\u{1f600}'.repeat(64), '\u{1f600}'.repeat(65), 'x'.repeat(128), 'x'.repeat(129)];
const NUMBERS = [-1, 0, 1, 10, 20, 25, 30, 40, 50, 65_535, 65_536, 65_537, Number.MAX_SAFE_INTEGER];
const OBJECTS = [ED25519, P256, X25519, { ...ED25519, use: 'sig' }, {}, { a: 'b' }, { [A]: [B] }, ROOT, POLICY, LAST];
const LISTS = [['r'], ['w'], ['w', 'r'], ['r,w'], [['r']], ['r', 'w'], [...CAPS, ...CAPS], [A, A], JOINT.sgn, BACK];
const WAYS_BACK = [63, 64, 65].map((length) => ids(length).map((eid) => ({ eid, w: WRAPPED })));
const OF_LENGTH = [0, 1, 2, 7, 8, 9, 15, 16, 17].flatMap((length): Plain[] => [
  ids(length),
  Array.from({ length }, () => CAPS[0] ?? {}),
  Array.from({ length }, () => ED25519),
  Object.fromEntries(ids(length).map((each) => [each, [A]])),
  { 'i:x': { [A]: ids(length) } },
  Object.fromEntries(Array.from({ length }, (_, i) => ['a'.repeat(i + 1), 'x'])),
]);
const VALUES: Plain[] = [
  null,
  true,
  false,
  ...TEXTS,
  ...LONG_TEXTS,
  ...NUMBERS,
  ...OBJECTS,
  ...LISTS,
  ...OF_LENGTH,
  ...WAYS_BACK,
];

/** Something goes, is another, or is there too; or a claim of another op comes in. */
interface Mutation {
  readonly at: number;
  readonly how: 'drop' | 'put' | 'add' | 'graft';
  readonly name: string;
  readonly value: Plain;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(200),
  how: fc.constantFrom('drop', 'put', 'add', 'graft'),
  name: fc.constantFrom(...NAMES),
  value: fc.constantFrom(...VALUES),
});

/** Every object and list inside a value, itself first. */
function holdersOf(value: Plain): (Plain[] | PlainObject)[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(holdersOf)];
}

// What says which table is asked for, and `t`, which has a rule of its own.
const FIXED = ['k', 'kind', 't'];

const grafts = (): [string, Plain][] =>
  [...OPS, ...TEAMS, ...USERS].flatMap((donor) => Object.entries(donor)).filter(([key]) => !FIXED.includes(key));

function mutate(claims: PlainObject, { at, how, name, value }: Mutation): PlainObject {
  const changed = structuredClone(claims);
  if (how === 'graft') return { ...changed, ...Object.fromEntries([grafts()[at % grafts().length] ?? []]) };
  const places = holdersOf(changed).flatMap((holder) => Object.keys(holder).map((key) => ({ holder, key })));
  const free = places.filter(({ holder, key }) => holder !== changed || !FIXED.includes(key));
  const chosen = free[at % free.length];
  if (chosen === undefined) return changed;
  const { holder, key } = chosen;
  if (Array.isArray(holder)) holder.splice(Number(key), how === 'add' ? 0 : 1, ...(how === 'drop' ? [] : [value]));
  else if (how === 'drop') delete holder[key];
  // A member named __proto__ is a member like all others.
  else Object.defineProperty(holder, how === 'put' ? key : name, { ...MEMBER, value: structuredClone(value) });
  return changed;
}

const MEMBER = { enumerable: true, configurable: true, writable: true };

function strict(value: Plain): Json {
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value).map(([name, member]) => [name, strict(member)]));
}

/** Whether the model finds the form right, apart from rules that no schema can say. */
function isRightForModel(claims: PlainObject): boolean {
  try {
    checkOpForm(model, model.checkClaims(strict(claims)));
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return ['PRN-006', 'PRN-007', 'PRN-016'].includes(error.requirement);
  }
}

describe.each([
  ['op-claims', OPS],
  ['team-init-claims', TEAMS],
  ['user-init-claims', USERS],
])('the model and the schema %s', (name, samples) => {
  const hasForm = ajv.compile(read(name));
  const isRightForSchema = (claims: PlainObject): boolean => isClaims(claims) && hasForm(claims);

  test('accept the samples', () => {
    expect(samples.filter((sample) => !isRightForSchema(sample))).toEqual([]);
    expect(samples.filter((sample) => !isRightForModel(sample))).toEqual([]);
  });

  test('say the same of claims that are a few changes away', () => {
    const near = fc
      .tuple(fc.constantFrom(...samples), fc.array(mutation, { minLength: 1, maxLength: 3 }))
      .map(([sample, mutations]) => mutations.reduce(mutate, sample));
    fc.assert(
      fc.property(near, (claims) => {
        expect(isRightForModel(claims)).toBe(isRightForSchema(claims));
      }),
      { numRuns: 3000, seed: 3 },
    );
  });
});
