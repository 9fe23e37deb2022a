import { MAX_AHEAD_MICROSECONDS } from '@allod/collections';
import type { Result } from '@allod/core/errors';
import { accept } from '@allod/core/errors';
import type { CommitCode, Store } from '@allod/storage';

/** Statements that one commit releases. */
const PAGE = 500;

/** How many records of these spaces state a time that has not come by the clock here. (COL-006) */
export async function countHeld(store: Store, spaces: readonly string[], now: number): Promise<number> {
  const ids: string[] = [];
  for await (const { id, why, due } of store.scan({ by: 'due', until: Number.MAX_SAFE_INTEGER - 1 }))
    if (why === 'held' && due - now > MAX_AHEAD_MICROSECONDS) ids.push(id);
  const among = new Set(spaces);
  return (await store.items(ids)).filter((stored) => stored !== undefined && among.has(stored.space)).length;
}

/** Gives the state VALID to the records whose time has come. */
export async function releaseHeld(store: Store, now: number): Promise<Result<undefined, CommitCode>> {
  const ids: string[] = [];
  for await (const { id, why } of store.scan({ by: 'due', until: now + MAX_AHEAD_MICROSECONDS }))
    if (why === 'held') ids.push(id);
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = (await store.items(ids.slice(at, at + PAGE))).filter((stored) => stored !== undefined);
    for (const space of new Set(page.map((stored) => stored.space))) {
      const own = page.filter((stored) => stored.space === space);
      const committed = await store.commit({ space, state: own.map(({ id }) => [id, 'VALID']) });
      if (!committed.ok) return committed;
    }
  }
  return accept(undefined);
}
