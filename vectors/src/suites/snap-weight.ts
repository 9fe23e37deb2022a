// principals/snapshot-weight: snapshots among the ops of logs. They change nothing. PRN-099.
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import type { ValueObject } from '../value.ts';
import { after, crew, type Plan } from './log-plan.ts';
import { logsOf, notesOf, snapshotOf } from './snap-plan.ts';
import { idOf, idOfNothing } from './users.ts';

/** Snapshots where ops are wanted. */
export function snapshotWeightSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/snapshot-weight',
      command: 'log.resolve',
      profile: 'principals',
      description: 'Snapshots that come as if they were ops: they are refused as such, and change nothing.',
      notes: notesOf('Weightless'),
    },
    resolveKeys('public'),
  );
  const plan = crew({ alice: 40, bob: 30, carol: 20 }).op('p', 'pol', {
    by: ['alice'],
    claims: { pol: { admit: 'open' } },
  });
  const snapshot = snapshotOf({ plan, by: ['alice'] });
  const wrong = snapshotOf({ plan, by: ['alice'], claims: { n: 2, state: idOfNothing('state') } });
  plan.remove('late', 'carol', { by: ['bob'], after });
  const named = crew({ alice: 40 }).op('q', 'pol', { by: ['alice'], claims: { pol: { admit: 'open' } } });
  const first = snapshotOf({ plan: named, by: ['alice'], after });
  named.op('child', 'pol', { by: ['alice'], after, claims: { par: [idOf(first)], pol: { admit: 'open' } } });
  write(suite, [
    ['first', 'a snapshot before all ops', inputOf(plan, [snapshot, ...opsOf(plan)])],
    ['beside', 'an op beside the heads of a snapshot, and behind it', inputOf(plan, [...opsOf(plan), snapshot])],
    ['wrong', 'a snapshot that says another state', inputOf(plan, [wrong, ...opsOf(plan)])],
    ['parent', 'an op that names a snapshot', inputOf(named, [...opsOf(named), first])],
  ]);
  return suite;
}

function write(suite: Suite, rows: readonly (readonly [slug: string, title: string, input: ValueObject])[]): void {
  for (const [slug, title, input] of rows)
    suite.accepts(slug, title, { requirements: ['PRN-099', 'STM-010'], flags: ['Weightless'], kind: 'edge', input });
}

function opsOf(plan: Plan): ValueObject[] {
  return plan.namesIn('team').map((name) => plan.statementOf(name));
}

function inputOf(plan: Plan, ops: ValueObject[]): ValueObject {
  const others = logsOf(plan).filter(({ id }) => id !== plan.id('team'));
  return { log: plan.id('team'), ops, others };
}
