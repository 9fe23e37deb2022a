import type { Body } from '@allod/client';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBodies } from '../../src/input/bodies.ts';

const noInput = (): Promise<string> => Promise.reject(new Error('standard input is not read'));

function shown(bodies: readonly Body[]): unknown[] {
  return bodies.map((body) => ('json' in body ? body.json : new TextDecoder().decode(body.bytes)));
}

async function read(words: readonly string[], stdin?: string): Promise<unknown[]> {
  return shown(await readBodies(words, stdin === undefined ? noInput : async () => stdin));
}

test('takes texts after = and JSON after :=, and keeps what follows the first sign', async () => {
  expect(await read(['title=Buy milk', 'url=a=b:=c', 'done:=false', 'n:=[1, 2]', 'empty='])).toEqual([
    { title: 'Buy milk', url: 'a=b:=c', done: false, n: [1, 2], empty: '' },
  ]);
});

test('gives hostile names to the record alone', async () => {
  const [body] = (await read(['__proto__=x', 'constructor:=1'])) as [object];
  expect(JSON.stringify(body)).toBe('{"__proto__":"x","constructor":1}');
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
});

test('keeps JSON as it is written', async () => {
  expect(await read(['{ "n": 1.50, "n2": 12345678901234567890 }'])).toEqual([
    '{ "n": 1.50, "n2": 12345678901234567890 }',
  ]);
  expect(await read(['"a=b"'])).toEqual(['"a=b"']);
});

test('reads one text of JSON from standard input, however many lines it has', async () => {
  expect(await read(['-'], '{\n  "a": 1\n}\n')).toEqual(['{\n  "a": 1\n}']);
});

test('reads one text of JSON from each line that has one', async () => {
  expect(await read(['-'], '{"a":1}\r\n\n 2 \n"x"')).toEqual(['{"a":1}', '2', '"x"']);
});

test.each<[string, readonly string[], string | undefined, RegExp]>([
  ['nothing', [], undefined, /Say what the record holds/],
  ['what is neither JSON nor key=value', ['hello'], undefined, /The text is not JSON/],
  ['two texts of JSON', ['{}', '{}'], undefined, /one JSON text/],
  ['a pair without a key', ['=x'], undefined, /not JSON/],
  ['a pair among which is none', ['a=1', '-'], undefined, /"-" is not key=value/],
  ['a line that is no JSON', ['-'], '1\n{', /Line 2 of standard input/],
  ['no line at all', ['-'], ' \n\n', /empty/],
  ['half of a pair of surrogates', ['"\ud800"'], undefined, /not JSON/],
])('refuses %s', async (_, words, stdin, sentence) => {
  await expect(read(words, stdin)).rejects.toThrow(sentence);
});

test('what is written as JSON, one value on each line, comes back as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.jsonValue(), { minLength: 1 }), async (values) => {
      const bodies = await readBodies(['-'], async () => values.map((value) => JSON.stringify(value)).join('\n'));
      expect(shown(bodies).map((text) => JSON.parse(String(text)) as unknown)).toEqual(
        values.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
      );
    }),
    { numRuns: 200 },
  );
});
