import { tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { printable } from '../output/printable.ts';
import { wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

/** `allod team rename`: gives a team another name. */
export const teamRename: Verb = defineVerb({
  path: 'team rename',
  summary: 'give a team another name',
  examples: [
    { does: 'For everybody in it', line: 'allod team rename Home "Our house"' },
    { does: 'As JSON', line: 'allod team rename Home Hut --json' },
  ],
  shape: (command) =>
    command.argument('<team>', 'its name, its id, or the beginning of it').argument('<name>', '1 to 64 characters'),
  run: (context, [text = '', name = '']) =>
    withClient(context, async (client) => {
      const team = await findTeam(client, text);
      const renamed = outcomeOf(await client.teams.rename(team.id, name));
      await tellChange(context, renamed, `${wordFor(team)} is called ${printable(name)} now.`);
    }),
});
