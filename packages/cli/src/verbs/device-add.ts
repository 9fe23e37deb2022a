import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readLink } from '../input/secret-text.ts';
import { LINK_WARNING } from '../link-warning.ts';
import { addRelayOption, checkRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options extends RelayOptions {
  readonly name?: string;
  readonly device?: string;
}

/** `allod device add`: makes this a device of a user who is there already. */
export const deviceAdd: Verb = defineVerb<Options>({
  path: 'device add',
  summary: 'make this a device of a user who is there already; reads the link of "device pair"',
  examples: [
    { does: 'The link is asked for', line: 'allod device add --home ./tablet < link.txt' },
    { does: 'With a name for the device', line: 'allod device add --device tablet --home ./tablet < link.txt' },
  ],
  shape: (command) =>
    addRelayOption(
      command
        .argument('[source]', '- for standard input; the link itself is never an argument')
        .option('--name <text>', 'what the user is called here')
        .option('--device <text>', 'what this device is called here'),
      'a relay to ask beside those that the link names',
    ),
  run,
});

async function run(context: Context, [source]: readonly string[], { name, device, relay }: Options): Promise<void> {
  const { output, home } = context;
  if (source !== undefined && source !== '-')
    throw wrongUsage('The link is read from standard input, or asked for: it is never an argument.');
  await checkRelays(relay);
  const link = await readLink(context);
  const { joinAsDevice } = await import('@allod/client');
  output.warn(LINK_WARNING);
  const named = { ...(name === undefined ? {} : { name }), ...(device === undefined ? {} : { device }) };
  const joined = outcomeOf(await joinAsDevice({ folder: home, link, relays: relay, ...named }));
  const rows = [
    ['user', joined.user],
    ['device', joined.kid],
    ['home', home],
  ];
  await output.result(joined, { heading: [], rows });
  output.warn('The key of this device is in the file keys.json of its home, without a passphrase.');
  for (const note of joined.notes) output.note(note);
  output.note('Next: `allod sync URL`, which fetches what your other devices have.');
}
