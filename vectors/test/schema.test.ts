import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')) as Record<string, unknown>;
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false });
const isVectors = ajv.compile(read('schema/vectors.schema.json'));
const isKeys = ajv.compile(read('schema/keys.schema.json'));

interface File extends Record<string, unknown> {
  cases: Record<string, unknown>[];
}

/** The committed file with one case changed. */
function withCase(change: (vector: Record<string, unknown>) => void): File {
  const file = read('conventions/base64url.json') as File;
  change(file.cases.find(({ kind }) => kind === 'invalid')!);
  return file;
}

describe('the schema of vector files', () => {
  test('accepts what is committed', () => {
    expect(isVectors(withCase(() => {}))).toBe(true);
    expect(isKeys(read('keys.json'))).toBe(true);
  });

  test('accepts an invalid case in which a log stands and one of its ops does not', () => {
    const expected = [
      { refused: { a: 'E_FORMAT' }, parked: {} },
      { refused: {}, parked: { a: 'E_UPGRADE' } },
    ].map((ok) => ({ ok, compare: 'bytes' }));
    for (const wanted of expected) expect(isVectors(withCase((vector) => void (vector['expect'] = wanted)))).toBe(true);
  });

  test.each<[string, (vector: Record<string, unknown>) => void]>([
    ['an invalid case without a fault', (vector) => void delete vector['fault']],
    ['an invalid case without a base', (vector) => void delete vector['base']],
    ['an invalid case that is accepted', (vector) => void (vector['expect'] = { ok: {}, compare: 'accept' })],
    [
      'an invalid case in which no op is refused',
      (vector) => void (vector['expect'] = { ok: { refused: {}, parked: {} }, compare: 'bytes' }),
    ],
    [
      'a choice of codes',
      (vector) => void (vector['expect'] = { error: { code: ['E_SIG', 'E_FORMAT'], phase: 'format' } }),
    ],
    ['a case without requirements', (vector) => void (vector['requirements'] = [])],
    ['a member nobody knows', (vector) => void (vector['skip'] = true)],
    ['a fault of an unknown kind', (vector) => void (vector['fault'] = { op: 'move', path: '/text' })],
    [
      'a fault with a member too many',
      (vector) => void (vector['fault'] = { op: 'add', path: '/text', value: 1, other: 1 }),
    ],
    ['an id with capitals', (vector) => void (vector['id'] = 'conventions/base64url/Padding')],
  ])('refuses %s', (_, change) => {
    expect(isVectors(withCase(change))).toBe(false);
  });
});
