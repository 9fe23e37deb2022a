import type { LostDevice, Restored } from '@allod/client';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readSpan } from '../input/duration.ts';
import { openPack } from '../input/pack-source.ts';
import { readKit } from '../input/secret-text.ts';
import { LINK_WARNING } from '../link-warning.ts';
import { addRelayOption, checkRelays } from '../relays.ts';
import type { RelayOptions } from '../relays.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

const MICROSECONDS_PER_MILLISECOND = 1_000;

interface Options extends RelayOptions {
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
  summary: 'come back with the 24 words of your kit, on this device',
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
        .argument('<user>', 'the id of the user; it is on the paper, and in every team')
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

async function run(context: Context, [user = '']: readonly string[], options: Options): Promise<void> {
  const { pack, relay } = options;
  const { output, home } = context;
  await checkRelays(relay);
  if (pack === undefined && relay.length === 0)
    throw wrongUsage('Say where what you wrote is: --relay URL, or --pack FILE.');
  if (pack === '-') throw wrongUsage('The words are read from standard input: name a file for --pack.');
  const lost = lostDevices(options, context.now());
  const words = await readKit(context);
  const restored = await restore(context, { ...options, user, words, lost });
  const rows = [
    ['user', restored.user],
    ['device', restored.kid],
    ['home', home],
    ...restored.removed.map((kid) => ['removed', kid]),
  ];
  await output.result(restored, { heading: [], rows });
  output.warn('The key of this device is in the file keys.json of its home, without a passphrase.');
  for (const note of restored.notes) output.note(note);
  output.note('Next: `allod sync URL`, which fetches the rest, and cuts what was removed in your teams.');
}

interface Restoring extends Omit<Options, 'lost'> {
  readonly user: string;
  readonly words: string;
  readonly lost: readonly LostDevice[];
}

async function restore(context: Context, restoring: Restoring): Promise<Restored> {
  const { user, words, lost, relay, pack, allLost = false, name, device } = restoring;
  const { restoreHome } = await import('@allod/client');
  if (relay.length > 0) context.output.warn(LINK_WARNING);
  const progress = context.progress();
  try {
    const chunks = pack === undefined ? {} : { pack: await openPack(pack, context, progress) };
    const named = { ...(name === undefined ? {} : { name }), ...(device === undefined ? {} : { device }) };
    return outcomeOf(
      await restoreHome({ folder: context.home, words, user, relays: relay, lost, allLost, ...chunks, ...named }),
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
