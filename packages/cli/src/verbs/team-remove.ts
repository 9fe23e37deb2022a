import { mustConfirm, tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam, findWho } from '../whom.ts';

/** `allod team remove`: ends somebody's membership. */
export const teamRemove: Verb = defineVerb({
  path: 'team remove',
  summary: 'remove somebody from a team',
  examples: [
    { does: 'By name', line: 'allod team remove Home Bob --yes' },
    { does: 'As JSON', line: 'allod team remove Home Bob --yes --json' },
  ],
  shape: (command) =>
    command
      .argument('<team>', 'its name, its id, or the beginning of it')
      .argument('<who>', 'name or id of the member, or of a team in it'),
  run: (context, [text = '', whom = '']) =>
    withClient(context, async (client) => {
      const team = await findTeam(client, text);
      const who = await findWho(client, whom);
      const [here, them] = [wordFor(team), wordFor(who)];
      await mustConfirm(context, `${them} would be in ${here} no more. What was done before stays.`, team.name ?? here);
      const hint = `\`allod team members\` lists who is in it.`;
      const removed = await client.teams.remove(team.id, who.id);
      const more = !removed.ok && removed.error.code === 'E_NOT_FOUND' ? { hint } : {};
      const says = `${them} is in ${here} no more. What was done before stays; what is done beside this counts for nothing.`;
      await tellChange(context, outcomeOf(removed, more), says);
    }),
});
