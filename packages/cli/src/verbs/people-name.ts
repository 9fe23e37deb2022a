import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { cellFor, shortId } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findWho } from '../whom.ts';

/** `allod people name`: what this user calls somebody. */
export const peopleName: Verb = defineVerb({
  path: 'people name',
  summary: 'give somebody a name, on all your devices; nobody else is told, but it is not encrypted yet',
  examples: [
    { does: 'A name of yours', line: 'allod people name Bob Robert' },
    { does: 'None of yours: then what they say of themselves', line: 'allod people name Bob' },
  ],
  shape: (command) =>
    command.argument('<who>', 'name or id').argument('[name]', '1 to 64 characters; none takes yours back'),
  run: (context, [whom = '', name]) =>
    withClient(context, async (client) => {
      const { id } = await findWho(client, whom);
      const hint = 'A name has 1 to 64 characters, none of them a control character.';
      const named = outcomeOf(await client.people.setName(id, name), { hint });
      const says =
        name === undefined
          ? `You have no name for ${cellFor(named)} any more.`
          : `${shortId(id)} is ${cellFor(named)} to you.`;
      await context.output.result(named, says);
    }),
});
