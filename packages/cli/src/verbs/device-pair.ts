import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readSpan } from '../input/duration.ts';
import { KEYS_WARNING } from '../link-warning.ts';
import { relativeTime } from '../output/times.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { readDeviceLevel } from '../roles.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options extends RelayOptions, QrOptions {
  readonly role: string;
  readonly expires: string;
  readonly keys?: boolean;
}

/** `allod device pair`: a link with which one more device becomes one of this user's. */
export const devicePair: Verb = defineVerb<Options>({
  path: 'device pair',
  summary: 'make a link with which a new device becomes one of yours',
  examples: [
    { does: 'Through a relay that both reach', line: 'allod device pair --relay ws://127.0.0.1:4321' },
    { does: 'A device that can only write, within an hour', line: 'allod device pair --role writer --expires 1h' },
  ],
  shape: (command) =>
    addRelayOption(
      addQrOption(
        command
          .option('--role <role>', 'what the device may do: writer, admin or owner', 'admin')
          .option('--expires <time>', 'for how long the link is good', '10m')
          .option('--keys', 'the link gives keys, too: the new device reads before another one has synced'),
        'the link',
      ),
      'where the new device finds this user; told at once',
    ),
  run,
});

async function run(context: Context, _: readonly string[], options: Options): Promise<void> {
  const { role, expires, relay, keys: givesKeys = false } = options;
  const level = readDeviceLevel(role);
  checkQr(context, options);
  const lastsMs = readSpan(expires);
  await checkRelays(relay);
  await withClient(context, async (client) => {
    const { output, now } = context;
    const offer = outcomeOf(await client.devices.offer({ level, lastsMs, relays: relay, givesKeys }));
    await output.result(offer, offer.link);
    await showQr(context, offer.link, options);
    const until = offer.exp === undefined ? '' : ` It ends ${relativeTime(offer.exp, now())}.`;
    output.warn(`Whoever has this link can become a device of yours.${until}`);
    if (givesKeys) output.warn(KEYS_WARNING);
    output.note('On the new device: `allod device add`, and paste the link when it is asked for.');
    if (relay.length === 0)
      output.note('The link names no relay: sync this home, and give the new device --relay URL.');
    await tellRelays(context, client, relay);
  });
}
