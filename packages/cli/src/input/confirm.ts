import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Terminal } from '../output/output.ts';

/** Whom a question is put to. */
export interface Asking {
  readonly stdin: Readable;
  readonly stderr: Terminal;
  readonly signal: AbortSignal;
}

/** Asks a person to type a word. Whether it was that word; the end of the input, and an interrupt, mean no. */
export async function confirm(question: string, word: string, { stdin, stderr, signal }: Asking): Promise<boolean> {
  const lines = createInterface({ input: stdin, terminal: false });
  try {
    stderr.write(`${question} Type "${word}" to go on: `);
    const ended = once(lines, 'close', { signal }).then(() => [''] as unknown[]);
    const [answer] = await Promise.race([once(lines, 'line', { signal }) as Promise<unknown[]>, ended]);
    return String(answer).trim() === word;
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
