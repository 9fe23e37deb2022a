import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesValue, canonical, compact, expand, octets, textOf, type Value } from '../src/value.ts';
import { writeJson } from '../src/write-json.ts';

const run = fc
  .tuple(fc.string({ unit: fc.constantFrom('a', 'b', '\u00e9'), maxLength: 5 }), fc.nat(2000))
  .map(([unit, n]) => unit.repeat(n));
const text = fc.array(fc.oneof(run, fc.string()), { maxLength: 4 }).map((parts) => parts.join('x'));

describe('values of vector files', () => {
  test('expand undoes compact, for texts and for bytes', () => {
    fc.assert(
      fc.property(text, (made) => {
        expect(expand(compact(made))).toBe(made);
        expect(expand(compact(bytesValue(octets(made))))).toEqual(bytesValue(octets(made)));
      }),
      { seed: 1 },
    );
  });

  test('a long run takes little room', () => {
    expect(JSON.stringify(compact(`x${'ICAg'.repeat(20_000)}y`)).length).toBeLessThan(100);
    expect(
      JSON.stringify(compact(bytesValue(octets(`${'['.repeat(50_000)}1${']'.repeat(50_000)}`)))).length,
    ).toBeLessThan(200);
  });

  test('our spelling of JSON is read back as it was meant', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(4), (value, depth) => {
        expect(JSON.parse(writeJson(value as Value, depth))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { seed: 2 },
    );
  });

  test('equal values have one canonical text', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
  });

  test('ill-formed octets are no text, and nothing but text and bytes is joined', () => {
    expect(() => textOf(Uint8Array.of(0xff))).toThrow(TypeError);
    expect(() => expand({ $concat: [1] })).toThrow(TypeError);
    expect(() => expand({ $concat: 'a' })).toThrow(TypeError);
    expect(() => expand({ $repeat: { of: 'a' } })).toThrow(TypeError);
  });
});
