import type { LostDevice, Restored, RestoredBy } from '@allod/client';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readSpan } from '../input/duration.ts';
import { openPack } from '../input/pack-source.ts';
import { readAll, readKit, readSecretKey, readShares } from '../input/secret-text.ts';
import { askPassword, firstLine } from '../input/password.ts';
import { LINK_WARNING } from '../link-warning.ts';
import { addRelayOption, checkRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { SHARES_HINT } from './recovery-join.ts';

const MICROSECONDS_PER_MILLISECOND = 1_000;

interface Options extends RelayOptions {
  readonly shares?: boolean;
  readonly enclave?: string;
  readonly pack?: string;
  readonly lost: readonly string[];
  readonly allLost?: boolean;
  readonly since?: string;
  readonly name?: string;
  readonly device?: string;
}

/** `allod recovery restore`: a user comes back by the kit, on this device. */
export const recoveryRestore: Verb = defineVerb<Options>({
  path: 'recovery restore',
  summary: 'come back with the 24 words of your kit, with shares of it, or with an enclave, on this device',
  examples: [
    {
      does: 'Every device is lost; the words are asked for',
      line: 'allod recovery restore USER --all-lost --relay ws://127.0.0.1:4321 --home ./new < kit.txt',
    },
    {
      does: 'From a file, without a network',
      line: 'allod recovery restore USER --all-lost --pack home.allod --home ./new < kit.txt',
    },
  ],
  shape: (command) =>
    addRelayOption(
      command
        .argument('[user]', 'the id of the user; it is on the paper, and in every team; an enclave knows it')
        .option('--shares', 'shares of the kit are asked for, or read, in place of its words')
        .option('--enclave <name>', 'by the enclave of this name: its password and its 12 words are asked for, or read')
        .option('--pack <file>', 'a pack with what the user wrote')
        .option('--lost <key>', 'a device that is lost; may be repeated', collect, [])
        .option('--all-lost', 'every device is lost')
        .option('--since <time>', 'how long ago they were lost, such as 3d: what they did since counts for nothing')
        .option('--name <text>', 'what the user is called here')
        .option('--device <text>', 'what this device is called here'),
      'a relay that has what the user wrote',
    ),
  run,
});

function collect(kid: string, others: readonly string[]): string[] {
  return [...others, kid];
}

async function run(context: Context, [user]: readonly string[], options: Options): Promise<void> {
  const { output, home } = context;
  await checkRelays(options.relay);
  checkSources(user, options);
  const lost = lostDevices(options, context.now());
  const by = await readBy(context, user ?? '', options);
  const restored = await restore(context, { ...options, by, lost });
  const rows = [
    ['user', restored.user],
    ['device', restored.kid],
    ['home', home],
    ...restored.removed.map((kid) => ['removed', kid]),
  ];
  await output.result(restored, { heading: [], rows });
  output.warn(
    'The key of this device is in the file keys.json of its home, without a passphrase: `allod keys protect` sets one.',
  );
  for (const note of restored.notes) output.note(note);
  output.note('Next: `allod sync URL`, which fetches the rest, and cuts what was removed in your teams.');
}

function checkSources(user: string | undefined, { pack, relay, shares, enclave }: Options): void {
  if (enclave === undefined && user === undefined)
    throw wrongUsage('Say who comes back: the id of the user, or --enclave NAME.');
  if (enclave !== undefined && user !== undefined)
    throw wrongUsage('An enclave knows whose it is: leave the id of the user out.');
  if (enclave !== undefined && shares === true) throw wrongUsage('Either --shares or --enclave.');
  if (enclave !== undefined && relay.length === 0) throw wrongUsage('Say which relay keeps the enclave: --relay URL.');
  if (pack === undefined && relay.length === 0)
    throw wrongUsage('Say where what you wrote is: --relay URL, or --pack FILE.');
  if (pack === '-') throw wrongUsage('The words are read from standard input: name a file for --pack.');
}

async function readBy(context: Context, user: string, { shares, enclave }: Options): Promise<RestoredBy> {
  if (enclave !== undefined) return { enclave: { name: enclave, ...(await readEnclave(context)) } };
  return { user, words: shares === true ? await joinWords(context) : await readKit(context) };
}

/** Password and words, in this order: from a person, or the first line of standard input and what follows it. */
async function readEnclave(context: Context): Promise<{ readonly password: string; readonly words: string }> {
  if (context.canAsk) {
    const password = await askPassword(context, 'password');
    return { password, words: await readSecretKey(context) };
  }
  const { first, rest } = firstLine(await readAll(context), 'password');
  return { password: first, words: rest };
}

async function joinWords(context: Context): Promise<string> {
  const { joinKit } = await import('@allod/client');
  return outcomeOf(await joinKit(await readShares(context)), { hint: SHARES_HINT }).words.join(' ');
}

interface Restoring extends Omit<Options, 'lost'> {
  readonly by: RestoredBy;
  readonly lost: readonly LostDevice[];
}

async function restore(context: Context, restoring: Restoring): Promise<Restored> {
  const { by, lost, relay, pack, allLost = false, name, device } = restoring;
  const { restoreHome } = await import('@allod/client');
  if (relay.length > 0) context.output.warn(LINK_WARNING);
  const progress = context.progress();
  try {
    const chunks = pack === undefined ? {} : { pack: await openPack(pack, context, progress) };
    const named = { ...(name === undefined ? {} : { name }), ...(device === undefined ? {} : { device }) };
    return outcomeOf(
      await restoreHome({ folder: context.home, ...by, relays: relay, lost, allLost, ...chunks, ...named }),
    );
  } finally {
    progress.end();
  }
}

function lostDevices({ lost, since, allLost }: Options, now: number): LostDevice[] {
  if (since === undefined) return lost.map((kid) => ({ kid }));
  if (lost.length === 0)
    throw wrongUsage(
      allLost === true
        ? '--since goes with --lost: name the devices that were in wrong hands.'
        : '--since says how long ago the devices of --lost were lost.',
    );
  const at = now - readSpan(since) * MICROSECONDS_PER_MILLISECOND;
  return lost.map((kid) => ({ kid, since: at }));
}
