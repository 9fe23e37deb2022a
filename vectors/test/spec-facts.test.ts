import { expect, test } from 'vitest';
import { readSpecFacts } from '../src/spec-facts.ts';

test('a code that is a verdict about bytes has to be expected by some case, and a local code has not', () => {
  const { codes } = readSpecFacts();
  expect(codes).toContain('E_SIG');
  expect(codes).not.toContain('E_STORE_FULL');
});

test('a limit that no vector can meet, and the code that only it has, need no case', () => {
  const { codes, limitNames } = readSpecFacts();
  expect(limitNames).toContain('parents');
  expect(limitNames).not.toContain('opsInPast');
  expect(codes).not.toContain('E_LOG_FULL');
  expect(codes).toContain('E_FORMAT');
});
