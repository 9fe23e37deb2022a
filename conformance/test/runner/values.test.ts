import { describe, expect, test } from 'vitest';
import { compareResults } from '../../runner/compare.ts';
import { expand } from '../../runner/expand.ts';
import { HarnessError } from '../../runner/harness-error.ts';
import type { Json, JsonObject } from '../../runner/json.ts';
import type { Compare } from '../../runner/vectors.ts';
import { keysFromJson } from '../../runner/workspace.ts';

const keys = keysFromJson({ keys: [{ label: 'alice/phone', seed: 'c2VlZA', jwk: { kty: 'OKP', x: 'eA' } }] });
const open = (value: Json, keyForm: 'public' | 'private' = 'public'): Json =>
  expand(value, { keyByName: keys, keyForm, where: 'case' });

describe('expand', () => {
  test.each<[string, Json, Json]>([
    ['plain JSON stays', { a: [1, 'x', null, { b: true }] }, { a: [1, 'x', null, { b: true }] }],
    ['bytes stay', { $b64u: 'AA' }, { $b64u: 'AA' }],
    ['text is repeated', { $repeat: { of: 'ab', n: 3 } }, 'ababab'],
    ['bytes are repeated', { $repeat: { of: { $b64u: 'AAE' }, n: 2 } }, { $b64u: 'AAEAAQ' }],
    ['nothing is repeated into nothing', { $repeat: { of: { $b64u: 'AAE' }, n: 0 } }, { $b64u: '' }],
    ['texts are joined', { $concat: ['a', { $repeat: { of: 'b', n: 2 } }] }, 'abb'],
    ['text and bytes are joined as bytes', { $concat: ['a', { $b64u: '_w' }] }, { $b64u: 'Yf8' }],
    ['code units that form text are text', { $utf16: [0xd834, 0xdd1e, 0x41] }, '𝄞A'],
    ['a lone surrogate travels as octets', { $utf16: [0x41, 0xd800] }, { $b64u: 'Qe2ggA' }],
    ['a named key is the public half', { keys: [{ $key: 'alice/phone' }] }, { keys: [{ kty: 'OKP', x: 'eA' }] }],
  ])('%s', (_title, value, expanded) => {
    expect(open(value)).toEqual(expanded);
  });

  test('a signing command gets the private half', () => {
    expect(open({ $key: 'alice/phone' }, 'private')).toEqual({ kty: 'OKP', x: 'eA', d: 'c2VlZA' });
  });

  test('names that mean something to the language stay members', () => {
    const value: Json = JSON.parse('{"__proto__":{"constructor":{"$repeat":{"of":"x","n":2}}}}');
    expect(JSON.stringify(open(value))).toBe('{"__proto__":{"constructor":"xx"}}');
  });

  test.each<[Json]>([
    [{ $teleport: 1 }],
    [{ $key: 'nobody' }],
    [{ $key: 1 }],
    [{ $b64u: 1 }],
    [{ $repeat: { of: 'a', n: -1 } }],
    [{ $repeat: { of: 1, n: 1 } }],
    [{ $repeat: { of: 'a', n: 13 * 1024 * 1024 } }],
    [{ $concat: 'a' }],
    [{ $concat: ['a', 1] }],
    [{ $utf16: [65536] }],
    [{ $utf16: 'a' }],
  ])('refuses %j', (value) => {
    expect(() => open(value)).toThrow(HarnessError);
  });
});

const compared = (compare: Compare, ok: JsonObject, got: JsonObject): string | undefined =>
  compareResults({ compare, ok }, got);

describe('compareResults', () => {
  const value: JsonObject = { b: [1, { $b64u: 'AA' }], a: 'x' };

  test.each(['bytes', 'json', 'set', 'subset', 'accept'] as const)(
    '%s takes equal results in any member order',
    (mode) => {
      expect(compared(mode, value, { a: 'x', b: [1, { $b64u: 'AA' }] })).toBeUndefined();
    },
  );

  test.each<[JsonObject, string]>([
    [{ b: [1, { $b64u: 'AQ' }], a: 'x' }, '/b/1/$b64u: expected "AA", got "AQ"'],
    [{ b: [1, { $b64u: 'AA' }] }, '/a is missing'],
    [{ b: [1, { $b64u: 'AA' }], a: 'x', c: 1 }, '/c is not expected'],
    [{ b: [1], a: 'x' }, '/b: expected [1,{"$b64u":"AA"}], got [1]'],
    [{ b: 'AA', a: 'x' }, '/b: expected [1,{"$b64u":"AA"}], got "AA"'],
    [{ b: [1, 'AA'], a: 'x' }, '/b/1: expected {"$b64u":"AA"}, got "AA"'],
  ])('bytes sees the difference of %j', (got, words) => {
    expect(compared('bytes', value, got)).toBe(words);
  });

  test('bytes tells 0 from -0 and 1 from "1"', () => {
    expect(compared('bytes', { n: 0 }, { n: -0 })).toBeTypeOf('string');
    expect(compared('bytes', { n: 1 }, { n: '1' })).toBeTypeOf('string');
  });

  test('bytes does not take an inherited name for a member', () => {
    expect(compared('bytes', { toString: 'x' }, {})).toBe('/toString is missing');
  });

  test('set compares lists as multisets', () => {
    expect(compared('set', { l: [1, 2, 2] }, { l: [2, 1, 2] })).toBeUndefined();
    expect(compared('set', { l: [1, 2, 2] }, { l: [1, 1, 2] })).toBe('/l has no 2');
    expect(compared('bytes', { l: [1, 2] }, { l: [2, 1] })).toBeTypeOf('string');
  });

  test('subset passes over members that were not asked for, and no others', () => {
    expect(compared('subset', { a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 })).toBeUndefined();
    expect(compared('subset', { a: { b: 1 } }, { a: { b: 2 } })).toBe('/a/b: expected 1, got 2');
  });

  test('accept asks for nothing', () => {
    expect(compared('accept', { a: 1 }, {})).toBeUndefined();
  });
});
