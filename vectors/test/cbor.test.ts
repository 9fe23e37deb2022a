import { expect, test } from 'vitest';
import { cbor, looseMap, longHead, nested, Raw } from '../src/cbor.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each([
  [0, '00'],
  [23, '17'],
  [24, '1818'],
  [256, '190100'],
  [65_536, '1a00010000'],
  [2 ** 32, '1b0000000100000000'],
  [-1, '20'],
  [-25, '3818'],
  [false, 'f4'],
  [null, 'f6'],
  ['é', '62c3a9'],
  [Buffer.from([1, 2]), '420102'],
  [[1, [2]], '82018102'],
  [{ b: 1, aa: 2, a: 3 }, 'a361610361620162616102'],
])('the encoding of %j', (value, expected) => {
  expect(hex(cbor(value))).toBe(expected);
});

test('what an author asks for is written as it is', () => {
  expect(hex(cbor([new Raw(0xff)]))).toBe('81ff');
  expect(hex(cbor(looseMap(['b', 1], ['a', 2])))).toBe('a2616201616102');
  expect(hex(longHead('unsigned', 1, 4))).toBe('1a00000001');
  expect(cbor(nested(0, 3))).toEqual(cbor([[[0]]]));
});
