import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

/** `allod knock`: a link with which somebody can ask to be let into a team. */
export const knock: Verb = defineVerb<RelayOptions>({
  path: 'knock',
  summary: 'make a link with which somebody can ask to be let into a team; it holds no secret',
  examples: [
    { does: 'To put on a page', line: 'allod knock Home' },
    { does: 'With the relay that has the team', line: 'allod knock Home --relay ws://127.0.0.1:4321' },
  ],
  shape: (command) =>
    addRelayOption(
      command.argument('<team>', 'its name, its id, or the beginning of it'),
      'where the team is found; told at once',
    ),
  run: async (context, [text = ''], { relay }) => {
    await checkRelays(relay);
    await withClient(context, async (client) => {
      const team = await findTeam(client, text);
      const link = outcomeOf(await client.teams.knock(team.id, { relays: relay }));
      await context.output.result({ team: team.id, link }, link);
      context.output.note('Whoever opens it gets a text for an admin of the team, who then decides.');
      await tellRelays(context, client, relay);
    });
  },
});
