import type { Store } from '../port.ts';

/** The methods of a store as a plain object, so that a test can replace one. */
export function bound(store: Store): Store {
  return {
    gen: store.gen,
    commit: (commit) => store.commit(commit),
    items: (ids) => store.items(ids),
    body: (dig, range) => store.body(dig, range),
    scan: (query) => store.scan(query),
    fold: (space, ranges) => store.fold(space, ranges),
    watch: (space, fn) => store.watch(space, fn),
    close: () => store.close(),
  };
}
