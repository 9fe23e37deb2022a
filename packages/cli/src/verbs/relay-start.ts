import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LogEntry } from '@allod/relay';
import type { Store } from '@allod/storage';
import type { Context } from '../context.ts';
import { Failure, valueOf, wrongUsage } from '../errors/failure.ts';
import { readWholeNumber } from '../input/whole-number.ts';
import { aborted } from '../interruption.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** Where a relay listens when nobody says otherwise. */
const DEFAULT_PORT = '4321';
const MAX_PORT = 65_535;

interface Options {
  readonly port: string;
  readonly store?: string;
  readonly listing?: boolean;
  readonly origin: readonly string[];
}

/** `allod relay start`: a relay on this machine, until it is interrupted. */
export const relayStart: Verb = defineVerb<Options>({
  path: 'relay start',
  summary: 'run a relay on this machine, until Ctrl-C',
  examples: [
    { does: 'A relay that keeps its records in the home folder', line: 'allod relay start --port 4321' },
    { does: 'With a page that lists what it keeps', line: 'allod relay start --port 4321 --store ./relay --listing' },
  ],
  shape: (command) =>
    command
      .option('--port <number>', 'port on 127.0.0.1; 0 for any that is free', DEFAULT_PORT)
      .option('--store <dir>', 'folder in which it keeps what it gets (default: relay in the home folder)')
      .option('--listing', 'show a page that lists what it keeps: ids, sizes and authors')
      .option('--origin <origin>', 'let web pages of this origin in; may be repeated', collect, []),
  run,
});

function collect(origin: string, others: readonly string[]): string[] {
  const isOrigin = URL.canParse(origin) && new URL(origin).origin === origin && origin !== 'null';
  if (!isOrigin) throw wrongUsage(`${origin} is not an origin such as https://example.com.`);
  return [...others, origin];
}

async function run(context: Context, _: readonly string[], options: Options): Promise<void> {
  const port = readWholeNumber(options.port, { option: '--port', min: 0, max: MAX_PORT });
  const folder = resolve(options.store ?? join(context.home, 'relay'));
  const store = await openStore(folder);
  try {
    await serve(context, store, { port, folder, options });
  } finally {
    await store.close();
  }
}

async function openStore(folder: string): Promise<Store> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new Failure('E_HOME', { about: folder, reason: 'The folder of the relay cannot be made.' });
  }
  const { openLmdbStore } = await import('@allod/storage/lmdb');
  const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
  return valueOf(await openLmdbStore({ folder, random }), { about: folder });
}

interface Serving {
  readonly port: number;
  readonly folder: string;
  readonly options: Options;
}

async function serve({ output, interruption, now }: Context, store: Store, serving: Serving): Promise<void> {
  const { port, folder, options } = serving;
  const listing = options.listing === true;
  const log = (entry: LogEntry): void => output.detail(JSON.stringify(entry));
  const { startRelay } = await import('@allod/relay');
  const started = await startRelay({ store, port, origins: options.origin, listing, now, log });
  const relay = valueOf(started, { about: `127.0.0.1:${port}` });
  try {
    output.warn(
      'Links are not authenticated yet: the relay listens on loopback only, and whoever is on this machine can read and send everything.',
    );
    const { url, linkUrl } = relay;
    await output.line({ event: 'listening', url, linkUrl, store: folder, listing }, `Relay listens at ${linkUrl}`);
    if (listing) output.note(`What it keeps is listed at ${url}/`);
    output.note(`It keeps what it gets in ${folder}. Ctrl-C ends it.`);
    await aborted(interruption.signal);
  } finally {
    await relay.close();
  }
  output.note('The relay has stopped. What it acknowledged is kept.');
}
