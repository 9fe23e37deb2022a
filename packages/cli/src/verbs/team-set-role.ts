import { tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { addGuestOptions, guestRights, readRole } from '../roles.ts';
import type { GuestOptions } from '../roles.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam, findWho } from '../whom.ts';

/** `allod team set-role`: gives a member another role. */
export const teamSetRole: Verb = defineVerb<GuestOptions>({
  path: 'team set-role',
  summary: 'give a member another role',
  examples: [
    { does: 'An admin', line: 'allod team set-role Home Bob admin' },
    {
      does: 'A guest, who may read one collection',
      line: 'allod team set-role Home Bob guest --read com.example.notes',
    },
  ],
  shape: (command) =>
    addGuestOptions(
      command
        .argument('<team>', 'its name, its id, or the beginning of it')
        .argument('<who>', 'name or id of the member')
        .argument('<role>', 'reader, writer, admin, owner or guest'),
    ),
  run: async (context, [text = '', whom = '', roleText = ''], options) => {
    const role = await readRole(roleText);
    const rights = guestRights(role, options);
    await withClient(context, async (client) => {
      const team = await findTeam(client, text);
      const who = await findWho(client, whom);
      const changed = outcomeOf(await client.teams.setRole(team.id, who.id, role, rights));
      await tellChange(context, changed, `${wordFor(who)} is ${role} of ${wordFor(team)} now.`);
    });
  },
});
