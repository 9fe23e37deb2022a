import type { Store } from '../port.ts';
import { withCommit } from '../with-commit.ts';

/** The methods of a store as a plain object, so that a test can replace one. */
export function bound(store: Store): Store {
  return withCommit(store, (commit) => store.commit(commit));
}
