// principals/forms-common: the claims that every op has, and what is not known of an op.
import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value } from '../value.ts';
import { AS_ID, FOREIGN, foreignTo, NO_IDS, NO_KEYS, SHOWN } from './ops-faults.ts';
import { add, drop, ofBob, ofTeam, opsSuite, put, refuseOps, type FormRow, type Target } from './ops-plan.ts';
import { opOrder } from './ops-order.ts';
import { BOB, idOfNothing } from './users.ts';

const ALONE: Target = { base: 'ok-epoch', by: ['bob/phone'] };
const IN_TEAM: Target = { base: 'ok-epoch-of-team', by: ['bob/phone'] };

/** The claims of every op, and what old software does with new ops. */
export function formsSuite(): Suite {
  const suite = opsSuite(
    'principals/forms-common',
    'Logs with one op that is judged by its form: the claims that all ops but the first have.',
    ['Form', 'Future', 'Order', 'AcceptedOddity'],
  );
  accepted(suite);
  growth(suite);
  logs(suite);
  parents(suite);
  paths(suite);
  heads(suite);
  coldKeys(suite);
  times(suite);
  opOrder(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const x = { [BOB.id]: [BOB.id] };
  const plan = { requirements: ['PRN-002', 'PRN-015', 'PRN-016'] };
  suite.accepts('ok-epoch', 'an op of a user', { ...plan, input: ofBob('epoch', { keys: [SHOWN] }) });
  suite.accepts('ok-epoch-of-team', 'an op of a team, with a path and heads', {
    ...plan,
    input: ofTeam('epoch', { x }),
  });
  const odd = { ...plan, kind: 'edge', flags: ['AcceptedOddity'] } as const;
  suite.accepts('odd-x-empty', 'no heads of no log', { ...odd, input: ofTeam('epoch', { x: {} }) });
  suite.accepts('odd-time-zero', 'an op of the first moment', {
    ...odd,
    requirements: ['PRN-001', 'CNV-018', 'CNV-019'],
    input: ofBob('epoch', { t: 0 }),
  });
  suite.accepts('odd-unknown-claims', 'claims that nobody knows are ignored', {
    ...odd,
    requirements: ['CNV-020', 'PRN-015'],
    input: ofBob('epoch', { name: 'autumn', Who: null, 'who!': [], KEYS: 7 }),
  });
  suite.accepts('odd-policy-in-epoch', 'a policy in an op of another kind is none', {
    ...odd,
    requirements: ['CNV-020', 'PRN-015', 'PRN-068'],
    input: ofBob('epoch', { pol: { admit: 'quorum' } }),
  });
  suite.accepts('odd-foreign-to-epoch', 'claims that only other kinds of ops have are ignored', {
    ...FOREIGN,
    input: ofBob('epoch', foreignTo([])),
  });
}

function growth(suite: Suite): void {
  const unknown: [string, string, Value][] = [
    ['k-unknown', 'an op of kind rotate is parked', 'rotate'],
    ['k-capital', 'Epoch is another kind', 'Epoch'],
    ['k-space', 'a space behind epoch makes another kind', 'epoch '],
    ['k-empty', 'the empty text is a kind that nobody knows', ''],
    ['k-plural', 'removes is another kind than remove', 'removes'],
    ['k-hostile', 'constructor is a kind that nobody knows', 'constructor'],
  ];
  refuseOps(
    suite,
    { target: ALONE, requirements: ['PRN-002'], code: 'E_UPGRADE', flag: 'Future' },
    unknown.map(([slug, title, value]): FormRow => [slug, title, put('k', value)]),
  );
  refuseOps(suite, { target: ALONE, requirements: ['CNV-021'], code: 'E_UPGRADE', flag: 'Future' }, [
    ['must-understand', 'a claim named !ring is parked', add('!ring', 1)],
    ['must-understand-known', 'a claim named !keys is none of those that are known', add('!keys', [])],
    ['must-understand-bare', 'a claim named !', add('!', null)],
  ]);
  refuseOps(suite, { target: ALONE, requirements: ['PRN-001'] }, [
    ['k-absent', 'an op without k', drop('k')],
    ['k-null', 'null as k', put('k', null)],
    ['k-list', 'a list of one kind as k', put('k', ['epoch'])],
    ['t-absent', 'an op without t', drop('t')],
  ]);
}

function noIds(name: string, edit: (value: Value) => EditPlan): FormRow[] {
  return NO_IDS.map(([slug, words, value]) => [`${name}-${slug}`, `${words} as ${name}`, edit(value)]);
}

function logs(suite: Suite): void {
  refuseOps(suite, { target: ALONE }, [['log-absent', 'an op without log', drop('log')]]);
  refuseOps(
    suite,
    { target: ALONE, requirements: AS_ID },
    noIds('log', (value) => put('log', value)),
  );
}

function parents(suite: Suite): void {
  const id = BOB.id;
  refuseOps(suite, { target: ALONE }, [
    ['par-absent', 'an op without par', drop('par')],
    ['par-null', 'null as par', put('par', null)],
    ['par-text', 'one id in place of a list', put('par', id)],
    ['par-object', 'parents by name', put('par', { [id]: true })],
    ['par-empty', 'an empty list of parents', put('par', [])],
    ['par-twice', 'one parent twice', put('par', [id, id])],
    ['par-twice-apart', 'one parent twice, with another between', put('par', [id, idOfNothing('par'), id])],
  ]);
  refuseOps(
    suite,
    { target: ALONE, requirements: AS_ID },
    noIds('par-item', (value) => put('par/0', value)),
  );
}

function paths(suite: Suite): void {
  refuseOps(suite, { target: IN_TEAM }, [
    ['by-null', 'null as path', put('by', null)],
    ['by-text', 'one id in place of a path', put('by', BOB.id)],
    ['by-empty', 'an empty path', put('by', [])],
    ['by-object', 'a path as an object', put('by', { by: [BOB.id] })],
  ]);
  refuseOps(
    suite,
    { target: IN_TEAM, requirements: AS_ID },
    noIds('by-item', (value) => put('by/0', value)),
  );
}

function heads(suite: Suite): void {
  const { id } = BOB;
  refuseOps(suite, { target: IN_TEAM }, [
    ['x-null', 'null as heads', put('x', null)],
    ['x-list', 'a list of heads without their logs', put('x', [id])],
    ['x-text', 'one id as heads', put('x', id)],
    ['x-log-null', 'null as heads of a log', put('x', { [id]: null })],
    ['x-log-text', 'one id in place of the heads of a log', put('x', { [id]: id })],
    ['x-log-empty', 'a log without heads', put('x', { [id]: [] })],
    ['x-log-twice', 'a head twice', put('x', { [id]: [id, id] })],
    ['x-log-name', 'a log whose name is no id', put('x', { [id]: [id], bob: [id] })],
    ['x-log-name-empty', 'a log without name', put('x', { '': [id] })],
  ]);
  refuseOps(
    suite,
    { target: IN_TEAM, requirements: AS_ID },
    noIds('x-head', (value) => put('x', { [id]: [value] })),
  );
  refuseOps(suite, { target: IN_TEAM, requirements: ['PRN-015', 'CNV-017'] }, [
    ['x-proto', 'a log named __proto__', { op: 'splice', path: '', from: '"x":{', to: `"x":{"__proto__":["${id}"],` }],
  ]);
}

function coldKeys(suite: Suite): void {
  refuseOps(suite, { target: ALONE }, [
    ['keys-null', 'null as keys', put('keys', null)],
    ['keys-jwk', 'one key in place of a list', put('keys', SHOWN)],
    ['keys-empty', 'an empty list of keys', put('keys', [])],
    ...NO_KEYS.map(([slug, words, value]): FormRow => [
      `keys-item-${slug}`,
      `${words} among the keys`,
      put('keys/0', value),
    ]),
  ]);
}

function times(suite: Suite): void {
  refuseOps(suite, { target: ALONE, requirements: ['CNV-018'] }, [
    ['t-negative', 't = −1', put('t', -1)],
    ['t-text', 't as text', put('t', '1790000000000000')],
    ['t-null', 'null as t', put('t', null)],
  ]);
}
