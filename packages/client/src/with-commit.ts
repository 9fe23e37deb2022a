import type { Store } from '@allod/storage';

/** A store in front of another one: it commits in its own way, and all else is the other's. */
export function withCommit(inner: Store, commit: Store['commit']): Store {
  return {
    gen: inner.gen,
    items: (ids) => inner.items(ids),
    body: (dig, range) => inner.body(dig, range),
    scan: (query) => inner.scan(query),
    fold: (space, ranges) => inner.fold(space, ranges),
    watch: (space, fn) => inner.watch(space, fn),
    close: () => inner.close(),
    commit,
  };
}
