import { type Entry, entryAt, type Log } from './table.ts';

/** Where an op stands in the tree of gates. */
export type Gate = Pick<Entry, 'gate' | 'depth' | 'jump'>;

/**
 * The gate of an op with some parents, of which none is before another: the last op that is comparable to all that are
 * before it. A parent alone is one; of several it is where their gates meet. Jumps skip ever more steps of that way, so
 * that it costs the logarithm of its length.
 */
export function gateOf(log: Log, parents: readonly number[]): Gate {
  const gate = gateOfHeads(log, parents);
  if (gate === undefined) return { gate: 0, depth: 0, jump: 0 };
  const own = entryAt(log, gate);
  const next = entryAt(log, own.jump);
  const isEven = own.depth - next.depth === next.depth - entryAt(log, next.jump).depth;
  return { gate, depth: own.depth + 1, jump: isEven ? next.jump : gate };
}

/** The last op that is one of some heads or before all of them, and comparable to all that are before them. */
export function gateOfHeads(log: Log, heads: readonly number[]): number | undefined {
  const [first, ...others] = heads;
  return first === undefined ? undefined : others.reduce((a, b) => meet(log, a, b), first);
}

/** The last gate of an op, or itself, that has none of some ops before it. */
export function gateBefore(log: Log, at: number, isFree: (gate: Entry) => boolean): number {
  let here = entryAt(log, at);
  while (here.at > 0 && !isFree(here)) {
    const far = entryAt(log, here.jump);
    here = far.at > 0 && !isFree(far) ? far : entryAt(log, here.gate);
  }
  return here.at;
}

function meet(log: Log, a: number, b: number): number {
  let [low, high] = [entryAt(log, a), entryAt(log, b)];
  if (low.depth < high.depth) [low, high] = [high, low];
  while (low.depth > high.depth) {
    const far = entryAt(log, low.jump);
    low = far.depth >= high.depth ? far : entryAt(log, low.gate);
  }
  while (low !== high) {
    const areApart = low.jump !== high.jump;
    [low, high] = areApart
      ? [entryAt(log, low.jump), entryAt(log, high.jump)]
      : [entryAt(log, low.gate), entryAt(log, high.gate)];
  }
  return low.at;
}
