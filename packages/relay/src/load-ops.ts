import type { StatementParts } from '@allod/core/statement';
import type { Store } from '@allod/storage';

/** The first order key that is not of an op: their collection hash is zero. (SYN-001) */
const AFTER_OPS = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);

/** The accepted ops of a log, as they are stored. */
export async function loadOps(store: Store, space: string): Promise<StatementParts[]> {
  const ids: string[] = [];
  for await (const { id } of store.scan({ by: 'key', space, range: { hi: AFTER_OPS } })) ids.push(id);
  return (await store.items(ids)).flatMap((stored) => (stored === undefined ? [] : [stored.parts]));
}
