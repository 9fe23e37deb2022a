import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { printable } from '../output/printable.ts';
import { teamRows } from '../team-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly admit: string;
  readonly root: boolean;
}

/** `allod team create`: begins a team. */
export const teamCreate: Verb = defineVerb<Options>({
  path: 'team create',
  summary: 'begin a team, with you as its owner',
  examples: [
    { does: 'A team of your own', line: 'allod team create Climbing' },
    { does: 'One whose admins decide together who comes in', line: 'allod team create Board --admit quorum' },
  ],
  shape: (command) =>
    command
      .argument('<name>', 'what it is called: 1 to 64 characters')
      .option('--admit <how>', 'open: each admin takes in whom he likes; quorum: more than half have to agree', 'open')
      .option('--no-root', 'without your recovery kit above its owners'),
  run,
});

async function run(context: Context, [name = '']: readonly string[], { admit, root }: Options): Promise<void> {
  if (admit !== 'open' && admit !== 'quorum') throw wrongUsage(`--admit is open or quorum, not "${admit}".`);
  await withClient(context, async ({ teams }) => {
    const { output, now } = context;
    const hint = 'A name has 1 to 64 characters, none of them a control character.';
    const team = outcomeOf(await teams.create(name, { admit, root: root ? 'kit' : 'none' }), { hint });
    await output.result(team, { heading: [], rows: teamRows(team, now()) });
    for (const warning of team.warnings) output.warn(warning);
    output.note(`Next: allod invite create "${printable(name)}" --relay URL`);
  });
}
