import type { Numbers } from './view.ts';
import { isWide, readsOf } from './contest.ts';
import { timelineOf } from './do-cuts.ts';
import type { Outcome, Step } from './outcome.ts';
import { rank } from './rank.ts';
import { type Entry, entryAt, type Log, type World } from './table.ts';

/**
 * RESOLVE of an op and its past, from that of its past alone. Nothing is beside the op, so that no cut reaches it and it
 * reaches nothing: only what died and came to life again in its past may have made it dead for a while. (design 3.4)
 */
export function extend(
  world: World,
  { log, entry, deadIn }: { readonly log: Log; readonly entry: Entry; readonly deadIn: (log: Log) => Numbers },
): Outcome {
  const { outcome } = entry;
  const { deadAtFirst, timeline } = outcome;
  if (timeline.steps.length === 0) return outcome;
  if (!isWide(log, entry) && !readsOf(log, entry).some((topic) => timeline.topics.has(topic))) return outcome;
  const isAlive = (dead: Numbers): boolean => {
    const field = { log, span: entry.closure, below: entry.at, dead };
    return rank({ world, place: entry, field, isLocal: false, caps: undefined, deadIn }).rank >= 0;
  };
  const first = isAlive(deadAtFirst);
  let [dead, wasAlive] = [deadAtFirst, first];
  const steps = timeline.steps.map(({ cutClass, flips }): Step => {
    for (const at of flips) dead = dead.toggled(at);
    const isNow = isAlive(dead);
    const hasChanged = isNow !== wasAlive;
    wasAlive = isNow;
    return hasChanged ? { cutClass, flips: [...flips, entry.at] } : { cutClass, flips };
  });
  if (first && steps.every(({ flips }, n) => flips.length === timeline.steps[n]?.flips.length)) return outcome;
  return {
    deadAtFirst: first ? deadAtFirst : deadAtFirst.toggled(entry.at),
    dead: wasAlive ? outcome.dead : outcome.dead.toggled(entry.at),
    timeline: timelineOf((at) => (at === entry.at ? entry : entryAt(log, at)), steps),
  };
}
