import { withCommit } from '@allod/storage';
import type { Store } from '@allod/storage';

/** Under this name and its id a store remembers each space that it was given something for. */
const PREFIX = 'relay/space/';
const PRESENT = Uint8Array.of(1);

/**
 * The store, which from now on remembers every space that it is given a statement for, in the commit that brings the first one: a store
 * does not list its spaces by itself.
 */
export function rememberSpaces(store: Store): Store {
  const remembered = new Set<string>();
  return withCommit(store, async (commit) => {
    const { space, put = [], meta = [] } = commit;
    if (put.length === 0 || remembered.has(space)) return store.commit(commit);
    const committed = await store.commit({ ...commit, meta: [...meta, [`${PREFIX}${space}`, PRESENT]] });
    if (committed.ok) remembered.add(space);
    return committed;
  });
}

/** Ids of the spaces that a store remembers, ascending, at most `most`. */
export async function listSpaces(store: Store, most: number): Promise<string[]> {
  const spaces: string[] = [];
  for await (const { name } of store.scan({ by: 'meta', prefix: PREFIX })) {
    if (spaces.length === most) break;
    spaces.push(name.slice(PREFIX.length));
  }
  return spaces;
}
