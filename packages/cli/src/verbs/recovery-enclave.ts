import { undecided } from '../changes.ts';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readNewPassword } from '../input/password.ts';
import { wordRows } from '../kit-text.ts';
import { printable } from '../output/printable.ts';
import { addQrOption, checkQr, showQr } from '../qr.ts';
import type { QrOptions } from '../qr.ts';
import { addRelayOption, checkRelays, tellRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options extends RelayOptions, QrOptions {
  readonly words?: boolean;
}

/** `allod recovery enclave`: a way back by a password and twelve words. */
export const recoveryEnclave: Verb = defineVerb<Options>({
  path: 'recovery enclave',
  summary: 'make a way back with a password and 12 words, which a relay keeps without being able to open it',
  examples: [
    {
      does: 'The password is asked for, and the words are shown once',
      line: 'allod recovery enclave home --words --relay ws://127.0.0.1:4321 < password.txt',
    },
    {
      does: 'The same for a program that prints them on paper',
      line: 'allod recovery enclave home --words --json --relay ws://127.0.0.1:4321 < password.txt',
    },
  ],
  shape: (command) =>
    addRelayOption(
      addQrOption(
        command
          .argument('<name>', 'a name that you will remember: it is needed to find the enclave again')
          .option('--words', 'print the words even where nobody reads a terminal'),
        'the words',
      ),
      'a relay that keeps it, and has what you write; told at once',
    ),
  run,
});

async function run(context: Context, [name = '']: readonly string[], options: Options): Promise<void> {
  const { output, canAsk } = context;
  checkQr(context, options);
  await checkRelays(options.relay);
  if (options.words !== true && !(canAsk && output.isTerminal && !output.json))
    throw undecided(
      'The words of an enclave are shown once, and this is no terminal.',
      'Run it in a terminal; or add --words if whoever reads this output is to have them.',
    );
  const password = await readNewPassword(context, 'password');
  await withClient(context, async (client) => {
    const made = outcomeOf(await client.recovery.enclave({ name, password, relays: options.relay }), { about: name });
    await output.result(made, { heading: [], rows: wordRows(made.words) });
    await showQr(context, made.words.join(' '), options);
    output.warn(
      'These words are shown once: write them on paper. With them, the name and the password somebody is you.',
    );
    output.note(
      `The way back: \`allod recovery restore --enclave ${printable(name)} --relay URL\`. \`allod device remove\` ends it.`,
    );
    if (options.relay.length === 0)
      output.warn('No relay keeps it yet: run `allod sync URL`, and remember that relay. The enclave names none.');
    await tellRelays(context, client, options.relay);
  });
}
