import type { KitShares } from '@allod/client';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readKit } from '../input/secret-text.ts';
import { readWholeNumber } from '../input/whole-number.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

const LEAST_SHARES = 2;
const MOST_SHARES = 16;

interface Options extends QrOptions {
  readonly need: string;
  readonly of: string;
  readonly here?: boolean;
}

/** `allod recovery split`: a kit in parts, of which some give it back. */
export const recoverySplit: Verb = defineVerb<Options>({
  path: 'recovery split',
  summary: 'split the kit into shares, of which some give it back and fewer say nothing',
  examples: [
    { does: 'Two of three; the words are asked for', line: 'allod recovery split --need 2 --of 3 < kit.txt' },
    {
      does: 'Of the words that are still on this device, also for a camera',
      line: 'allod recovery split --here --need 3 --of 5 --qr',
    },
  ],
  shape: (command) =>
    addQrOption(
      command
        .requiredOption('--need <count>', 'how many shares give the kit back, from 2')
        .requiredOption('--of <count>', 'how many shares there are, up to 16')
        .option('--here', 'split the kit whose words are still on this device, without typing them'),
      'each share',
    ),
  run: async (context, _, options) => {
    const bounds = { min: LEAST_SHARES, max: MOST_SHARES };
    const needed = readWholeNumber(options.need, { option: '--need', ...bounds });
    const shares = readWholeNumber(options.of, { option: '--of', ...bounds });
    if (needed > shares) throw wrongUsage(`${needed} shares cannot be needed when there are only ${shares}.`);
    checkQr(context, options);
    const words = options.here === true ? {} : { words: await readKit(context) };
    await withClient(context, async ({ me, recovery }) => {
      const split = outcomeOf(await recovery.split({ needed, shares, ...words }), refusalMore(options));
      await show(context, { ...split, user: me.user }, options);
    });
  },
});

function refusalMore({ here }: Options): { readonly hint?: string } {
  return here === true ? { hint: 'Run it without --here, and type the words from the paper.' } : {};
}

async function show(context: Context, split: KitShares & { readonly user: string }, options: Options): Promise<void> {
  const { output } = context;
  const { shares, needed, user } = split;
  if (output.json) await output.result(split, '');
  else
    for (const share of shares) {
      await output.line({}, share);
      await showQr(context, share, options);
    }
  output.warn(
    `Whoever has ${needed} of these ${shares.length} shares is you, to everybody. Part them: one place each.`,
  );
  output.note(`Beside each write the id of the user: ${user}`);
  output.note('`allod recovery join` tries them; `allod recovery restore USER --shares` brings you back with them.');
}
