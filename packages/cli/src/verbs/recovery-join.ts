import { outcomeOf } from '../errors/refusal.ts';
import { readShares } from '../input/secret-text.ts';
import { wordRows } from '../kit-text.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** What is said of shares that give no kit. */
export const SHARES_HINT = 'Compare each share with its paper; nothing is lost by trying.';

/** `allod recovery join`: the words of a kit, from shares of it. */
export const recoveryJoin: Verb = defineVerb<QrOptions>({
  path: 'recovery join',
  summary: 'put the words of the kit together from shares of it; no home is needed',
  examples: [
    { does: 'The shares are asked for', line: 'allod recovery join < shares.txt' },
    { does: 'As JSON', line: 'allod recovery join --json < shares.txt' },
  ],
  shape: (command) => addQrOption(command, 'the words'),
  run: async (context, _, options) => {
    checkQr(context, options);
    const { joinKit } = await import('@allod/client');
    const kit = outcomeOf(await joinKit(await readShares(context)), { hint: SHARES_HINT });
    const { output } = context;
    await output.result(kit, { heading: [], rows: wordRows(kit.words) });
    await showQr(context, kit.words.join(' '), options);
    output.warn('Whoever has these words is you, to everybody. Write them on paper, and nowhere else.');
  },
});
