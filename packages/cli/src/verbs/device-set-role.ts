import { mustConfirm, tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readDeviceLevel } from '../roles.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { deviceMeant } from '../whom.ts';

/** `allod device set-role`: what a device of this user may do from now on. */
export const deviceSetRole: Verb = defineVerb({
  path: 'device set-role',
  summary: 'change what a device of yours may do',
  examples: [
    { does: 'A phone that only writes', line: 'allod device set-role phone writer' },
    { does: 'One that may do everything', line: 'allod device set-role phone owner' },
  ],
  shape: (command) =>
    command
      .argument('<device>', 'its name, its key, or the 6 or more characters that only it begins with')
      .argument('<role>', 'writer, admin or owner'),
  run: async (context, [text = '', role = '']) => {
    const level = readDeviceLevel(role);
    await withClient(context, async (client) => {
      const { word, isThis, more } = await deviceMeant(client, text);
      const question = `${word} is this device: only another one can make it more than ${level} again.`;
      if (isThis) await mustConfirm(context, question, word);
      const changed = outcomeOf(await client.devices.setLevel(text, level), more);
      await tellChange(context, changed, `${word} is ${level} now.`);
    });
  },
});
