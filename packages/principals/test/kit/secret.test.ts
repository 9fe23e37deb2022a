import { secretFromBytes } from '@allod/principals/kit';
import { expect, test } from 'vitest';

test('a secret is a copy of what it was made of, and gives copies', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  const secret = secretFromBytes(bytes);
  bytes[0] = 9;
  secret.bytes()[1] = 9;
  expect(secret.bytes()).toEqual(Uint8Array.of(1, 2, 3));
  expect(secret.sizeBytes).toBe(3);
});

test('a secret tells in print only that it is one', () => {
  const secret = secretFromBytes(Uint8Array.of(1, 2, 3));
  expect(JSON.stringify({ secret })).toBe('{"secret":"(secret)"}');
  expect(String(secret)).toBe('(secret)');
  expect(Object.keys(secret)).toEqual([]);
  expect(Object.isFrozen(secret)).toBe(true);
});
