import { withClient } from '../context.ts';
import { Failure } from '../errors/failure.ts';
import { readKit } from '../input/secret-text.ts';
import { Reported } from '../reported.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod recovery drill`: tries the words of a kit. */
export const recoveryDrill: Verb = defineVerb({
  path: 'recovery drill',
  summary: 'try the words of your kit; change nothing',
  examples: [
    { does: 'The words are asked for', line: 'allod recovery drill < kit.txt' },
    { does: 'As JSON', line: 'allod recovery drill --json < kit.txt' },
  ],
  run: async (context) => {
    const words = await readKit(context);
    await withClient(context, async ({ recovery }) => {
      const drill = await recovery.drill(words);
      const failure = drill.ok ? undefined : new Failure('E_CHECK', { reason: drill.says, ...kitHint(drill.place) });
      await context.output.result(
        { ...drill, ...(failure === undefined ? {} : { error: failure.toJSON() }) },
        drill.says,
      );
      if (failure !== undefined) throw new Reported(failure);
    });
  },
});

function kitHint(place: number | undefined): { readonly hint: string } {
  const where = place === undefined ? 'the paper, word by word' : `word ${place} on the paper`;
  return { hint: `Look at ${where}. Without a kit that is right, the way back is another device.` };
}
