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

const MIB = 1_048_576;
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];

interface Options {
  readonly output: string;
}

/** `allod pack export`: everything that is here, in one file. */
export const packExport: Verb = defineVerb<Options>({
  path: 'pack export',
  summary: 'write everything that is here into a file, to be carried',
  examples: [
    { does: 'Into a file', line: 'allod pack export -o home.allod' },
    { does: 'Straight into another home', line: 'allod pack export -o - | allod pack import - --home ./phone' },
  ],
  shape: (command) => command.requiredOption('-o, --output <file>', 'the file; - for standard output'),
  run: async (context, _, { output: path }) => {
    if (path === '-' && context.output.isTerminal)
      throw wrongUsage('A pack is not for reading: send it to a file or a pipe.');
    if (path === '-' && context.output.json) throw wrongUsage('--json and a pack cannot both go to standard output.');
    if (path !== '-') await mayReplace(context, path);
    await withClient(context, (client) => (path === '-' ? toStdout(context, client) : toFile(context, client, path)));
  },
});

async function mayReplace(context: Context, path: string): Promise<void> {
  const { canAsk, yes } = context;
  if (yes || !existsSync(path)) return;
  const question = `${printable(path)} is there already, and would be replaced.`;
  if (canAsk && (await confirm(question, 'replace', askingOf(context)))) return;
  throw wrongUsage(`${path} is there already.`, 'Name another file, or add --yes to replace it.');
}

async function toStdout({ output, interruption }: Context, client: Client): Promise<void> {
  for await (const chunk of client.packs.export()) {
    if (interruption.signal.aborted) return;
    await output.bytes(chunk);
  }
}

/** The file is whole or not there at all: it is written under another name first. */
async function toFile({ output, interruption, progress }: Context, client: Client, path: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  const line = progress();
  let size = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of client.packs.export()) {
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
  const spaces = (await client.spaces()).filter(({ count }) => count > 0);
  const count = spaces.reduce((sum, each) => sum + each.count, 0);
  await output.result(
    { file: path, bytes: size, spaces, count },
    `${count} statements, ${size} bytes, in ${printable(path)}`,
  );
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
