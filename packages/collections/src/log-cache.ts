import { isId } from '@allod/core/bytes';
import type { StatementParts } from '@allod/core/statement';
import { resolveUserLog } from '@allod/principals';
import type { UserLog } from '@allod/principals';
import { readOp } from './read.ts';

/** Where logs come from, and how many are kept. */
export interface LogCacheOptions {
  /** The accepted ops of a log as they are stored; none when the log is not held. */
  readonly loadOps: (space: string) => Promise<readonly StatementParts[]>;
  /** How many logs stay in memory; the one that was not asked for the longest goes first. */
  readonly maxLogs: number;
}

/** The logs that a store holds, each read and verified once for as long as it stays in memory. */
export interface LogCache {
  /** The logs with these ids that are held, by id. */
  find(ids: Iterable<string>): Promise<Map<string, UserLog>>;
}

/** Keeps resolved logs. That a log is not held is never kept: it may come with the next commit. */
export function createLogCache({ loadOps, maxLogs }: LogCacheOptions): LogCache {
  const kept = new Map<string, UserLog>();
  const keep = (log: UserLog): void => {
    kept.delete(log.id);
    kept.set(log.id, log);
    if (kept.size > maxLogs) kept.delete(kept.keys().next().value!);
  };
  return {
    async find(ids) {
      const found = await Promise.all([...new Set(ids)].map(async (id) => kept.get(id) ?? load(id, loadOps)));
      const held = found.filter((log) => log !== undefined);
      held.forEach(keep);
      return new Map(held.map((log) => [log.id, log]));
    },
  };
}

/** A disk is outside: what it gives is judged like anything else. A log with an op that does not pass is not held. */
async function load(id: string, loadOps: LogCacheOptions['loadOps']): Promise<UserLog | undefined> {
  if (!isId(id)) return undefined;
  const ops = [];
  for (const parts of await loadOps(id)) {
    const op = readOp(parts);
    if (!op.ok) return undefined;
    ops.push(op.value);
  }
  const log = await resolveUserLog(id, ops);
  return log.ok ? log.value : undefined;
}
