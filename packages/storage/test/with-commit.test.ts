import { createMemoryStore, withCommit } from '@allod/storage';
import type { Commit, Store } from '@allod/storage';
import { refuse } from '@allod/core/errors';
import { describe, expect, it } from 'vitest';
import { random } from './random.ts';

const space = 'A'.repeat(43);
const named: Commit = { space, meta: [['test/name', Uint8Array.of(1)]] };

async function namesIn(store: Store): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of store.scan({ by: 'meta', prefix: 'test/' })) names.push(name);
  return names;
}

describe('withCommit', () => {
  it('hands a commit on as it was changed', async () => {
    const inner = await createMemoryStore(random);
    const store = withCommit(inner, (commit) =>
      inner.commit({ ...commit, meta: [...(commit.meta ?? []), ['test/further', Uint8Array.of(2)]] }),
    );
    expect((await store.commit(named)).ok).toBe(true);
    expect(await namesIn(store)).toEqual(['test/further', 'test/name']);
    expect(await namesIn(inner)).toEqual(['test/further', 'test/name']);
  });

  it('gives nothing to the store behind when the commit is refused in front of it', async () => {
    const inner = await createMemoryStore(random);
    const store = withCommit(inner, () => Promise.resolve(refuse('E_STORE_FULL', 'STO-013')));
    const committed = await store.commit(named);
    expect(committed.ok || committed.error.code).toBe('E_STORE_FULL');
    expect(await namesIn(inner)).toEqual([]);
  });

  it('is the store behind in everything else', async () => {
    const inner = await createMemoryStore(random);
    const store = withCommit(inner, (commit) => inner.commit(commit));
    const seen: string[] = [];
    const end = store.watch('*', (committed) => seen.push(committed.space));
    await inner.commit(named);
    end();
    expect(store.gen).toEqual(inner.gen);
    expect(seen).toEqual([space]);
    expect(await store.items([space])).toEqual([undefined]);
    expect(await store.body(space)).toBeUndefined();
    expect(await store.fold(space, [{}])).toEqual(await inner.fold(space, [{}]));
    await store.close();
    await expect(inner.items([space])).rejects.toThrow(TypeError);
  });
});
