/** The second implementation opens no file, so it has the word list of kits once more. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');

test('the words of kits are those of the registry, in their order', () => {
  const own = /WORDS = """\n([A-Z\n ]+)"""/.exec(read('../../impl-python/words.py'))?.[1];
  expect(own?.toLowerCase().trim().split(/\s+/)).toEqual(
    read('../../../spec/registries/kit-words.txt').trim().split('\n'),
  );
});
