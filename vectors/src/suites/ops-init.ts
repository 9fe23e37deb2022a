// principals/forms-init: the first op of a team, claim by claim, and the policy that a first op may set.
import { derive, x25519Jwk, type Label } from '../actors.ts';
import type { EditPlan } from '../fault.ts';
import { NOW } from '../statement.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { CLAIMS } from './init-plan.ts';
import { badPolicies } from './ops-acts.ts';
import { FEW_NO_IDS } from './ops-faults.ts';
import { AS_BOB, opsSuite, team, userOf, world, type OpSigner } from './ops-plan.ts';
import { BOB, idOfNothing, initOp, logInput, OP, rootEntry, saltOf, spoil } from './users.ts';

const DAVE = userOf('dave', 'dave/phone');
const AS_DAVE: OpSigner = { label: 'dave/phone', by: [DAVE.id] };
const OWNER = { who: BOB.id, lvl: 40 };
const POLICY = { admit: 'quorum' };

/** What is changed, in which accepted op, and who signs it again. */
interface Base {
  readonly base: string;
  readonly by: readonly Label[];
}

const ALONE: Base = { base: 'ok-team', by: ['bob/phone'] };
const TWO: Base = { base: 'ok-team-of-two', by: ['bob/phone', 'dave/phone'] };
const USER: Base = { base: 'ok-user-policy', by: ['bob/phone'] };

type Row = readonly [slug: string, title: string, edit: EditPlan];

const put = (path: string, value: Value): EditPlan => ({ op: 'replace', path: `${CLAIMS}/${path}`, value });
const add = (path: string, value: Value): EditPlan => ({ op: 'add', path: `${CLAIMS}/${path}`, value });
const drop = (path: string): EditPlan => ({ op: 'remove', path: `${CLAIMS}/${path}` });

/** The first op of a team. */
export function formsOfInitSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-init',
    'First ops that are judged by their form: those of teams, and the policy that a first op may set.',
    ['Form', 'Beside', 'Level', 'Limit', 'Future', 'AcceptedOddity'],
  );
  accepted(suite);
  refusedClaims(suite);
  refusedPaths(suite);
  refusedEntries(suite);
  refusedMembers(suite);
  refusedPolicies(suite);
  reserved(suite);
  limits(suite);
  return suite;
}

interface Plan {
  readonly base: Base;
  readonly requirements?: readonly string[];
  readonly flag?: string;
}

function refuseAll(suite: Suite, plan: Plan, rows: readonly Row[]): void {
  const { base, requirements = ['PRN-013'], flag = 'Form' } = plan;
  const resigned = { by: base.by, at: OP };
  for (const [slug, title, edit] of rows) {
    suite.refuses(slug, `${title}: E_FORMAT`, {
      requirements,
      flags: [flag],
      code: 'E_FORMAT',
      base: base.base,
      fault: spoil({ base: suite.inputOf(base.base), edits: [edit], resigned }),
    });
  }
}

function teamInput(mem: Value[], claims: ValueObject = {}): ValueObject {
  return world(team({ mem, signers: [AS_BOB], users: [BOB], claims }), [], [BOB]);
}

function accepted(suite: Suite): void {
  const plan = { requirements: ['PRN-003', 'PRN-006', 'PRN-007', 'PRN-013'] };
  const enc = x25519Jwk(derive('bob/kit/enc'));
  suite.accepts('ok-team', 'a team of an owner and a cold key, with a policy', {
    ...plan,
    input: teamInput([OWNER, rootEntry('bob', { enc })], { pol: POLICY }),
  });
  const two = team({ mem: [OWNER, { who: DAVE.id, lvl: 10 }], signers: [AS_BOB, AS_DAVE], users: [BOB, DAVE] });
  suite.accepts('ok-team-of-two', 'a team of an owner and a reader', {
    ...plan,
    input: world(two, [], [BOB, DAVE]),
  });
  suite.accepts('ok-user-policy', 'a user with a policy', {
    requirements: ['PRN-004', 'PRN-068'],
    input: logInput(initOp({ by: ['bob/phone'], claims: { salt: saltOf('bob'), pol: POLICY } })),
  });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  suite.accepts('odd-team-unknown', 'claims that nobody knows are ignored', {
    ...odd,
    requirements: ['CNV-020', 'PRN-013'],
    input: teamInput([OWNER], { name: 'choir', log: null, par: [] }),
  });
  suite.accepts(
    'odd-team-claims-of-ops',
    'claims that only later ops have are ignored, and nobody waits for what they name',
    {
      ...odd,
      requirements: ['CNV-020', 'PRN-013', 'PRN-019'],
      input: teamInput([OWNER], { log: idOfNothing('log'), par: [idOfNothing('par')], ref: idOfNothing('ref') }),
    },
  );
  const user = { log: idOfNothing('log'), par: [idOfNothing('par')], ref: idOfNothing('ref') };
  const names: [slug: string, title: string, claims: ValueObject][] = [
    ['claims-of-ops', 'the same in the first op of a user', user],
    ['by', 'the first op of a user has no path', { by: [idOfNothing('by')] }],
    ['x', 'the first op of a user names no other log', { x: { [idOfNothing('log')]: [idOfNothing('head')] } }],
    ['x-form', 'what stands in x of the first op of a user has no form', { x: 7, by: null, keys: [] }],
  ];
  for (const [slug, title, claims] of names) {
    suite.accepts(`odd-user-${slug}`, title, {
      ...odd,
      requirements: ['CNV-020', 'PRN-004'],
      input: logInput(initOp({ by: ['bob/phone'], claims })),
    });
  }
  suite.accepts('odd-team-root-first', 'a cold key before the owner', {
    ...odd,
    input: teamInput([rootEntry('bob'), OWNER]),
  });
}

