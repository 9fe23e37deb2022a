import { tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { Failure } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { invitesOf } from './invite-list.ts';

const MIN_PREFIX = 6;

/** `allod invite revoke`: takes an invite back. */
export const inviteRevoke: Verb = defineVerb({
  path: 'invite revoke',
  summary: 'take an invite back; who has joined with it stays',
  examples: [
    { does: 'By the beginning of its id', line: 'allod invite revoke INVITE' },
    { does: 'As JSON', line: 'allod invite revoke INVITE --json' },
  ],
  // An id may begin with a hyphen, as an option does.
  shape: (command) =>
    command.argument('<invite>', 'its id, or the 6 or more characters that only it begins with').allowUnknownOption(),
  run: (context, [text = '']) =>
    withClient(context, async (client) => {
      const all = await invitesOf(client, await client.teams.list());
      const [found, ...others] = all.filter(({ id }) => text.length >= MIN_PREFIX && id.startsWith(text));
      if (found === undefined || others.length > 0)
        throw new Failure('E_NOT_FOUND', {
          about: printable(text.slice(0, MIN_PREFIX + 2)),
          hint: '`allod invite list` shows the invites of your teams.',
        });
      const revoked = outcomeOf(await client.teams.revoke(found.team.id, found.id));
      const says = `The invite to ${wordFor(found.team)} as ${found.role} is taken back. Who has joined with it stays.`;
      await tellChange(context, revoked, says);
    }),
});
