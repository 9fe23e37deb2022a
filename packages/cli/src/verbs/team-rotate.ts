import { tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

/** `allod team rotate`: a new key for a team. */
export const teamRotate: Verb = defineVerb({
  path: 'team rotate',
  summary: 'make a new key for a team: what is written from now on opens for its members alone',
  examples: [
    { does: 'After a key may have got into other hands', line: 'allod team rotate Home' },
    { does: 'As JSON', line: 'allod team rotate Home --json' },
  ],
  shape: (command) => command.argument('<team>', 'its name, its id, or the beginning of it'),
  run: (context, [text = '']) =>
    withClient(context, async (client) => {
      const team = await findTeam(client, text);
      const rotated = outcomeOf(await client.keys.rotate(team.id));
      const says = `${wordFor(team)} has a new key. Links to its collections and records open nothing that is written from now on.`;
      await tellChange(context, rotated, says);
      context.output.note('Removing somebody makes a new key by itself. What he could read before, he can read still.');
    }),
});
