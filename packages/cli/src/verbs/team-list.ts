import { withClient } from '../context.ts';
import { cellFor, idCell, wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod team list`: the teams in which this user is. */
export const teamList: Verb = defineVerb({
  path: 'team list',
  summary: 'list the teams you are in, also through other teams',
  examples: [
    { does: 'All of them', line: 'allod team list' },
    { does: 'As JSON', line: 'allod team list --json' },
  ],
  run: (context) =>
    withClient(context, async ({ teams }) => {
      const { output } = context;
      const found = await teams.list();
      const rows = found.map((team) => [
        cellFor(team),
        team.role,
        team.via.map(wordFor).join(' in '),
        String(team.members),
        idCell(team.id, output.isTerminal),
      ]);
      await output.result(found, { heading: ['TEAM', 'YOU ARE', 'THROUGH', 'MEMBERS', 'ID'], rows });
      if (found.length === 0)
        output.note('You are in no team yet: `allod team create NAME`, or `allod open` with a link.');
    }),
});
