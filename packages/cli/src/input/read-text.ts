import type { Readable } from 'node:stream';
import { Failure, wrongInput } from '../errors/failure.ts';

/** What is read at once; a record has at most 1 MiB, so this is many. */
const MAX_BYTES = 67_108_864;

/** All of a stream as UTF-8, up to 64 MiB. Throws a `Failure` with `E_SIZE` or `E_INPUT`. Gives up when `signal` says so. */
export async function readText(stream: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const stop = (): void => void stream.destroy(new Error('interrupted'));
  signal.addEventListener('abort', stop);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > MAX_BYTES) throw new Failure('E_SIZE', tooLong(size));
      chunks.push(chunk);
    }
  } catch (fault) {
    if (fault instanceof Failure) throw fault;
    throw wrongInput('Standard input cannot be read to its end.');
  } finally {
    signal.removeEventListener('abort', stop);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw wrongInput('Standard input is not UTF-8.');
  }
}

function tooLong(size: number): { reason: string; data: string; hint: string; details: object } {
  return {
    reason: 'Standard input is longer than 64 MiB.',
    data: 'Nothing was written.',
    hint: 'Give it in several parts.',
    details: { what: 'standard input', size, limit: MAX_BYTES },
  };
}
