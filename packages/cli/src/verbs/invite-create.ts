import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readSpan } from '../input/duration.ts';
import { readWholeNumber } from '../input/whole-number.ts';
import { KEYS_WARNING } from '../link-warning.ts';
import { relativeTime } from '../output/times.ts';
import { wordFor } from '../named.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { addGuestOptions, guestRights, readRole } from '../roles.ts';
import type { GuestOptions } from '../roles.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam, findWho } from '../whom.ts';

const MAX_USES = 65_535;

interface Options extends RelayOptions, GuestOptions, QrOptions {
  readonly role: string;
  readonly uses?: string;
  readonly expires: string;
  readonly to?: string;
  readonly keys?: boolean;
}

/** `allod invite create`: a link with which somebody can join a team. */
export const inviteCreate: Verb = defineVerb<Options>({
  path: 'invite create',
  summary: 'make a link with which somebody joins a team, while you may be away',
  examples: [
    {
      does: 'For one person, through a relay, also for a camera',
      line: 'allod invite create Home --relay ws://127.0.0.1:4321 --qr',
    },
    { does: 'For five readers, until tomorrow', line: 'allod invite create Home --role reader --uses 5 --expires 1d' },
  ],
  shape: (command) =>
    addRelayOption(
      addGuestOptions(
        addQrOption(
          command
            .argument('<team>', 'its name, its id, or the beginning of it')
            .option('--role <role>', 'reader, writer, admin, owner or guest', 'writer')
            .option('--uses <count>', 'how many can join with it: 1 unless you say so')
            .option('--expires <time>', 'for how long it is good', '7d')
            .option('--keys', 'the link gives keys, too: whoever joins reads before a member has synced')
            .option('--to <who>', 'somebody by name or id: nobody else can use the link then'),
          'the link',
        ),
      ),
      'where whoever opens the link finds the team; told at once',
    ),
  run,
});

async function run(context: Context, [text = '']: readonly string[], options: Options): Promise<void> {
  const role = await readRole(options.role);
  const rights = guestRights(role, options);
  const lastsMs = readSpan(options.expires);
  const uses =
    options.uses === undefined
      ? {}
      : { uses: readWholeNumber(options.uses, { option: '--uses', min: 1, max: MAX_USES }) };
  if (options.to !== undefined && options.uses !== undefined)
    throw wrongUsage('--uses is for a link that anybody can use, and --to names one person.');
  const { keys: givesKeys = false } = options;
  if (givesKeys && (options.to !== undefined || role === 'guest'))
    throw wrongUsage('--keys is for a link that is a secret: not beside --to, and not for a guest.');
  checkQr(context, options);
  await checkRelays(options.relay);
  await withClient(context, async (client) => {
    const { output, now } = context;
    const team = await findTeam(client, text);
    const to = options.to === undefined ? undefined : await findWho(client, options.to);
    const named = to === undefined ? {} : { to: to.id };
    const offer = { role, lastsMs, ...uses, ...rights, ...named, givesKeys, relays: options.relay };
    const invited = outcomeOf(await client.teams.invite(team.id, offer));
    await output.result(invited, invited.link);
    await showQr(context, invited.link, options);
    const until = invited.exp === undefined ? '' : ` (it ends ${relativeTime(invited.exp, now())})`;
    if (to === undefined)
      output.warn(`Whoever has this link can join ${wordFor(team)} as ${role}${until}. Send it to one person.`);
    else output.note(`Only ${wordFor(to)} can join with it. It holds no secret.`);
    if (givesKeys) output.warn(KEYS_WARNING);
    if (options.relay.length === 0)
      output.note('The link names no relay: sync this home, and tell whoever opens it which relay to ask.');
    await tellRelays(context, client, options.relay);
  });
}
