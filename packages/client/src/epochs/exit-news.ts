import type { LogOp, Logs } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { headsNamedIn, newsFor, waysInto } from '../logs/ways.ts';

/** Logs that are named for what ended there: beside them stand those of a path, and an op names 16. */
const MAX_LOGS = 8;

/**
 * Heads of the logs through which somebody is in a log, where somebody was removed, or may read no more, of which the log has not heard. Whoever knows of it writes under no
 * epoch that those could have. `undefined` where there are none. (04 §1, §2.4)
 */
export async function exitNews(
  logs: Logs,
  log: string,
): Promise<Readonly<Record<string, readonly string[]>> | undefined> {
  const reached = (await waysInto(logs, log)).map(({ who }) => who);
  const news = await newsFor(logs, log, reached);
  if (news === undefined) return undefined;
  const named = await headsNamedIn(logs, log);
  const found: [string, readonly string[]][] = [];
  for (const [other, heads] of Object.entries(news).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const ops = await logs.ops(other);
    const known = pastOf(ops, [...(named.get(other) ?? [])]);
    if (found.length < MAX_LOGS && ops.some((op) => isExit(op) && !known.has(op.id))) found.push([other, heads]);
  }
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Whether somebody may read no more after an op, at a first look: a retired device reads nothing new either way. */
export function isExit({ k, claims: { keep }, isAlive }: LogOp): boolean {
  return isAlive && (k === 'set' || (k === 'remove' && keep === undefined));
}
