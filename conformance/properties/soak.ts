// Long runs: seeds of random plans, and the enumeration of a small scope. Both write what they have done and go on from there.
import { planOf } from './plan.ts';
import { nextSeed, type PartProgress, readProgress, updateProgress, withRange } from './progress.ts';
import { runPlan } from './run.ts';
import { searchUnit, unitsOf } from './exhaustive.ts';
import { parseScope } from './scope.ts';

/** What a soak needs from outside. */
export interface Surroundings {
  /** reports/soak.json */
  readonly file: string;
  readonly say: (line: string) => void;
  /** Seconds. */
  readonly clock: () => number;
  /** The run ends after so many seconds, at the next place where it can go on later. */
  readonly seconds: number;
}

const BLOCK = 200;
const LIMIT_OF_FAULTS = 20;

/** Plans of a range of seeds that no run has done. Gives the number of faults. */
export function soakRandom(
  { from, plans }: { readonly from: number; readonly plans: number },
  around: Surroundings,
): number {
  const { file, say, clock, seconds } = around;
  const [start, end] = [clock(), from + plans];
  let [done, found] = [0, 0];
  for (let seed = from; seed < end && clock() - start < seconds;) {
    const first = nextSeed(readProgress(file).random.ranges, seed, end);
    if (first > seed) {
      seed = first;
      continue;
    }
    const begin = clock();
    const last = Math.min(end, seed + BLOCK);
    const faults: string[] = [];
    for (let each = seed; each < last; each += 1)
      faults.push(...runPlan(planOf(each)).faults.map((fault) => `seed ${each}: ${fault}`));
    const range = [seed, last] as const;
    updateProgress(file, (old) => ({
      ...old,
      random: {
        ranges: withRange(old.random.ranges, range),
        plans: old.random.plans + last - range[0],
        seconds: old.random.seconds + clock() - begin,
        faults: [...old.random.faults, ...faults].slice(0, LIMIT_OF_FAULTS),
      },
    }));
    for (const fault of faults) say(fault);
    [done, found] = [done + last - seed, found + faults.length];
    seed = last;
  }
  const total = readProgress(file).random;
  say(
    `${done} plans in ${Math.round(clock() - start)} s, ${found} faults; ${total.plans} plans in all, ${total.faults.length} faults`,
  );
  return found;
}

/** The units of a scope, or every nth of them, that no run has done. Gives the number of faults. */
export function soakScope(
  { scope: text, part }: { readonly scope: string; readonly part: string },
  around: Surroundings,
): number {
  const { file, say, clock, seconds } = around;
  const scope = parseScope(text);
  const [nth = 1, of = 1] = part.split('/').map(Number);
  const units = unitsOf(scope).filter((_, at) => at % of === nth - 1);
  const name = `${text} part ${nth}/${of}`;
  const start = clock();
  const none: PartProgress = { next: 0, units: units.length, histories: 0, griefs: 0, seconds: 0, faults: [] };
  let now = readProgress(file).exhaustive[name] ?? none;
  for (let unit = units[now.next]; unit !== undefined && clock() - start < seconds; unit = units[now.next]) {
    const begin = clock();
    const { histories, griefs, faults } = searchUnit(scope, unit);
    now = {
      next: now.next + 1,
      units: units.length,
      histories: now.histories + histories,
      griefs: now.griefs + griefs,
      seconds: now.seconds + clock() - begin,
      faults: [...now.faults, ...faults].slice(0, LIMIT_OF_FAULTS),
    };
    updateProgress(file, (old) => ({ ...old, exhaustive: { ...old.exhaustive, [name]: now } }));
    for (const fault of faults.slice(0, 3)) say(fault);
  }
  const { next, histories, griefs, faults } = now;
  say(
    `${name}: ${next} of ${units.length} units, ${histories} histories, ${griefs} removals with acts beside them, ${faults.length} faults, ${Math.round(now.seconds)} s in all`,
  );
  return faults.length;
}
