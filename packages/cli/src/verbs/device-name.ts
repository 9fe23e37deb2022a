import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod device name`: what a device is called on all devices of its user. */
export const deviceName: Verb = defineVerb({
  path: 'device name',
  summary: 'name a device, on all your devices',
  examples: [
    { does: 'By the name it had', line: 'allod device name phone "old phone"' },
    { does: 'As JSON', line: 'allod device name phone tablet --json' },
  ],
  shape: (command) =>
    command.argument('<device>', 'its name, its key, or the beginning of it').argument('<text>', 'its new name'),
  run: (context, [device = '', text = '']) =>
    withClient(context, async ({ devices }) => {
      const hint = 'A name has 1 to 64 characters; `allod device list` shows your devices.';
      const named = outcomeOf(await devices.setName(device, text), { hint });
      await context.output.result(named, `It is called ${wordFor(named)} now.`);
    }),
});
