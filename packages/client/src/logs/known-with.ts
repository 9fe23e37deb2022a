import { createAdmission } from '@allod/collections';
import type { Admission } from '@allod/collections';
import { BODY_RULE } from '@allod/collections/bodies';
import { statementIds, statementParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Store } from '@allod/storage';
import { findOps, loadOps } from '@allod/sync';
import { createLogs } from './logs.ts';
import type { Logs } from './logs.ts';

/** Logs, and what is judged by them. */
export interface Known {
  readonly admission: Admission;
  readonly logs: Logs;
}

/** Ops of one log that nobody has stored yet. */
export interface Unstored {
  readonly log: string;
  readonly ops: readonly Statement[];
}

/** Logs as they will be once these ops are stored as well. All that is asked for is read again: it is for ops that may end an epoch, which are rare. */
export async function knownWith(
  { store, now }: { readonly store: Store; readonly now: () => number },
  { log, ops }: Unstored,
): Promise<Known> {
  const ids = await statementIds(ops);
  const partsById = new Map(ops.map((op, i) => [ids[i]!, statementParts(op)]));
  const admission = createAdmission({
    bodies: BODY_RULE,
    now,
    loadOps: async (space) => {
      const stored = await loadOps(store, space);
      return space === log ? [...stored, ...partsById.values()] : stored;
    },
    findOps: async (wanted) => {
      const found = await findOps(store, wanted);
      return wanted.map((id, i) => (partsById.has(id) ? log : found[i]));
    },
  });
  const items: Store['items'] = async (wanted) => {
    const stored = await store.items(wanted);
    return wanted.map((id, i) => {
      const parts = partsById.get(id);
      return parts === undefined ? stored[i] : { id, space: log, parts };
    });
  };
  return { admission, logs: createLogs({ store: { items }, admission }) };
}
