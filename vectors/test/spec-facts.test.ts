import { expect, test } from 'vitest';
import { readSpecFacts } from '../src/spec-facts.ts';

test('a code that is a verdict about bytes has to be expected by some case, and a local code has not', () => {
  const { codes } = readSpecFacts();
  expect(codes).toContain('E_SIG');
  expect(codes).not.toContain('E_STORE_FULL');
});
