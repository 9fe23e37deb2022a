import { mustConfirm, tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { deviceMeant } from '../whom.ts';

interface Options {
  readonly retired?: boolean;
}

/** `allod device remove`: ends a device of this user. */
export const deviceRemove: Verb = defineVerb<Options>({
  path: 'device remove',
  summary: 'end a device of yours that is lost, and cut it in your teams',
  examples: [
    { does: 'A phone that was lost', line: 'allod device remove phone --yes' },
    { does: 'One whose key you have destroyed', line: 'allod device remove phone --retired --yes' },
  ],
  // A key may begin with a hyphen, as an option does.
  shape: (command) =>
    command
      .argument('<device>', 'its name, its key, or the 6 or more characters that only it begins with')
      .option('--retired', 'its key was destroyed, and is in nobody else’s hands'),
  run: (context, [text = ''], { retired }) =>
    withClient(context, async (client) => {
      const { word, more } = await deviceMeant(client, text);
      await mustConfirm(context, `${word} would be no device of yours any more, whatever is on it.`, word);
      const why = retired === true ? 'retired' : 'lost';
      const removed = outcomeOf(await client.devices.remove(text, { why }), more);
      await tellChange(
        context,
        removed,
        `${word} is no device of yours any more: what it signs from now on counts nowhere.`,
      );
    }),
});
