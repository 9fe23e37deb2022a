import type { LogOp } from './logs.ts';

/** These ops and all before them. */
export function pastOf(ops: readonly LogOp[], heads: readonly string[]): ReadonlySet<string> {
  const byId = new Map(ops.map((op) => [op.id, op]));
  const past = new Set(heads);
  for (const id of past) for (const parent of byId.get(id)?.claims.par ?? []) past.add(parent);
  return past;
}
