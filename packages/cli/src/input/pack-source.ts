import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Context } from '../context.ts';
import { Failure, wrongInput } from '../errors/failure.ts';
import type { Progress } from '../output/progress.ts';

const MIB = 1_048_576;

/** The bytes of a pack, from a file or, for `-`, from standard input. Throws a `Failure` with `E_NOT_FOUND` or `E_INPUT` when there is no such file. */
export async function openPack(
  path: string,
  { stdin, interruption }: Context,
  progress: Progress,
): Promise<AsyncIterable<Uint8Array>> {
  const stream = path === '-' ? stdin : await openFile(path);
  return counted(stream, { signal: interruption.signal, progress });
}

async function openFile(path: string): Promise<Readable> {
  let isFile: boolean;
  try {
    isFile = (await stat(path)).isFile();
  } catch {
    throw new Failure('E_NOT_FOUND', {
      about: path,
      reason: 'There is no such file.',
      hint: 'Check the path; - stands for standard input.',
    });
  }
  if (!isFile) throw wrongInput('This is not a file.', { about: path });
  return createReadStream(path);
}

/** Ends early when it is interrupted: a pack that ends early loses nothing of what came before. */
async function* counted(
  stream: Readable,
  { signal, progress }: { signal: AbortSignal; progress: Progress },
): AsyncGenerator<Uint8Array> {
  const stop = (): void => void stream.destroy();
  signal.addEventListener('abort', stop);
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      progress.update(`Read ${(size / MIB).toFixed(1)} MiB`);
      yield chunk;
    }
  } catch (fault) {
    if (signal.aborted) return;
    throw wrongInput(`It cannot be read to its end: ${fault instanceof Error ? fault.message : String(fault)}.`, {
      data: 'What came before was verified, and an import keeps it.',
    });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
