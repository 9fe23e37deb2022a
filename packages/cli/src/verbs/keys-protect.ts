import { undecided } from '../changes.ts';
import type { Context } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { valueOf } from '../errors/failure.ts';
import { lockedFailure } from '../input/passphrase.ts';
import { readNewPassword } from '../input/password.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly remove?: boolean;
}

/** `allod keys protect`: a passphrase before the keys of this home. */
export const keysProtect: Verb = defineVerb<Options>({
  path: 'keys protect',
  summary: 'put the keys of this home under a passphrase, under another one, or under none',
  examples: [
    { does: 'It is asked for', line: 'allod keys protect < password.txt' },
    { does: 'Without one from now on', line: 'allod keys protect --remove --yes' },
  ],
  shape: (command) => command.option('--remove', 'take the passphrase away: whoever can read the file is this device'),
  run,
});

async function run(context: Context, _: readonly string[], { remove = false }: Options): Promise<void> {
  const { home, output } = context;
  const { inspectKeys, protectKeys } = await import('@allod/client');
  const keys = valueOf(await inspectKeys({ home }), { about: home });
  const hasPassphrase = keys.some((key) => key.hasPassphrase);
  if (remove && hasPassphrase && !context.yes && !context.canAsk)
    throw undecided('Without a passphrase whoever can read keys.json is this device.', 'Run it again with --yes.');
  // Asked for first, so that nobody thinks up a new one in vain.
  const from = hasPassphrase ? await context.passphrase() : undefined;
  if (hasPassphrase && from === undefined) throw lockedFailure('E_LOCKED', home);
  const to = remove ? {} : { to: await readNewPassword(context, 'passphrase') };
  const changed = await protectKeys({ home, passphrase: () => Promise.resolve(from), ...to });
  if (!changed.ok && changed.error.code === 'E_DECRYPT') throw lockedFailure('E_DECRYPT', home);
  outcomeOf(changed, changed.ok || changed.error.code !== 'E_INPUT' ? { about: home } : { hint: KIT_FIRST });
  const says = saysOf(remove, hasPassphrase);
  await output.result({ hasPassphrase: !remove, says }, says);
  if (remove) return;
  output.warn('Who forgets it has lost this device: the way back is then another device, or the recovery kit.');
  output.note('Copies of keys.json that were made before open as they did: destroy them.');
}

const KIT_FIRST = 'Run `allod recovery kit` first: once its words are on paper and confirmed, they leave this device.';

function saysOf(remove: boolean, had: boolean): string {
  if (remove) return had ? 'The keys have no passphrase any more.' : 'The keys had no passphrase.';
  return had ? 'The keys are under the new passphrase.' : 'The keys are under a passphrase.';
}