/** PRN-092 */
function reserved(suite: Suite): void {
  for (const [name, value] of Object.entries<Value>({ thr: 2, of: [idOfNothing('one'), idOfNothing('two')] })) {
    suite.refuses(`team-root-${name}`, `a root entry of a team with ${name}: E_UPGRADE`, {
      requirements: ['PRN-092'],
      flags: ['Future'],
      code: 'E_UPGRADE',
      base: 'ok-team',
      fault: spoil({
        base: suite.inputOf('ok-team'),
        edits: [add(`mem/1/${name}`, value)],
        resigned: { by: ALONE.by, at: OP },
      }),
    });
  }
}

function refusedClaims(suite: Suite): void {
  refuseAll(suite, { base: ALONE, requirements: ['PRN-013'] }, [
    ['team-salt-absent', 'a team without salt', drop('salt')],
    ['team-salt-null', 'null as salt of a team', put('salt', null)],
    ['team-salt-15', 'a salt of 15 bytes for a team', put('salt', saltOf('team').slice(0, 20))],
    ['team-salt-32', 'a salt of 32 bytes for a team', put('salt', idOfNothing('salt'))],
    ['team-mem-absent', 'a team without mem', drop('mem')],
    ['team-mem-null', 'null as members of a team', put('mem', null)],
    ['team-mem-empty', 'an empty list of members of a team', put('mem', [])],
    ['team-mem-entry', 'an entry in place of the list of a team', put('mem', OWNER)],
    ['team-mem-by-id', 'levels by the ids of the members', put('mem', { [BOB.id]: 40 })],
  ]);
  refuseAll(suite, { base: ALONE, requirements: ['PRN-001'] }, [['team-t-absent', 'a team without t', drop('t')]]);
  refuseAll(suite, { base: ALONE, requirements: ['CNV-018'] }, [
    ['team-t-negative', 'a team with t = −1', put('t', -1)],
  ]);
}

function refusedPaths(suite: Suite): void {
  const { id } = BOB;
  refuseAll(suite, { base: ALONE }, [
    ['team-by-null', 'null as path to a team', put('by', null)],
    ['team-by-text', 'one id in place of a path to a team', put('by', id)],
    ['team-by-empty', 'an empty path to a team', put('by', [])],
    ['team-x-null', 'null as heads of a team', put('x', null)],
    ['team-x-list', 'a list of heads of a team', put('x', [id])],
    ['team-x-empty', 'a log without heads in a team', put('x', { [id]: [] })],
    ['team-x-twice', 'a head twice in a team', put('x', { [id]: [id, id] })],
    ['team-x-name', 'a log that is no id in a team', add('x/bob', [id])],
    ['team-x-17', 'heads of 17 logs in a team', put('x', Object.fromEntries(many(17).map((log) => [log, [id]])))],
    ['team-x-heads-17', '17 heads of a log in a team', put('x', { [id]: many(17) })],
    ['team-by-9', 'a path of nine steps to a team', put('by', many(9))],
  ]);
  refuseAll(suite, { base: ALONE, requirements: ['PRN-013', 'CNV-006'] }, [
    ...FEW_NO_IDS.map(([slug, words, value]): Row => [
      `team-by-item-${slug}`,
      `${words} on a path to a team`,
      put('by/0', value),
    ]),
    ...FEW_NO_IDS.map(([slug, words, value]): Row => [
      `team-head-${slug}`,
      `${words} as head in a team`,
      put('x', { [id]: [value] }),
    ]),
  ]);
  refuseAll(suite, { base: TWO, flag: 'Beside' }, [
    ['team-by-and-sgn', 'a path outside the list of signers of a team', add('by', [id])],
  ]);
}

function many(count: number): string[] {
  return Array.from({ length: count }, (_, i) => idOfNothing(`many/${i}`));
}

