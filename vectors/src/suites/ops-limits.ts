// principals/limits: every limit of chapter 03, met and passed by one.
import * as ed25519 from '@allod/conformance-model/ed25519';
import { actor, derive } from '../actors.ts';
import * as craft from '../craft.ts';
import type { EditPlan } from '../fault.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { CLAIMS } from './init-plan.ts';
import {
  add,
  AS_BOB,
  later,
  ofAlice,
  ofBob,
  ofTeam,
  op,
  opsSuite,
  put,
  refuseOps,
  TEAM,
  team,
  userOf,
  world,
  type Target,
} from './ops-plan.ts';
import { BOB, deviceEntry, idOf, idOfNothing, initOp, logInput, OP, rootEntry, spoil, type UserLog } from './users.ts';

const LAPTOP = actor('alice/laptop').kid;
const NOTES = 'v:com.example.notes';

/** A limit: inputs of so many of what it counts, and the one too many. */
interface Limit {
  /** The slug without its place. */
  readonly slug: string;
  readonly what: string;
  /** The row of the design that asks for the one too many. */
  readonly row?: string;
  readonly most: number;
  input(count: number): ValueObject;
  /** From the accepted one to the one with one more. */
  edit(count: number): EditPlan;
  readonly by?: Target['by'];
  readonly at?: string;
  readonly requirement?: string;
  readonly code?: string;
}

/** Limits of chapter 03, and those of chapter 02 that it repeats. */
export function opLimitsSuite(): Suite {
  const suite = opsSuite('principals/limits', 'Logs with one op that meets a limit, or passes it by one.', ['Limit']);
  const limits = [...limitsOfOffers(), ...limitsOfActs(), ...limitsOfPolicies()];
  for (const limit of limits) meet(suite, limit);
  membersOfUser(suite);
  return suite;
}

/** Limits of what an op of any kind names and shows; here it is an epoch. */
export function opNamesSuite(): Suite {
  const suite = opsSuite(
    'principals/limits-common',
    'Logs with one op that names or shows as much as it may, or more by one.',
    ['Limit'],
  );
  for (const limit of limitsOfNames()) meet(suite, limit);
  return suite;
}

function meet(suite: Suite, limit: Limit): void {
  const { slug, what, row, most, by = ['bob/phone'], at, requirement = 'PRN-015', code = 'E_FORMAT' } = limit;
  const plan = { requirements: [requirement], flags: ['Limit'], kind: 'edge' } as const;
  suite.accepts(`${slug}-limit-minus-1`, `${most - 1} ${what}`, { ...plan, input: limit.input(most - 1) });
  suite.accepts(`${slug}-limit-exact`, `${most} ${what}`, { ...plan, input: limit.input(most) });
  const target = { base: `${slug}-limit-exact`, by, ...(at === undefined ? {} : { at }) };
  refuseOps(suite, { target, requirements: [requirement], code, flag: 'Limit' }, [
    [`${slug}-limit-plus-1`, `${row === undefined ? '' : `${row} `}${most + 1} ${what}`, limit.edit(most + 1)],
  ]);
}

/** The members of a user: cold keys beside one device. */
function membersOfUser(suite: Suite): void {
  const plan = { requirements: ['PRN-004'], flags: ['Limit'] };
  const mem = (count: number): Value[] => [
    deviceEntry('bob/phone'),
    ...Array.from({ length: count - 1 }, (_, i) => rootEntry(`root/${i}`)),
  ];
  const input = (count: number): ValueObject => logInput(initOp({ by: ['bob/phone'], mem: mem(count) }));
  suite.accepts('members-limit-minus-1', '15 members of a user', { ...plan, kind: 'edge', input: input(15) });
  suite.accepts('members-limit-exact', '16 members of a user', { ...plan, kind: 'edge', input: input(16) });
  const base = 'members-limit-exact';
  const edits = [{ op: 'add', path: `${CLAIMS}/mem/16`, value: rootEntry('root/16') }] as const;
  suite.refuses('members-limit-plus-1', '17 members of a user: E_FORMAT', {
    ...plan,
    code: 'E_FORMAT',
    base,
    fault: spoil({ base: suite.inputOf(base), edits, resigned: { by: ['bob/phone'], at: OP } }),
  });
}

/** So many ids of nothing. */
function many(count: number): string[] {
  return Array.from({ length: count }, (_, i) => idOfNothing(`many/${i}`));
}

const EPOCHS: readonly ValueObject[] = Array.from({ length: 16 }, (_, i) =>
  op(later('epoch', BOB, { t: NOW + i }), 'bob/phone'),
);

/** Bob, with 16 ops beside each other. */
const BUSY: UserLog = { id: BOB.id, ops: [...BOB.ops, ...EPOCHS] };

/** So many heads of Bob's log. */
function headsOf(count: number): string[] {
  return [...EPOCHS.map(idOf), ...many(count)].slice(0, count);
}

const HOMES: readonly UserLog[] = Array.from({ length: 16 }, (_, i) => userOf(`home ${i}`, 'bob/phone'));

