import type { Op } from '../log/op.ts';
import type { PrincipalLogs } from '../log/principal-logs.ts';

/** Heads of a log, and of others, as a record or an op names them. */
export type KnownHeads = Pick<Op, 'log' | 'par' | 'x'>;

/** Says of an accepted op whether it is known where some heads are named. (03 §5.2) */
export function isKnownTo(principals: PrincipalLogs, { log, par, x = {} }: KnownHeads): (op: string) => boolean {
  return (op) => {
    if (par.length > 0) return principals.isKnownAt(log, { heads: par, x }, op);
    // The log begins here: nothing is known but what is named.
    const of = principals.logOf(op);
    const heads = of === undefined ? undefined : x[of];
    return heads !== undefined && principals.isKnownAt(of!, { heads }, op);
  };
}
