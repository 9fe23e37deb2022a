import type { Store } from '../port.ts';
import type { OpenedStore } from './store-cases.ts';

/** A case before it has a store. It resolves to the store that is open at its end, when that is another one. */
export interface CaseBody {
  readonly title: string;
  readonly requirements: readonly string[];
  readonly run: (opened: OpenedStore) => Promise<Store | void>;
}
