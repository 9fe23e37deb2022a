import type { Store } from '../port.ts';
import { BODY_CASES } from './body-cases.ts';
import { COMMIT_CASES } from './commit-cases.ts';
import { READ_CASES } from './read-cases.ts';

/** A store that can be closed and opened again over what it kept. */
export interface OpenedStore {
  readonly store: Store;
  /** Opens it again, after the one before was closed. */
  reopen(): Promise<Store>;
}

/** One case of the suite for stores. `run` rejects when the driver fails it. */
export interface StoreCase {
  /** A sentence, without the ids. */
  readonly title: string;
  /** Ids of the requirements that it is evidence for. */
  readonly requirements: readonly string[];
  /** Opens a store, works the case and closes it. */
  run(): Promise<void>;
}

/** The suite for stores; `open` gives an empty one each time. The suite closes it. */
export function storeCases(open: () => Promise<OpenedStore>): StoreCase[] {
  const cases = [...COMMIT_CASES, ...BODY_CASES, ...READ_CASES];
  return cases.map(({ run, ...about }) => ({
    ...about,
    async run() {
      const opened = await open();
      const last = await run(opened);
      await (last ?? opened.store).close();
    },
  }));
}
