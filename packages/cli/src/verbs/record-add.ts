import type { Added, Body, Client } from '@allod/client';
import { mayBeClear } from '@allod/core/sealed';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { Failure, wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readBodies } from '../input/bodies.ts';
import { collectionPlace } from '../input/collection-name.ts';
import { readText } from '../input/read-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findOwner } from '../whom.ts';

interface Options {
  readonly tag?: string;
  readonly kind?: string;
  readonly public?: boolean;
}

/** `allod record add`: new records, or new versions of one. */
export const recordAdd: Verb = defineVerb<Options>({
  path: 'record add',
  summary: 'sign a record and store it',
  examples: [
    {
      does: 'One record of texts, in a new collection',
      line: 'allod record add com.example.tasks title="Buy milk"',
    },
    {
      does: 'Many records, one line of JSON each',
      line: `printf '{"n":1}\\n{"n":2}\\n' | allod record add com.example.numbers -`,
    },
  ],
  shape: (command) =>
    command
      .argument('<collection>', 'its name, such as com.example.notes or v:com.example.notes; Home/notes for a team')
      .argument('[content...]', 'JSON; key=value for texts, key:=json for others; or - for standard input')
      .option('--tag <text>', 'name of the record in its collection; the record becomes the next version of it')
      .option('--kind <kind>', 'versioned (default), immutable, mutable, claims or mergeable')
      .option('--public', 'not encrypted: for collections whose names end in .public, and for claims'),
  run,
});

async function run(context: Context, [name = '', ...words]: readonly string[], options: Options): Promise<void> {
  const { stdin, interruption, output } = context;
  const place = collectionPlace(name, options.kind);
  const { col } = place;
  checkPublic(col, options.public === true);
  const bodies = await readBodies(words, () => {
    output.detail('Reading standard input');
    return readText(stdin, interruption.signal);
  });
  if (options.tag !== undefined && bodies.length > 1)
    throw wrongUsage('--tag names one record, and there are several.');
  await withClient(context, async (client) => {
    const owner = await findOwner(client, place.owner);
    if (options.public === true) output.warn(`It is not encrypted: anybody who holds ${col} can read it.`);
    await addAll(context, client, { owner, col, bodies, tag: options.tag });
  });
}

/** What everybody can read is said twice: by the name of the collection, which all see, and by whoever writes into it. (SEC-036) */
function checkPublic(col: string, isPublic: boolean): void {
  const isClear = mayBeClear(col);
  if (isClear && !isPublic) throw new Failure('E_NOT_PUBLIC', { about: col });
  if (isPublic && !isClear)
    throw wrongUsage(
      `What goes into ${col} is encrypted: --public is for collections whose names end in .public.`,
      `Leave --public out; or call the collection ${col}.public.`,
    );
}

interface Adding {
  readonly owner: string;
  readonly col: string;
  readonly bodies: readonly Body[];
  readonly tag: string | undefined;
}

async function addAll(
  { output, progress }: Context,
  client: Client,
  { owner, col, bodies, tag }: Adding,
): Promise<void> {
  const line = progress();
  const lines: Promise<void>[] = [];
  let count = 0;
  const on = (added: readonly Added[]): void => {
    count += added.length;
    line.update(`Adding to ${col}  ${count}/${bodies.length} records`);
    if (bodies.length > 1) lines.push(...added.map((each) => output.line(each, each.id)));
  };
  try {
    const tags = tag === undefined ? {} : { tags: [tag] };
    const result = await client.records.addAll(col, bodies, { owner, ...tags, on });
    const stored = `${count} of ${bodies.length} records were written before, and stay.`;
    const [only] = outcomeOf(result, { about: col, ...(count === 0 ? {} : { data: stored }) });
    if (bodies.length === 1 && only !== undefined) await output.result(only, only.id);
    await Promise.all(lines);
  } finally {
    line.end();
  }
}
