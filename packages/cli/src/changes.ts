import type { Changed } from '@allod/client';
import type { Context } from './context.ts';
import { Failure } from './errors/failure.ts';
import { EXIT } from './errors/exit-codes.ts';
import { confirm } from './input/confirm.ts';
import { askingOf } from './input/prompt.ts';
import { printable } from './output/printable.ts';

/** Prints what was done as one sentence, and what else was done or remains to be done. */
export async function tellChange({ output }: Context, changed: Changed, says: string): Promise<void> {
  await output.result({ ...changed, says }, says);
  for (const note of changed.notes) output.note(printable(note));
  if (changed.ops.length > 0) output.note('Others learn of it with the next `allod sync URL`.');
}

/** Lets a person at a terminal type a name before something is taken away. Throws a `Failure` when he does not. */
export async function mustConfirm(context: Context, question: string, word: string): Promise<void> {
  if (context.yes || !context.canAsk || (await confirm(question, word, askingOf(context)))) return;
  throw undecided('It was not confirmed.', 'Run it again, and type the word; or add --yes.');
}

/** What somebody has to decide before anything is done. */
export function undecided(reason: string, hint: string): Failure {
  return new Failure('E_USAGE', { reason, hint, exit: EXIT.needsDecision });
}
