import { ascending } from '../cursor.ts';
import { predecessors } from '../summary.ts';

/** Takes up the ops of a log and gives its heads. */
export class HeadFinder {
  readonly #ids: Set<string> = new Set();
  readonly #named: Set<string> = new Set();

  add(id: string, claims: Readonly<Record<string, unknown>>): void {
    this.#ids.add(id);
    for (const named of predecessors(claims)) this.#named.add(named);
  }

  /** Ids of the ops that no other names as its predecessor, 32 bytes each, ascending. */
  heads(): Uint8Array[] {
    return ascending([...this.#ids].filter((id) => !this.#named.has(id)));
  }
}
