/** Ops that name each other, in an order in which each comes after all that it names. */
export interface Plan {
  /** Those that can be judged. */
  readonly ready: readonly string[];
  /** Of each of the others, what it lacks: an op that is not at hand, or one that lacks something itself. */
  readonly lacks: ReadonlyMap<string, readonly string[]>;
}

/**
 * Divides ops into those of which all that they name is judged or among them, and those that wait. (PRN-019)
 * `isJudged` says of an op that is not among them whether it was accepted or refused.
 */
export function planJudgement(
  namesById: ReadonlyMap<string, readonly string[]>,
  isJudged: (id: string) => boolean,
): Plan {
  const namers = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const [id, names] of namesById) {
    const unjudged = new Set(names.filter((name) => !isJudged(name)));
    open.set(id, unjudged.size);
    for (const name of unjudged) {
      const known = namers.get(name);
      if (known === undefined) namers.set(name, [id]);
      else known.push(id);
    }
  }
  const ready = [...open].flatMap(([id, count]) => (count === 0 ? [id] : []));
  for (const id of ready) {
    for (const namer of namers.get(id) ?? []) {
      const left = open.get(namer)! - 1;
      open.set(namer, left);
      if (left === 0) ready.push(namer);
    }
  }
  const isReady = new Set(ready);
  const lacks = new Map<string, readonly string[]>();
  for (const [id, names] of namesById) {
    if (isReady.has(id)) continue;
    lacks.set(id, [...new Set(names.filter((name) => !isJudged(name) && !isReady.has(name)))]);
  }
  return { ready, lacks };
}
