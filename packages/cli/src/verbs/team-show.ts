import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { teamRows } from '../team-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

/** `allod team show`: one team. */
export const teamShow: Verb = defineVerb({
  path: 'team show',
  summary: 'show a team, and what somebody should do something about',
  examples: [
    { does: 'By its name', line: 'allod team show Home' },
    { does: 'As JSON, with the heads of its log', line: 'allod team show Home --json' },
  ],
  shape: (command) => command.argument('<team>', 'its name, its id, or the beginning of it'),
  run: (context, [text = '']) =>
    withClient(context, async (client) => {
      const { output, now } = context;
      const team = outcomeOf(await client.teams.get((await findTeam(client, text)).id));
      await output.result(team, { heading: [], rows: teamRows(team, now()) });
      for (const warning of team.warnings) output.warn(warning);
    }),
});
