import type { Client, WatchOptions } from '@allod/client';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { Failure, wrongUsage } from '../errors/failure.ts';
import { collectionPlace } from '../input/collection-name.ts';
import { readWholeNumber } from '../input/whole-number.ts';
import { LINK_WARNING } from '../link-warning.ts';
import { recordCells, recordDocument } from '../record-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findOwner } from '../whom.ts';

/** The word for everything from the beginning, and the cursor for it: no store was made with this generation, so nothing is passed over. */
const START = { word: 'start', cursor: 'AAAAAAAAAAA' } as const;

interface Options {
  readonly since?: string;
  readonly limit?: string;
  readonly kind?: string;
  readonly relay?: string;
}

/** `allod record watch`: records as they become durable here. */
export const recordWatch: Verb = defineVerb<Options>({
  path: 'record watch',
  summary: 'print records as they come, each once',
  examples: [
    { does: 'What comes through a relay, until Ctrl-C', line: 'allod record watch --relay ws://127.0.0.1:4321' },
    {
      does: 'The first two of a collection, as lines of JSON',
      line: 'allod record watch com.example.notes --since start --limit 2 --json',
    },
  ],
  shape: (command) =>
    command
      .argument('[collection]', 'only this one, such as com.example.notes; Home/notes for that of a team')
      .option('--since <cursor>', 'what comes after this cursor; "start" for everything (default: from now on)')
      .option('--relay <url>', 'stay connected to this relay meanwhile')
      .option('--limit <count>', 'end after so many')
      .option('--kind <kind>', 'kind of the collection, when its name does not say so'),
  run: async (context, [name], options) => {
    const { isCursor, isRelayUrl } = await import('@allod/client');
    const { owner, ...watch } = chooseWatch(name, options);
    if (watch.since !== undefined && !isCursor(watch.since)) throw new Failure('E_CURSOR');
    const limit = options.limit === undefined ? Infinity : readLimit(options.limit);
    const { relay } = options;
    if (relay !== undefined && !isRelayUrl(relay)) throw wrongUsage(`${relay} is not the URL of a relay.`);
    await withClient(context, (client) => follow(context, client, { owner, watch, limit, relay }));
  },
});

function chooseWatch(name: string | undefined, { since, kind }: Options): WatchOptions & { readonly owner?: string } {
  const cursor = since === START.word ? START.cursor : since;
  return {
    ...(name === undefined ? {} : collectionPlace(name, kind)),
    ...(cursor === undefined ? {} : { since: cursor }),
  };
}

function readLimit(text: string): number {
  return readWholeNumber(text, { option: '--limit', min: 1, max: Number.MAX_SAFE_INTEGER });
}

interface Following {
  readonly owner: string | undefined;
  readonly watch: WatchOptions;
  readonly limit: number;
  readonly relay: string | undefined;
}

async function follow(context: Context, client: Client, { owner, watch, limit, relay }: Following): Promise<void> {
  const { output, interruption } = context;
  const whose = owner === undefined ? undefined : await findOwner(client, owner);
  // The watch begins before the link does: nothing comes between.
  const records = client.records.watch({ ...watch, signal: interruption.signal });
  if (relay !== undefined) {
    output.warn(LINK_WARNING);
    client.connect(relay, {
      on: (event) => {
        if (event.type === 'state')
          output.note(`Relay: ${event.state}${event.code === undefined ? '' : ` (${event.code})`}`);
      },
    });
  } else if (watch.since === undefined)
    output.note('This command has the home to itself, so nothing can come: add --relay URL, or --since start.');
  let cursor: string | undefined;
  let left = limit;
  for await (const record of records) {
    ({ cursor } = record);
    if (whose !== undefined && record.owner !== whose) continue;
    await output.line(recordDocument(record), recordCells(record, { now: context.now(), isShort: false }).join('\t'));
    left--;
    if (left === 0) break;
  }
  if (cursor !== undefined) output.note(`To go on from here: --since ${cursor}`);
}
