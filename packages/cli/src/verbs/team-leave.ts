import { mustConfirm, tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { EXIT } from '../errors/exit-codes.ts';
import { outcomeOf, refusalFailure } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

/** `allod team leave`: ends one's own membership. */
export const teamLeave: Verb = defineVerb<{ readonly force?: boolean }>({
  path: 'team leave',
  summary: 'leave a team',
  examples: [
    { does: 'By its name', line: 'allod team leave Choir --yes' },
    { does: 'Also as its only owner', line: 'allod team leave Home --force --yes' },
  ],
  shape: (command) =>
    command
      .argument('<team>', 'its name, its id, or the beginning of it')
      .option('--force', 'also when nobody could change its admins any more'),
  run: (context, [text = ''], { force = false }) =>
    withClient(context, async (client) => {
      const team = await findTeam(client, text);
      const word = wordFor(team);
      await mustConfirm(context, `You would be in ${word} no more.`, team.name ?? word);
      const left = await client.teams.leave(team.id, { force });
      if (!left.ok && left.error.code === 'E_NOT_AUTHORIZED' && !force)
        throw refusalFailure(left, {
          hint: `Run \`allod team transfer\` first, or add --force.`,
          exit: EXIT.needsDecision,
        });
      await tellChange(context, outcomeOf(left), `You have left ${word}. What you have of it stays here.`);
    }),
});
