import type { ListOptions, RecordView } from '@allod/client';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { collectionPlace } from '../input/collection-name.ts';
import { readWholeNumber } from '../input/whole-number.ts';
import type { Cells } from '../output/table.ts';
import { RECORD_HEADING, recordCells, recordDocument } from '../record-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findOwner } from '../whom.ts';

interface Options {
  readonly limit?: string;
  readonly kind?: string;
}

/** `allod record list`: the records that are here, newest first. */
export const recordList: Verb = defineVerb<Options>({
  path: 'record list',
  summary: 'list records, newest first',
  examples: [
    { does: 'The newest ten of one collection', line: 'allod record list com.example.notes --limit 10' },
    { does: 'Everything, as one JSON array', line: 'allod record list --json' },
  ],
  shape: (command) =>
    command
      .argument('[collection]', 'only this one, such as com.example.notes; Home/notes for that of a team')
      .option('--limit <count>', 'at most so many')
      .option('--kind <kind>', 'kind of the collection, when its name does not say so'),
  run: (context, [name], options) => {
    const { owner, ...chosen } = choose(name, options);
    return withClient(context, async (client) => {
      const whose = owner === undefined ? {} : { owner: await findOwner(client, owner) };
      await context.output.rows(RECORD_HEADING, rowsOf(client.records.list({ ...chosen, ...whose }), context));
    });
  },
});

function choose(name: string | undefined, { limit, kind }: Options): ListOptions {
  const col = name === undefined ? {} : collectionPlace(name, kind);
  if (limit === undefined) return col;
  return { ...col, limit: readWholeNumber(limit, { option: '--limit', min: 1, max: Number.MAX_SAFE_INTEGER }) };
}

async function* rowsOf(
  views: AsyncIterable<RecordView>,
  { output, now, interruption }: Context,
): AsyncGenerator<{ document: object; cells: Cells }> {
  for await (const view of views) {
    if (interruption.signal.aborted) return;
    yield { document: recordDocument(view), cells: recordCells(view, { now: now(), isShort: output.isTerminal }) };
  }
}
