import type { Store } from './port.ts';

/**
 * A store in front of another one: it commits in its own way, and all else is the other's. What `commit` is given, a caller wants
 * done as {@link Store.commit} says; it decides whether and how it hands that on to the store behind.
 */
export function withCommit(inner: Store, commit: Store['commit']): Store {
  return {
    gen: inner.gen,
    commit,
    items: (ids) => inner.items(ids),
    body: (dig, range) => inner.body(dig, range),
    scan: (query) => inner.scan(query),
    fold: (space, ranges) => inner.fold(space, ranges),
    watch: (space, fn) => inner.watch(space, fn),
    close: () => inner.close(),
  };
}
