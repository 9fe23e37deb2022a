import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { serveJsonLines } from '../src/json-lines.ts';

async function echo(chunks: readonly (string | Buffer)[]): Promise<string> {
  const output = new PassThrough();
  await serveJsonLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), output, async (line) => line);
  return String(output.read());
}

test('answers lines however they are cut into chunks, and a last one without line feed', async () => {
  const euro = Buffer.from('"€"\n{"a":1}\n\n[2]');
  expect(await echo([euro.subarray(0, 2), euro.subarray(2, 7), euro.subarray(7)])).toBe('"€"\n{"a":1}\n[2]\n');
});

test('keeps line separators of Unicode inside a line', async () => {
  expect(await echo(['"a\u2028b\u2029c"\n'])).toBe('"a\u2028b\u2029c"\n');
});