function limitsOfNames(): Limit[] {
  const further = (count: number): ValueObject =>
    Object.fromEntries([...HOMES.map(({ id }) => id), ...many(count)].slice(0, count).map((id) => [id, [id]]));
  return [
    {
      slug: 'parents',
      what: 'parents',
      row: 'N58',
      most: 16,
      input: (count) => world(BUSY, [op(later('epoch', BUSY, { par: headsOf(count), t: NOW + 99 }), 'bob/phone')]),
      edit: (count) => put('par', headsOf(count)),
      at: '/ops/17',
      requirement: 'PRN-016',
      code: 'E_SIZE',
    },
    {
      slug: 'heads-of-log',
      what: 'heads of another log',
      most: 16,
      input: (count) => world(TEAM, [op(later('epoch', TEAM, { x: { [BOB.id]: headsOf(count) } }), AS_BOB)], [BUSY]),
      edit: (count) => put('x', { [BOB.id]: headsOf(count) }),
    },
    {
      slug: 'logs-in-x',
      what: 'other logs in x',
      most: 16,
      input: (count) => world(TEAM, [op(later('epoch', TEAM, { x: further(count) }), AS_BOB)], [BOB, ...HOMES]),
      edit: (count) => put('x', further(count)),
    },
    {
      slug: 'path-steps',
      what: 'steps of a path',
      most: 8,
      input: nested,
      edit: () => add('by/0', idOfNothing('step')),
    },
    {
      slug: 'cold-keys',
      what: 'public keys of cold keys',
      most: 8,
      input: (count) => ofBob('epoch', { keys: coldKeys(count) }),
      edit: (count) => put('keys', coldKeys(count)),
    },
  ];
}

function coldKeys(count: number): Value[] {
  return Array.from({ length: count }, (_, i) => craft.jwkOf(ed25519.publicKey(derive(`cold/${i}`))));
}

/** An op of the outermost of teams that lie in each other like boxes, by Bob in the innermost. */
function nested(steps: number): ValueObject {
  const logs: UserLog[] = [BOB];
  const path = (): string[] => logs.map(({ id }) => id).toReversed();
  while (logs.length < steps + 1) {
    const [who = ''] = path();
    const signer = { label: 'bob/phone', by: path() } as const;
    logs.push(team({ mem: [{ who, lvl: 40 }], signers: [signer], users: logs }));
  }
  const outermost = logs.pop();
  if (outermost === undefined) throw new RangeError('a path has a step');
  return world(outermost, [op(later('epoch', outermost, {}), { label: 'bob/phone', by: path() })], logs);
}

function limitsOfOffers(): Limit[] {
  const key = { ...actor('mallory/phone').jwk };
  const caps = (count: number): Value[] =>
    Array.from({ length: count }, (_, i) => ({ do: ['r'], col: NOTES, tag: `list ${i}` }));
  const offer = (...given: Value[]): ValueObject =>
    ofTeam('invite', { who: idOfNothing('guest'), lvl: 0, caps: given });
  const tagged = (tag: string): Value => ({ do: ['r'], col: NOTES, tag });
  const placed = (count: number): Value => ({ do: ['r'], col: `v:${'x'.repeat(count)}` });
  return [
    {
      slug: 'capabilities',
      what: 'capabilities of a guest',
      most: 16,
      input: (count) => offer(...caps(count)),
      edit: (count) => put('caps', caps(count)),
    },
    {
      slug: 'capability-tag',
      what: 'characters in the tag of a capability',
      most: 128,
      input: (count) => offer(tagged('\u{1f600}'.repeat(count))),
      edit: (count) => put('caps/0', tagged('\u{1f600}'.repeat(count))),
    },
    {
      slug: 'capability-collection',
      what: 'characters in the name of a collection in a capability',
      most: 128,
      input: (count) => offer(placed(count)),
      edit: (count) => put('caps/0', placed(count)),
    },
    {
      slug: 'invite-uses',
      what: 'uses of an invite',
      most: 65_535,
      input: (uses) => ofBob('invite', { key, lvl: 20, uses }),
      edit: (uses) => put('uses', uses),
    },
  ];
}

function limitsOfActs(): Limit[] {
  const last = (count: number): ValueObject => ({ [NOTES]: { [LAPTOP]: many(count) } });
  const through = (count: number): string[] => [LAPTOP, ...many(count - 1)];
  const named = (count: number): ValueObject => ({ [`v:${'x'.repeat(count)}`]: { [LAPTOP]: many(1) } });
  return [
    {
      slug: 'thru-steps',
      what: 'steps of thru',
      most: 7,
      input: (count) => ofAlice('remove', { who: LAPTOP, keep: true, thru: through(count) }),
      edit: (count) => put('thru', through(count)),
      by: ['alice/phone'],
    },
    {
      slug: 'tips',
      what: 'last records of a device in a collection',
      most: 8,
      input: (count) => ofBob('bound', { last: last(count) }),
      edit: (count) => put('last', last(count)),
    },
    {
      slug: 'tips-of-set',
      what: 'last records in a set',
      most: 8,
      input: (count) => ofAlice('set', { who: LAPTOP, lvl: 30, last: last(count) }),
      edit: (count) => put('last', last(count)),
      by: ['alice/phone'],
    },
    {
      slug: 'tips-collection',
      what: 'characters in the name of a collection in last',
      most: 128,
      input: (count) => ofBob('bound', { last: named(count) }),
      edit: (count) => put('last', named(count)),
    },
  ];
}

function limitsOfPolicies(): Limit[] {
  const fields = (count: number): ValueObject =>
    Object.fromEntries([...'abcdefghijklmnopq'].slice(0, count).map((name) => [name, 'x']));
  const rows: [slug: string, what: string, most: number, of: (count: number) => ValueObject][] = [
    ['policy-fields', 'fields of a policy', 16, fields],
    ['policy-name-characters', 'letters in the name of a field', 16, (count) => ({ ['a'.repeat(count)]: 'x' })],
    ['policy-characters', 'characters in a field', 64, (count) => ({ ring: 'x'.repeat(count) })],
    ['policy-characters-astral', 'astral characters in a field', 64, (count) => ({ ring: '\u{1f600}'.repeat(count) })],
  ];
  return rows.map(([slug, what, most, of]) => ({
    slug,
    what,
    most,
    input: (count) => ofBob('pol', { pol: of(count) }),
    edit: (count) => put('pol', of(count)),
  }));
}