function refusedEntries(suite: Suite): void {
  const entry = 'mem/1';
  const numbers = [0, 15, 50, -10];
  refuseAll(suite, { base: TWO, flag: 'Level' }, [
    ...numbers.map((lvl): Row => [
      `team-lvl-${lvl < 0 ? `minus-${-lvl}` : lvl}`,
      `a member of a team at level ${lvl}`,
      put(`${entry}/lvl`, lvl),
    ]),
    ['team-lvl-absent', 'a member of a team without level', drop(`${entry}/lvl`)],
    ['team-lvl-text', 'a level of a team as text', put(`${entry}/lvl`, '10')],
    ['team-lvl-null', 'null as level of a team', put(`${entry}/lvl`, null)],
  ]);
  refuseAll(suite, { base: TWO, requirements: ['PRN-013', 'CNV-006'] }, [
    ['team-who-absent', 'a member of a team without who', drop(`${entry}/who`)],
    ...FEW_NO_IDS.map(([slug, words, value]): Row => [
      `team-who-${slug}`,
      `${words} as member of a team`,
      put(`${entry}/who`, value),
    ]),
  ]);
  refuseAll(suite, { base: TWO }, [
    ['team-entry-null', 'null as entry of a team', put(entry, null)],
    ['team-entry-text', 'an id as entry of a team', put(entry, DAVE.id)],
    ['team-entry-more', 'an entry of a team with a name', add(`${entry}/name`, 'Dave')],
    ['team-entry-caps', 'capabilities in the entry of a team', add(`${entry}/caps`, [{ do: ['r'], col: 'v:a' }])],
    ['team-entry-kid', 'a device as entry of a team', put(entry, { kid: DAVE.id, lvl: 20 })],
  ]);
  refuseAll(suite, { base: ALONE }, [
    ['team-root-level', 'a cold key of a team at level 40', put(`${entry}/lvl`, 40)],
    ['team-root-kid', 'a cold key of a team without kid', drop(`${entry}/kid`)],
    ['team-root-who', 'a cold key of a team with who', add(`${entry}/who`, DAVE.id)],
    ['team-root-enc', 'a cold key of a team with half a key for encryption', drop(`${entry}/enc/x`)],
    ['team-root-enc-null', 'a cold key of a team with null as key for encryption', put(`${entry}/enc`, null)],
    [
      'team-root-sig',
      'a cold key of a team with a signing key',
      add(`${entry}/sig`, { ...x25519Jwk(derive('bob/kit/enc')) }),
    ],
  ]);
}

function refusedMembers(suite: Suite): void {
  const [second, third] = ['mem/1', 'mem/2'];
  refuseAll(suite, { base: TWO, requirements: ['PRN-006'], flag: 'Beside' }, [
    ['team-member-twice', 'a member of a team twice', add(third, { who: DAVE.id, lvl: 10 })],
    ['team-member-twice-levels', 'a member of a team at two levels', add(third, { who: BOB.id, lvl: 10 })],
  ]);
  refuseAll(suite, { base: ALONE, requirements: ['PRN-006'], flag: 'Beside' }, [
    ['team-root-twice', 'a cold key of a team twice', add(second, rootEntry('bob'))],
  ]);
  refuseAll(suite, { base: TWO, requirements: ['PRN-007'], flag: 'Level' }, [
    ['team-owner-absent', 'a team of an admin and a reader', put('mem/0/lvl', 30)],
    ['team-owner-gone', 'a team of a reader alone', drop('mem/0')],
  ]);
  refuseAll(suite, { base: ALONE, requirements: ['PRN-007'], flag: 'Level' }, [
    ['team-owner-root', 'a team of a cold key alone', drop('mem/0')],
  ]);
}

function refusedPolicies(suite: Suite): void {
  const policies = (name: string): Row[] =>
    badPolicies().map(([slug, title, value]) => [`${name}-${slug}`, `${title} of a ${name}`, put('pol', value)]);
  refuseAll(suite, { base: ALONE }, policies('team'));
  refuseAll(suite, { base: USER, requirements: ['PRN-004'] }, policies('user'));
}

/** As many cold keys beside the owner. */
function limits(suite: Suite): void {
  const plan = { requirements: ['PRN-013'], flags: ['Limit'] };
  const roots = (count: number): Value[] => Array.from({ length: count }, (_, i) => rootEntry(`root/${i}`));
  const input = (count: number): ValueObject => teamInput([OWNER, ...roots(count - 1)], { t: NOW + 1 });
  suite.accepts('team-members-limit-minus-1', '15 members of a team', { ...plan, kind: 'edge', input: input(15) });
  suite.accepts('team-members-limit-exact', '16 members of a team', { ...plan, kind: 'edge', input: input(16) });
  refuseAll(suite, { base: { base: 'team-members-limit-exact', by: ['bob/phone'] }, flag: 'Limit' }, [
    ['team-members-limit-plus-1', '17 members of a team', add('mem/16', rootEntry('root/16'))],
  ]);
}
