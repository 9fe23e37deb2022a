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
  readonly role: string;
}

/** `allod team add`: takes a team into a team, or invites somebody by name. */
export const teamAdd: Verb = defineVerb<Options>({
  path: 'team add',
  summary: 'take a team that you lead into another, or invite somebody by name',
  examples: [
    { does: 'A team within a team, at once', line: 'allod team add Home Club --role reader' },
    { does: 'A user, who then accepts', line: 'allod team add Home USER' },
  ],
  shape: (command) =>
    addRelayOption(
      command
        .argument('<team>', 'its name, its id, or the beginning of it')
        .argument('<who>', 'name or id of who is to come in')
        .option('--role <role>', 'reader, writer, admin or owner', 'writer'),
      'a relay that the link names; told at once',
    ),
  run,
});

async function run(context: Context, [text = '', whom = '']: readonly string[], options: Options): Promise<void> {
  const { output } = context;
  const role = await readRole(options.role);
  if (role === 'guest') throw wrongUsage('A guest is invited: `allod invite create TEAM --role guest --to WHO`.');
  await checkRelays(options.relay);
  await withClient(context, async (client) => {
    const team = await findTeam(client, text);
    const who = await findWho(client, whom);
    const hint = 'Who is a member already gets another role with `allod team set-role`.';
    const answer = await client.teams.add(team.id, who.id, role, { relays: options.relay });
    const added = outcomeOf(answer, !answer.ok && answer.error.code === 'E_INPUT' ? { hint } : {});
    const state = added.isMember ? `is ${role} of` : `is invited as ${role} of`;
    const says = `${wordFor(who)} ${state} ${wordFor(team)} now.`;
    await output.result({ ...added, says }, added.link === undefined ? says : `${says}\n${added.link}`);
    for (const note of added.notes) output.note(printable(note));
    await tellRelays(context, client, options.relay);
  });
}
