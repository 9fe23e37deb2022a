import { refuse } from '@allod/core/errors';
import { createMemoryStore, withCommit } from '@allod/storage';
import type { Store } from '@allod/storage';
import type { ClientContext } from '../context.ts';
import type { Logs } from '../logs/logs.ts';
import type { Surroundings } from '../surroundings.ts';
import { createWorkbench, syncWithAll } from '../sync/workbench.ts';

/** Statements, and bytes of bodies, that are kept to look at a link: whoever made it chose the relays. Ops come before the records. (SYN-014) */
const MAX_STATEMENTS = 100_000;
const MAX_BODY_BYTES = 33_554_432;

/** Logs to look at, and how to be done with it. */
export interface FetchedLog {
  readonly logs: Logs;
  /** Where its records are. */
  readonly store: Store;
  close(): Promise<void>;
}

/**
 * The log with an op that a link names: what is here when the op is, else what relays have, kept in memory alone, so that nothing is left of it. `op` absent:
 * whatever is here will do.
 */
export async function fetchLog(
  { logs, store: own }: Pick<ClientContext, 'logs' | 'store'>,
  wanted: {
    readonly log: string;
    readonly op?: string;
    readonly relays: readonly string[];
    readonly signal?: AbortSignal | undefined;
  },
  surroundings: Surroundings,
): Promise<FetchedLog> {
  const { log, op, relays, signal } = wanted;
  const here = await logs.ops(log);
  const isHere = op === undefined ? here.length > 0 : here.some(({ id }) => id === op);
  if (isHere) return { logs, store: own, close: () => Promise.resolve() };
  return fetchAside({ log, relays, signal }, surroundings);
}

/** A space as relays have it, kept in memory alone. */
export async function fetchAside(
  {
    log,
    relays,
    signal,
  }: { readonly log: string; readonly relays: readonly string[]; readonly signal?: AbortSignal | undefined },
  surroundings: Surroundings,
): Promise<FetchedLog> {
  const store = bounded(await createMemoryStore(surroundings.random));
  const bench = await createWorkbench(store, surroundings);
  await syncWithAll(bench, relays, { spaces: [log], ...(signal === undefined ? {} : { signal }) });
  const close = async (): Promise<void> => {
    await bench.close();
    await store.close();
  };
  return { logs: bench.logs, store: bench.store, close };
}

/** A store that finds no room for more than it takes to look at a link. */
function bounded(inner: Store): Store {
  let [statements, bytes] = [0, 0];
  const commit: Store['commit'] = (what) => {
    const { put = [], park = [], bodies = [] } = what;
    statements += put.length + park.length;
    bytes += bodies.reduce((sum, [, body]) => sum + body.length, 0);
    const isFull = statements > MAX_STATEMENTS || bytes > MAX_BODY_BYTES;
    return isFull ? Promise.resolve(refuse('E_STORE_FULL', 'STO-013')) : inner.commit(what);
  };
  return withCommit(inner, commit);
}
