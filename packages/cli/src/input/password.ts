import type { Context } from '../context.ts';
import { wrongInput } from '../errors/failure.ts';
import { askingOf, createPrompt } from './prompt.ts';
import type { Prompt } from './prompt.ts';
import { readAll } from './secret-text.ts';

type Asked = Pick<Context, 'stdin' | 'output' | 'interruption'>;

/** What is asked for: a `password` goes with a secret key, a `passphrase` with the key file of this device. */
export type PasswordKind = 'password' | 'passphrase';

/**
 * A new password: typed twice by a person, nothing of it shown, or the one line of standard input. It is nowhere else. Throws a `Failure` with `E_INPUT` when there is
 * none, or when the two differ.
 */
export async function readNewPassword(context: Context, kind: PasswordKind): Promise<string> {
  if (!context.canAsk) return onlyLine(await readAll(context), kind);
  return withHiddenPrompt(context, async (prompt) => {
    const first = given(await prompt.ask(`A new ${kind}: `), kind);
    const second = await prompt.ask('The same again: ');
    if (second === first) return first;
    throw wrongInput('The two differ.', { hint: `Run it again, and type the same ${kind} twice.` });
  });
}

/** A password from a person, nothing of it shown. Throws a `Failure` with `E_INPUT` when there is none. */
export function askPassword(context: Asked, kind: PasswordKind): Promise<string> {
  return withHiddenPrompt(context, async (prompt) =>
    given(await prompt.ask(`${kind === 'password' ? 'Password' : 'Passphrase'}: `), kind),
  );
}

/** The first line of a text, and what follows it. Throws a `Failure` with `E_INPUT` when it is empty. */
export function firstLine(text: string, kind: PasswordKind): { readonly first: string; readonly rest: string } {
  const [first = '', ...others] = text.split('\n');
  return { first: given(first.replace(/\r$/, ''), kind), rest: others.join('\n') };
}

function onlyLine(text: string, kind: PasswordKind): string {
  const { first, rest } = firstLine(text, kind);
  if (rest.trim() !== '') throw wrongInput(`Standard input has more than one line, and a ${kind} is one.`);
  return first;
}

function given(text: string | undefined, kind: PasswordKind): string {
  if (text === undefined || text === '') throw wrongInput(`There is no ${kind}.`);
  return text;
}

async function withHiddenPrompt<T>(context: Asked, use: (prompt: Prompt) => Promise<T>): Promise<T> {
  const { interruption } = context;
  const prompt = createPrompt(askingOf(context), { interrupt: () => interruption.stop('interrupt') });
  try {
    return await use(prompt);
  } finally {
    prompt.end();
  }
}
