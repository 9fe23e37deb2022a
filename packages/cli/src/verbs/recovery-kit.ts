import type { Client, Kit } from '@allod/client';
import { undecided } from '../changes.ts';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongInput } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { askingOf, createPrompt } from '../input/prompt.ts';
import { readKit } from '../input/secret-text.ts';
import { wordRows } from '../kit-text.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options extends QrOptions {
  readonly words?: boolean;
  readonly confirm?: boolean;
}

/** `allod recovery kit`: the words of the kit, which go on paper, and then leave the device. */
export const recoveryKit: Verb = defineVerb<Options>({
  path: 'recovery kit',
  summary: 'show the 24 words that bring you back when every device is lost, and let you confirm them',
  examples: [
    { does: 'Show the words, and type three of them back', line: 'allod recovery kit --words' },
    { does: 'The same for a program that prints them on paper', line: 'allod recovery kit --words --json' },
  ],
  shape: (command) =>
    addQrOption(
      command
        .option('--words', 'print the words even where nobody can be asked for three of them')
        .option('--confirm', 'only type three of them back; without a terminal they are read from standard input'),
      'the words',
    ),
  run: async (context, _, options) => {
    checkQr(context, options);
    await withClient(context, async (client) => {
      const kit = outcomeOf(await client.recovery.kit(), {
        reason: 'The words are not on this device: they were confirmed here, or made on another one.',
        hint: '`allod recovery drill` tells whether the paper is right.',
      });
      if (options.confirm !== true) await show(context, { ...kit, user: client.me.user }, options);
      if (options.confirm === true || (context.canAsk && !context.output.json))
        await confirmKit(context, client, { kit, isAll: options.confirm === true });
    });
  },
});

/** A kit, and what has to be on the paper beside its words. */
type Page = Kit & { readonly user: string };

async function show(context: Context, kit: Page, options: Options): Promise<void> {
  const { output, canAsk } = context;
  const isSeen = canAsk && output.isTerminal && !output.json;
  if (!isSeen && options.words !== true)
    throw undecided(
      'The words of a kit go on paper, and this is no terminal.',
      'Run it in a terminal; or add --words if whoever reads this output is to have them.',
    );
  await output.result(kit, { heading: [], rows: wordRows(kit.words) });
  await showQr(context, kit.words.join(' '), options);
  output.warn('Whoever has these words is you, to everybody. Write them on paper, and nowhere else.');
  output.note(`Beside them write the id of the user: ${kit.user}`);
  output.note('To part it among people or places: `allod recovery split --need 2 --of 3`.');
  if (!canAsk) output.note('When they are on paper: `allod recovery kit --confirm`. Until then they are in keys.json.');
}

interface Confirming {
  readonly kit: Kit;
  /** Whether nothing else was to be done: then it is the result. */
  readonly isAll: boolean;
}

async function confirmKit(
  context: Context,
  { recovery }: Client,
  { kit: { places }, isAll }: Confirming,
): Promise<void> {
  const typed = context.canAsk ? await askFor(context, places) : (await readKit(context)).trim().split(/\s+/);
  const [first, second, third, ...more] = typed;
  if (first === undefined || second === undefined || third === undefined || more.length > 0)
    throw wrongInput(`Words ${places.join(', ')} are asked for: three words, in this order.`, {
      data: 'Nothing was changed: the words are still on this device.',
      hint: 'Run `allod recovery kit --confirm` when you have the paper at hand.',
    });
  const status = outcomeOf(await recovery.confirm([first, second, third]));
  const says =
    'The kit is confirmed, and its words are gone from this device: the paper is the only place where they are.';
  if (isAll) await context.output.result({ ...status, says }, says);
  else context.output.note(says);
}

async function askFor(context: Context, places: Kit['places']): Promise<string[]> {
  const prompt = createPrompt(askingOf(context));
  try {
    const typed: string[] = [];
    for (const place of places) {
      const word = (await prompt.ask(`Word ${place}: `))?.trim() ?? '';
      if (word === '') return [];
      typed.push(word);
    }
    return typed;
  } finally {
    prompt.end();
  }
}
