import { createMemoryKeyValue, openStore } from '@allod/storage';
import type { BodyFiles, MemoryKeyValue, Store } from '@allod/storage';
import { keyValueCases, storeCases } from '@allod/storage/testing';
import { describe, expect, test } from 'vitest';
import { bodyFilesInMemory } from './body-files.ts';
import { random } from './random.ts';

async function over(kv: MemoryKeyValue, bodyFiles: BodyFiles | undefined): Promise<Store> {
  const opened = await openStore(kv, bodyFiles === undefined ? { random } : { random, bodyFiles });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

for (const where of ['inline', 'in files'] as const) {
  const cases = storeCases(async () => {
    const kv = createMemoryKeyValue();
    const bodyFiles = where === 'in files' ? bodyFilesInMemory() : undefined;
    const reopen = async (): Promise<Store> => {
      kv.restart();
      return over(kv, bodyFiles);
    };
    return { store: await over(kv, bodyFiles), reopen };
  });
  // The ids come first, so that the gate counts a case for what it is evidence for.
  for (const { title, requirements, run } of cases) {
    test(`${[requirements.join(', '), title].join(' ').trim()} (memory, large bodies ${where})`, async () => {
      await expect(run()).resolves.toBeUndefined();
    });
  }
}

describe('a map in memory', () => {
  test.each(keyValueCases(async () => createMemoryKeyValue()))('$title', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
