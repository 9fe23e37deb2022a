import type { Admit } from '@allod/client';
import { tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

const MEANS: Readonly<Record<Admit, string>> = {
  open: 'anybody who may takes members in',
  quorum: 'more than half of those who may have to agree on each new member',
};

/** How members are taken in, as somebody typed it. Throws a `Failure` with `E_USAGE`. */
export function readAdmit(text: string): Admit {
  if (text !== 'open' && text !== 'quorum') throw wrongUsage('--admit is open or quorum.');
  return text;
}

/** `allod team policy`: shows the policy of a team, or sets it. */
export const teamPolicy: Verb = defineVerb<{ readonly admit?: string }>({
  path: 'team policy',
  summary: 'show, or set, how members are taken into a team',
  examples: [
    { does: 'Show it', line: 'allod team policy Home' },
    { does: 'More than half of those who may have to agree', line: 'allod team policy Home --admit quorum' },
  ],
  shape: (command) =>
    command
      .argument('<team>', 'its name, its id, or the beginning of it')
      .option('--admit <how>', 'open: by anybody who may; quorum: by more than half of those'),
  run: (context, [text = ''], { admit }) => {
    const wanted = admit === undefined ? undefined : readAdmit(admit);
    return withClient(context, async (client) => {
      const team = await findTeam(client, text);
      if (wanted !== undefined) {
        const changed = outcomeOf(await client.teams.setPolicy(team.id, { admit: wanted }));
        return tellChange(context, changed, `In ${wordFor(team)}, ${MEANS[wanted]}.`);
      }
      const { policy } = outcomeOf(await client.teams.get(team.id));
      const fields = { admit: 'open', ...policy };
      const rows = Object.entries(fields).map(([field, value]) => [field, printable(value)]);
      await context.output.result(fields, { heading: ['FIELD', 'VALUE'], rows });
    });
  },
});
