import { compareBytes, concatBytes, equalBytes } from '@allod/core/bytes';
import { expect, test } from 'vitest';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

test('byte strings are in the order of their bytes, a prefix first', () => {
  const ordered = [
    bytes(),
    bytes(0),
    bytes(0, 0),
    bytes(0, 255),
    bytes(1),
    bytes(1, 2, 3),
    bytes(1, 3),
    bytes(128),
    bytes(255),
  ];
  for (const [i, a] of ordered.entries()) {
    for (const [j, b] of ordered.entries()) {
      expect(Math.sign(compareBytes(a, b))).toBe(Math.sign(i - j));
      expect(equalBytes(a, b)).toBe(i === j);
    }
  }
});

test('byte strings are equal when their bytes are, wherever these are kept', () => {
  const whole = bytes(9, 1, 2, 9);
  expect(equalBytes(whole.subarray(1, 3), bytes(1, 2))).toBe(true);
  expect(equalBytes(Buffer.from([1, 2]), bytes(1, 2))).toBe(true);
  for (let at = 0; at < 64; at++)
    expect(equalBytes(new Uint8Array(64), new Uint8Array(64).fill(1, at, at + 1))).toBe(false);
});

test('byte strings are joined in order, into bytes of their own', () => {
  const [a, b] = [bytes(1, 2), bytes(3)];
  const joined = concatBytes([a, bytes(), b, a]);
  expect(joined).toEqual(bytes(1, 2, 3, 1, 2));
  a.fill(0);
  expect(joined[0]).toBe(1);
  expect(concatBytes([])).toEqual(bytes());
});
