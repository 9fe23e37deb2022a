import { expect, test } from 'vitest';
import { amount, counted, duration, wordsOf } from '../src/words.ts';

test('numbers are written as people write them', () => {
  expect([amount(0), amount(250), amount(1_204_000)]).toEqual(['0', '250', '1,204,000']);
  expect([counted(1, 'record'), counted(0, 'record'), counted(2_000, 'record')]).toEqual([
    '1 record',
    '0 records',
    '2,000 records',
  ]);
});

test('durations are in milliseconds below a second, and never nothing', () => {
  expect([0, 0.6, 999, 1_000, 61_250].map(duration)).toEqual(['1 ms', '1 ms', '999 ms', '1.0 s', '61.3 s']);
});

test('whatever is thrown has words', () => {
  expect([wordsOf(new Error('no room')), wordsOf('no room')]).toEqual(['no room', 'no room']);
});
