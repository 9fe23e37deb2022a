import { withClient } from '../context.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { proposalRows, proposalsOf } from '../vote-text.ts';
import { findTeam } from '../whom.ts';

/** `allod vote list`: what is proposed, and how it stands. */
export const voteList: Verb = defineVerb({
  path: 'vote list',
  summary: 'list what is proposed in teams, how it stands, and which votes do not count and why',
  examples: [
    { does: 'In all your teams', line: 'allod vote list' },
    { does: 'In one', line: 'allod vote list Home' },
  ],
  shape: (command) => command.argument('[team]', 'only what is proposed in this team'),
  run: (context, [text]) =>
    withClient(context, async (client) => {
      const { output } = context;
      const among = text === undefined ? await client.teams.list() : [await findTeam(client, text)];
      const proposals = await proposalsOf(client, among);
      const rows = proposals.flatMap((proposal) => proposalRows(proposal, output.isTerminal));
      await output.result(proposals, { heading: ['PROPOSAL', 'TEAM', 'WHAT', 'YES', 'YOU', 'STATE'], rows });
      if (proposals.length === 0) output.note('Nothing is proposed.');
    }),
});
