import type { Client, Outcome, ProposalView } from '@allod/client';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { defineVerb } from '../verb.ts';
import type { Verb, VerbShape } from '../verb.ts';
import { findProposal, tellProposal } from '../vote-text.ts';
import type { TeamProposal } from '../vote-text.ts';

type Words = Pick<VerbShape<object>, 'path' | 'summary' | 'examples'>;

/** A verb that does something with one proposal. */
function onProposal(words: Words, act: (client: Client, found: TeamProposal) => Promise<Outcome<ProposalView>>): Verb {
  return defineVerb({
    ...words,
    // An id may begin with a hyphen, as an option does.
    shape: (command) =>
      command
        .argument('<proposal>', 'its id, or the 6 or more characters that only it begins with')
        .allowUnknownOption(),
    run: (context, [text = '']) =>
      withClient(context, async (client) => {
        const hint = '`allod vote list` shows how it stands.';
        const acted = await act(client, await findProposal(client, text));
        const more = !acted.ok && acted.error.code === 'E_INPUT' ? { hint } : {};
        await tellProposal(context, outcomeOf(acted, more));
      }),
  });
}

/** `allod vote yes`: says yes, and signs once enough have. */
export const voteYes: Verb = onProposal(
  {
    path: 'vote yes',
    summary: 'say yes to a proposal; once enough have, the programs of those who did sign it by themselves',
    examples: [
      { does: 'By the beginning of its id', line: 'allod vote yes PROPOSAL' },
      { does: 'As JSON', line: 'allod vote yes PROPOSAL --json' },
    ],
  },
  ({ teams }, { team, id }) => teams.vote(team.id, id, true),
);

/** `allod vote no`: says no. */
export const voteNo: Verb = onProposal(
  {
    path: 'vote no',
    summary: 'say no to a proposal; until somebody has signed, the last word counts',
    examples: [
      { does: 'By the beginning of its id', line: 'allod vote no PROPOSAL' },
      { does: 'As JSON', line: 'allod vote no PROPOSAL --json' },
    ],
  },
  ({ teams }, { team, id }) => teams.vote(team.id, id, false),
);

/** `allod vote withdraw`: takes back what one has proposed. */
export const voteWithdraw: Verb = onProposal(
  {
    path: 'vote withdraw',
    summary: 'take back what you have proposed',
    examples: [
      { does: 'By the beginning of its id', line: 'allod vote withdraw PROPOSAL' },
      { does: 'As JSON', line: 'allod vote withdraw PROPOSAL --json' },
    ],
  },
  ({ teams }, { team, id }) => teams.withdraw(team.id, id),
);
