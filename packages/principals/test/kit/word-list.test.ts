import { wordlist } from '@scure/bip39/wordlists/english.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the words of the library are those of the registry, in their order', () => {
  const file = readFileSync(new URL('../../../../spec/registries/kit-words.txt', import.meta.url), 'utf8');
  expect(wordlist.map((word) => `${word}\n`).join('')).toBe(file);
});
