import type { Readable, Writable } from 'node:stream';

/** Answers each line of `input` with one line of `output`, in order, until `input` ends. */
export async function serveJsonLines(
  input: Readable,
  output: Writable,
  answer: (line: unknown) => Promise<unknown>,
): Promise<void> {
  for await (const line of lines(input)) {
    output.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
  }
}

/** The non-empty lines of `input`. Only a line feed ends one: node:readline also splits inside JSON text, at U+2028. */
async function* lines(input: Readable): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of input.setEncoding('utf8')) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop()!;
    yield* parts.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}
