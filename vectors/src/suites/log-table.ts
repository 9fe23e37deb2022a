// principals/beside: the table of chapter 03 §6.4, row by row, and what stands around it.
import { resolveKeys } from '../statement.ts';
import { Suite } from '../suite.ts';
import { LOG_NOTES } from './log-notes.ts';
import { Plan } from './log-plan.ts';
import { scenario } from './log-scenario.ts';

/** Ops beside each other in the log of a team. */
export function besideSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/beside',
      command: 'log.resolve',
      profile: 'principals',
      description:
        'Logs of teams in which ops stand beside each other: the table of chapter 03 §6.4, and what is like its rows.',
      notes: LOG_NOTES,
    },
    resolveKeys('public'),
  );
  removals(suite);
  raises(suite);
  joins(suite);
  majorities(suite);
  leaving(suite);
  belowThem(suite);
  return suite;
}

const after = ['team'] as const;
const crew = (levels: Readonly<Record<string, number>>): Plan => new Plan().users(...Object.keys(levels)).team(levels);
const FLAGS = { flags: ['Beside'] };

function removals(suite: Suite): void {
  scenario(suite, 'remover-removed', 'an owner removes an admin, who removes a writer beside it: the writer stays', {
    ...FLAGS,
    requirements: ['PRN-012', 'PRN-058', 'PRN-059', 'PRN-065'],
    plan: crew({ alice: 40, bob: 30, carol: 20 })
      .remove('x', 'bob', { by: ['alice'], after })
      .remove('y', 'carol', { by: ['bob'], after }),
    expect: { members: { alice: 40, carol: 20 }, struck: ['y'] },
  });
  scenario(
    suite,
    'removed-and-added',
    'N51 an admin removes a member whom another admin adds beside it: the member is out',
    {
      ...FLAGS,
      requirements: ['PRN-036', 'PRN-058'],
      plan: crew({ alice: 40, bob: 30, carol: 30, dave: 20 })
        .remove('x', 'dave', { by: ['bob'], after })
        .add('y', 'dave', 20, { by: ['carol'], after }),
      expect: { members: { alice: 40, bob: 30, carol: 30 }, refused: { y: ['E_NOT_AUTHORIZED', 'PRN-036'] } },
    },
  );
  scenario(suite, 'removed-seen-and-added', 'whoever adds a member again has seen the removal', {
    ...FLAGS,
    requirements: ['PRN-026', 'PRN-058'],
    plan: crew({ alice: 40, bob: 30, carol: 30, dave: 20 })
      .remove('x', 'dave', { by: ['bob'] })
      .add('y', 'dave', 10, { by: ['carol'] }),
    expect: { members: { alice: 40, bob: 30, carol: 30, dave: 10 } },
  });
}

function raises(suite: Suite): void {}
function joins(suite: Suite): void {}
function majorities(suite: Suite): void {}
function leaving(suite: Suite): void {}
function belowThem(suite: Suite): void {}
