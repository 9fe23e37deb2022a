import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from '@allod/client';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { Failure, wrongUsage } from '../errors/failure.ts';
import { confirm } from '../input/confirm.ts';
import { askingOf } from '../input/prompt.ts';
import { printable } from '../output/printable.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findWho } from '../whom.ts';

const MIB = 1_048_576;
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];

interface Options {
  readonly output: string;
}

/** `allod pack export`: everything that is here, or what one principal owns, in one file. */
export const packExport: Verb = defineVerb<Options>({
  path: 'pack export',
  summary: 'write what is here into a file, to be carried',
  examples: [
    { does: 'A team, for somebody who has nothing of it', line: 'allod pack export Home -o home.allod' },
    {
      does: 'Everything, straight into another home',
      line: 'allod pack export -o - | allod pack import - --home ./phone',
    },
  ],
  shape: (command) =>
    command
      .argument(
        '[who]',
        'a team or a person: what is theirs, and the logs that it takes to read it; without it, everything',
      )
      .requiredOption('-o, --output <file>', 'the file; - for standard output'),
  run: async (context, [who], { output: path }) => {
    if (path === '-' && context.output.isTerminal)
      throw wrongUsage('A pack is not for reading: send it to a file or a pipe.');
    if (path === '-' && context.output.json) throw wrongUsage('--json and a pack cannot both go to standard output.');
    if (path !== '-') await mayReplace(context, path);
    await withClient(context, async (client) => {
      const what = who === undefined ? {} : { spaces: [await presentSpace(client, who)] };
      await (path === '-' ? toStdout(context, client, what) : toFile(context, client, { path, ...what }));
    });
  },
});

async function mayReplace(context: Context, path: string): Promise<void> {
  const { canAsk, yes } = context;
  if (yes || !existsSync(path)) return;
  const question = `${printable(path)} is there already, and would be replaced.`;
  if (canAsk && (await confirm(question, 'replace', askingOf(context)))) return;
  throw wrongUsage(`${path} is there already.`, 'Name another file, or add --yes to replace it.');
}

/** What goes in; everything when absent. */
interface What {
  readonly spaces?: readonly string[];
}

/** The space of somebody of whom something is here. */
async function presentSpace(client: Client, who: string): Promise<string> {
  const { id } = await findWho(client, who);
  if ((await client.spaces()).some(({ space, count }) => space === id && count > 0)) return id;
  const hint = '`allod sync URL` fetches what is new.';
  throw new Failure('E_NOT_FOUND', { about: printable(who), reason: 'Nothing of it is here.', hint });
}

async function toStdout({ output, interruption }: Context, client: Client, what: What): Promise<void> {
  for await (const chunk of client.packs.export(what)) {
    if (interruption.signal.aborted) return;
    await output.bytes(chunk);
  }
}

/** The file is whole or not there at all: it is written under another name first. */
async function toFile(
  { output, interruption, progress }: Context,
  client: Client,
  { path, ...what }: What & { readonly path: string },
): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const line = progress();
  let size = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of client.packs.export(what)) {
      size += chunk.length;
      line.update(`Writing ${path}  ${(size / MIB).toFixed(1)} MiB`);
      yield chunk;
    }
  };
  try {
    const file = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(Readable.from(counted()), file, { signal: interruption.signal });
    await rename(unfinished, path);
  } catch (fault) {
    await rm(unfinished, { force: true });
    throw interruption.signal.aborted ? ended(path) : writeFailure(path, fault);
  } finally {
    line.end();
  }
  const isIn = (space: string): boolean => what.spaces?.includes(space) ?? true;
  const spaces = (await client.spaces()).filter(({ space, count }) => count > 0 && isIn(space));
  const count = spaces.reduce((sum, each) => sum + each.count, 0);
  await output.result(
    { file: path, bytes: size, spaces, count },
    `${count} statements, ${size} bytes, in ${printable(path)}`,
  );
  if (what.spaces !== undefined)
    output.note('The logs of those whom it names are in it, too, and nothing else of theirs.');
  output.note('Whoever has the file can read everything in it: content is not encrypted yet.');
}

function ended(path: string): Failure {
  return new Failure('E_INPUT', {
    about: path,
    reason: 'The export was ended before it was whole.',
    data: 'No file was written.',
  });
}

function writeFailure(path: string, fault: unknown): unknown {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (NO_ROOM.includes(code)) return new Failure('E_STORE_FULL', { about: path, data: 'No file was written.' });
  if (!/^E[A-Z]+$/.test(code)) return fault;
  return new Failure('E_INPUT', {
    about: path,
    reason: `The file cannot be written (${code}).`,
    data: 'No file was written.',
  });
}
