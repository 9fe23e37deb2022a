import type { Op } from '../log/op.ts';
import type { Knowledge } from './key-book.ts';

/** Heads of a log, and of others. */
export type Heads = Pick<Op, 'log' | 'par' | 'x'>;

/** What is known where some heads are named: of their own log their past, of another one what they and their past name of it. (03 §5.2) */
export function knowledgeOf(heads: Heads, opById: ReadonlyMap<string, Op>): Knowledge {
  return {
    knows(log, ops) {
      const past = closureOf(heads.par, opById);
      if (log === heads.log) return ops.some((id) => past.has(id));
      const named = [heads, ...[...past].map((id) => opById.get(id))].flatMap((op) => op?.x?.[log] ?? []);
      const known = closureOf(named, opById);
      return ops.some((id) => known.has(id));
    },
  };
}

/** Some ops and their pasts. */
function closureOf(heads: readonly string[], opById: ReadonlyMap<string, Op>): ReadonlySet<string> {
  const found = new Set(heads);
  for (const id of found) for (const parent of opById.get(id)?.par ?? []) found.add(parent);
  return found;
}
