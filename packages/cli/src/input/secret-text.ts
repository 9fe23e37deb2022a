import type { Context } from '../context.ts';
import { wrongInput, wrongUsage } from '../errors/failure.ts';
import { askingOf, createPrompt } from './prompt.ts';
import { readText } from './read-text.ts';

/** Links of this protocol, also where a shell or a program has escaped the sign before them. (03 §8) */
const LINK = /(?:#|%23)allod1\./i;
/** Shares of a kit. (04 §5.3) */
const SHARE = /allod-share-\d/i;

/** Refuses arguments that hold a link or a share: other programs of the machine can list arguments, and a shell remembers them. It is not repeated. */
export function refuseSecrets(args: readonly string[]): void {
  if (args.some((arg) => SHARE.test(arg)))
    throw wrongUsage(
      'A share of a kit is never given as an argument: others on this machine could see it there, and the shell remembers it.',
      'Run the command without it, and paste the shares when asked, or give them on standard input.',
    );
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

/** How many words a kit has, and how many the secret key of an enclave. */
const KIT_WORDS = 24;
const SECRET_KEY_WORDS = 12;

/** The words of a kit from a person, on one line or several, or from standard input. They are nowhere else. */
export async function readKit(context: Context): Promise<string> {
  return context.canAsk ? askForWords(context, { count: KIT_WORDS, of: 'the kit' }) : readAll(context);
}

/** The words of a secret key from a person, on one line or several. */
export function readSecretKey(context: Context): Promise<string> {
  return askForWords(context, { count: SECRET_KEY_WORDS, of: 'the enclave' });
}

async function askForWords(
  context: Context,
  { count, of }: { readonly count: number; readonly of: string },
): Promise<string> {
  const prompt = createPrompt(askingOf(context));
  try {
    let text = '';
    let line = await prompt.ask(`Type the ${count} words of ${of}, on one line or several; an empty line ends them:\n`);
    while (line !== undefined && line.trim() !== '') {
      text += `${line}\n`;
      line = wordsIn(text) >= count ? undefined : await prompt.ask('> ');
    }
    return text;
  } finally {
    prompt.end();
  }
}

/** What the first share of a kit says: how many are needed. */
const NEEDED = /allod-share-1-(\d{1,2})-/;

/** Shares of a kit from a person, as many as the first one asks for, or from standard input, parted by space. */
export async function readShares(context: Context): Promise<readonly string[]> {
  const shares = context.canAsk ? await askForShares(context) : sharesIn(await readAll(context));
  if (shares.length === 0) throw wrongInput('There is no share in it.', { hint: 'Paste each share whole.' });
  return shares;
}

async function askForShares(context: Context): Promise<readonly string[]> {
  const prompt = createPrompt(askingOf(context));
  try {
    const shares: string[] = [];
    let needed = Infinity;
    while (shares.length < needed) {
      const line = (await prompt.ask(`Share ${shares.length + 1}: `))?.trim() ?? '';
      if (line === '') break;
      shares.push(...sharesIn(line));
      needed = Number(NEEDED.exec(shares[0] ?? '')?.[1] ?? Infinity);
    }
    return shares;
  } finally {
    prompt.end();
  }
}

function sharesIn(text: string): readonly string[] {
  return text.split(/\s+/).filter((share) => share !== '');
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

/** All of standard input. */
export function readAll({ stdin, output, interruption }: Context): Promise<string> {
  output.detail('Reading standard input');
  return readText(stdin, interruption.signal);
}
