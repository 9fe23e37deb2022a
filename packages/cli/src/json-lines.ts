import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** Answers each line of `input` with one line of `output`, in order, until `input` ends. `undefined` answers nothing. */
export async function serveJsonLines(
  input: Readable,
  output: Writable,
  answer: (line: unknown) => Promise<unknown>,
): Promise<void> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line === '') continue;
    output.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
}
