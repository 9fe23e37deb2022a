import type { Context } from '../context.ts';
import { wrongInput, wrongUsage } from '../errors/failure.ts';
import { askingOf, createPrompt } from './prompt.ts';
import { readText } from './read-text.ts';

/** Links of this protocol, also where a shell or a program has escaped the sign before them. (03 §8) */
const LINK = /(?:#|%23)allod1\./i;

/** Refuses arguments that hold a link: other programs of the machine can list arguments, and a shell remembers them. It is not repeated. */
export function refuseLinks(args: readonly string[]): void {
  if (!args.some((arg) => LINK.test(arg))) return;
  throw wrongUsage(
    'A link is never given as an argument: others on this machine could see it there, and the shell remembers it.',
    'Run the command without it, and paste the link when asked, or give it on standard input. If somebody may have seen it, take the invite back with `allod invite revoke`.',
  );
}

/** A link from a person, or from standard input. */
export async function readLink(context: Context): Promise<string> {
  const text = context.canAsk ? await askOnce(context, 'Paste the link: ') : await readAll(context);
  if (text.trim() === '') throw wrongInput('There is no link in it.', { hint: 'Paste the whole link.' });
  return text;
}

/** How many words a kit has. */
const KIT_WORDS = 24;

/** The words of a kit from a person, on one line or several, or from standard input. They are nowhere else. */
export async function readKit(context: Context): Promise<string> {
  if (!context.canAsk) return readAll(context);
  const prompt = createPrompt(askingOf(context));
  try {
    let text = '';
    let line = await prompt.ask('Type the 24 words of the kit, on one line or several; an empty line ends them:\n');
    while (line !== undefined && line.trim() !== '') {
      text += `${line}\n`;
      line = wordsIn(text) >= KIT_WORDS ? undefined : await prompt.ask('> ');
    }
    return text;
  } finally {
    prompt.end();
  }
}

function wordsIn(text: string): number {
  return text.match(/[a-z]+/gi)?.length ?? 0;
}

async function askOnce(context: Context, question: string): Promise<string> {
  const prompt = createPrompt(askingOf(context));
  try {
    return (await prompt.ask(question)) ?? '';
  } finally {
    prompt.end();
  }
}

function readAll({ stdin, output, interruption }: Context): Promise<string> {
  output.detail('Reading standard input');
  return readText(stdin, interruption.signal);
}
