// What the claims of a snapshot look like. PRN-093.
import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import type { Value, ValueObject } from '../value.ts';
import { Plan } from './log-plan.ts';
import { FEW_NO_IDS } from './ops-faults.ts';
import { add, drop, put } from './ops-plan.ts';
import { checkInput } from './snap-plan.ts';
import { idOfNothing } from './users.ts';

type Row = readonly [slug: string, title: string, edit: EditPlan];

const manyIds = (count: number): string[] => Array.from({ length: count }, (_, i) => idOfNothing(`snap/${i}`));
const manyLogs = (count: number, heads: Value): ValueObject =>
  Object.fromEntries(manyIds(count).map((log) => [log, heads]));

/** Snapshots that break one rule about their form, and some that look strange and break none. */
export function formOfSnapshots(suite: Suite): void {
  const plan = new Plan().users('alice');
  suite.accepts('plain', 'a plain snapshot of a user', {
    requirements: ['PRN-093', 'PRN-098'],
    input: checkInput({ plan, in: 'alice', by: ['alice'] }),
  });
  write(suite, ['PRN-093', 'CNV-006'], [...noIds('log'), ...noIds('state')]);
  write(suite, ['PRN-093'], [...headsRows(), ...numberRows(), ...pathRows(), ['form-t-absent', 'no time', drop('t')]]);
  write(
    suite,
    ['CNV-018'],
    [
      ['form-t-negative', 't = −1', put('t', -1)],
      ['form-t-text', 'a time as text', put('t', '1')],
    ],
  );
  write(suite, ['CNV-021'], [['form-must-know', 'a claim that has to be understood', add('!final', true)]]);
  strange(suite);
}

function write(suite: Suite, requirements: readonly string[], rows: readonly Row[]): void {
  const [flag, code] = requirements.includes('CNV-021') ? ['Future', 'E_UPGRADE'] : ['Form', 'E_FORMAT'];
  for (const [slug, title, edit] of rows)
    suite.refuses(slug, `${title}: ${code}`, {
      requirements,
      flags: [flag],
      code,
      base: 'plain',
      fault: { ...edit, path: `/st#claims${edit.path}`, resigned: { by: 'alice/phone', with: 'Ed25519' } },
    });
}

function noIds(name: string): Row[] {
  return [
    [`form-${name}-absent`, `no ${name}`, drop(name)],
    ...FEW_NO_IDS.map(([slug, words, value]): Row => [`form-${name}-${slug}`, `${words} as ${name}`, put(name, value)]),
  ];
}

function headsRows(): Row[] {
  const [id = ''] = manyIds(1);
  return [
    ['form-heads-absent', 'no heads', drop('heads')],
    ['form-heads-id', 'a head outside of a list', put('heads', id)],
    ['form-heads-empty', 'an empty list of heads', put('heads', [])],
    ['form-heads-twice', 'one head twice', put('heads', [id, id])],
    ['form-heads-17', '17 heads', put('heads', manyIds(17))],
    ...FEW_NO_IDS.map(([slug, words, value]): Row => [
      `form-heads-${slug}`,
      `${words} as a head`,
      put('heads', [value]),
    ]),
  ];
}

function numberRows(): Row[] {
  const values: [string, string, Value][] = [
    ['0', 'n = 0', 0],
    ['negative', 'n = −1', -1],
    ['text', 'a number as text', '1'],
    ['null', 'null as n', null],
    ['true', 'true as n', true],
  ];
  return [
    ['form-n-absent', 'no n', drop('n')],
    ...values.map(([slug, title, n]): Row => [`form-n-${slug}`, title, put('n', n)]),
  ];
}

function pathRows(): Row[] {
  const [id = ''] = manyIds(1);
  return [
    ['form-by-empty', 'an empty path', add('by', [])],
    ['form-by-9', 'a path of nine steps', add('by', manyIds(9))],
    ['form-by-text', 'a path outside of a list', add('by', id)],
    ['form-by-null', 'a path of null', add('by', [null])],
    ['form-x-list', 'heads of other logs in a list', add('x', [id])],
    ['form-x-17', '17 other logs', add('x', manyLogs(17, [id]))],
    ['form-x-17-heads', '17 heads of another log', add('x', manyLogs(1, manyIds(17)))],
    ['form-x-empty-heads', 'another log without heads', add('x', manyLogs(1, []))],
    ['form-x-twice', 'one head of another log twice', add('x', manyLogs(1, [id, id]))],
    ['form-x-name', 'another log by a name', add('x', { sales: [id] })],
    ['form-x-null', 'null as a head of another log', add('x', manyLogs(1, [null]))],
  ];
}

function strange(suite: Suite): void {
  const plan = new Plan().user('alice', { 'alice/phone': 40, 'alice/laptop': 20 });
  const odd = (claims: ValueObject): ValueObject => checkInput({ plan, in: 'alice', by: ['alice/phone'], claims });
  const both = checkInput({
    plan,
    in: 'alice',
    by: ['alice/phone', 'alice/laptop'],
    claims: { by: [plan.id('alice')] },
  });
  const requirements = ['PRN-093', 'CNV-020'];
  const flags = ['AcceptedOddity'];
  suite.accepts('final', 'the claim final says nothing yet', {
    requirements,
    flags,
    kind: 'edge',
    input: odd({ final: true }),
  });
  suite.accepts('foreign-claims', 'claims of ops say nothing', {
    requirements,
    flags,
    kind: 'edge',
    input: odd({ k: 'add', par: [], keys: 1 }),
  });
  suite.accepts('x-empty', 'no other log in x', {
    requirements: ['PRN-093'],
    flags,
    kind: 'edge',
    input: odd({ x: {} }),
  });
  suite.accepts('t-later', 'a time ahead of every clock', {
    requirements: ['PRN-093', 'CNV-019'],
    flags,
    kind: 'edge',
    input: odd({ t: Number.MAX_SAFE_INTEGER }),
  });
  suite.refuses('by-and-sgn', 'a path outside the list of signers: E_FORMAT', {
    requirements: ['PRN-093'],
    flags: ['Form'],
    kind: 'edge',
    code: 'E_FORMAT',
    input: both,
  });
  const { st = '', logs = [] } = odd({});
  suite.refuses('batch', 'a snapshot in a batch: E_UPGRADE', {
    requirements: ['STM-026'],
    flags: ['Future'],
    kind: 'edge',
    code: 'E_UPGRADE',
    input: { st, bat: 'later', logs },
  });
  suite.refuses('op', 'an op in the place of a snapshot: E_TYP', {
    requirements: ['STM-010'],
    flags: ['Form'],
    kind: 'edge',
    code: 'E_TYP',
    input: { ...plan.statementOf('alice'), logs },
  });
}
