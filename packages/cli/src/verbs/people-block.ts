import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findWho } from '../whom.ts';

/** `allod people block`: nothing that somebody sends is to be taken up. */
export const peopleBlock: Verb = defineVerb({
  path: 'people block',
  summary: 'block somebody: their invites and requests cannot be accepted; they are not told',
  examples: [
    { does: 'By name', line: 'allod people block Bob' },
    { does: 'As JSON', line: 'allod people block Bob --json' },
  ],
  shape: (command) => command.argument('<who>', 'name or id'),
  run: (context, [whom = '']) =>
    withClient(context, async (client) => {
      const blocked = outcomeOf(await client.people.block((await findWho(client, whom)).id));
      await context.output.result(blocked, `${wordFor(blocked)} is blocked. Nobody is told.`);
      context.output.note(
        'In teams that you are both in nothing changes: `allod team remove` or `allod team leave` does that.',
      );
    }),
});

/** `allod people unblock`: takes a block back. */
export const peopleUnblock: Verb = defineVerb({
  path: 'people unblock',
  summary: 'take a block back',
  examples: [
    { does: 'By name', line: 'allod people unblock Bob' },
    { does: 'As JSON', line: 'allod people unblock Bob --json' },
  ],
  shape: (command) => command.argument('<who>', 'name or id'),
  run: (context, [whom = '']) =>
    withClient(context, async (client) => {
      const free = outcomeOf(await client.people.unblock((await findWho(client, whom)).id));
      await context.output.result(free, `${wordFor(free)} is not blocked.`);
    }),
});
