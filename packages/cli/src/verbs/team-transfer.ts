import { mustConfirm } from '../changes.ts';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { readRole } from '../roles.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam, findWho } from '../whom.ts';

interface Options extends RelayOptions {
  readonly keepRole: string;
}

/** `allod team transfer`: makes somebody else the owner, and steps down. */
export const teamTransfer: Verb = defineVerb<Options>({
  path: 'team transfer',
  summary: 'make somebody else the owner of a team, and step down',
  examples: [
    { does: 'To a member', line: 'allod team transfer Home Bob --yes' },
    { does: 'And remain as a reader', line: 'allod team transfer Home Bob --keep-role reader --yes' },
  ],
  shape: (command) =>
    addRelayOption(
      command
        .argument('<team>', 'its name, its id, or the beginning of it')
        .argument('<who>', 'the new owner')
        .option('--keep-role <role>', 'what you are then: admin, writer or reader', 'admin'),
      'a relay that the link names, for somebody who is no member yet; told at once',
    ),
  run,
});

async function run(context: Context, [text = '', to = '']: readonly string[], options: Options): Promise<void> {
  const { output } = context;
  const keepRole = await readRole(options.keepRole);
  if (keepRole === 'owner' || keepRole === 'guest') throw wrongUsage('--keep-role is admin, writer or reader.');
  await checkRelays(options.relay);
  await withClient(context, async (client) => {
    const team = await findTeam(client, text);
    const who = await findWho(client, to);
    const [here, them] = [wordFor(team), wordFor(who)];
    await mustConfirm(context, `${them} would own ${here}, and you would be ${keepRole} there.`, team.name ?? here);
    const done = outcomeOf(await client.teams.transfer(team.id, who.id, { keepRole, relays: options.relay }));
    const says =
      done.state === 'done'
        ? `${them} owns ${here} now, and you are ${keepRole} there.`
        : `${them} is invited to own ${here}, and you own it until then.`;
    await output.result({ ...done, says }, done.link === undefined ? says : `${says}\n${done.link}`);
    for (const note of done.notes) output.note(printable(note));
    await tellRelays(context, client, options.relay);
  });
}
