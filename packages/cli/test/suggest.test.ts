import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, suggest } from '../src/suggest.ts';

const NAMES = ['init', 'record add', 'record get', 'record list', 'pack import', 'pack export', 'doctor'];

test.each([
  ['lst', ['record list']],
  ['record lsit', ['record list']],
  ['recrd get', ['record get']],
  ['imprt', ['pack import']],
  ['inti', ['init']],
  ['dcotor', ['doctor']],
  ['fly', []],
  ['', []],
])('who typed "%s" may have meant %j', (typed, meant) => {
  expect(suggest(typed, NAMES)).toEqual(meant);
});

test('the distance of two words is that of the other way round, and 0 for equal ones alone', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    }),
    { numRuns: 300 },
  );
});
