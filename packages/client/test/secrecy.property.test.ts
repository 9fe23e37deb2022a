import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBase, withHistory } from './secrecy-base.ts';
import type { Base } from './secrecy-base.ts';
import { heal, judge } from './secrecy-end.ts';
import type { Tally } from './secrecy-end.ts';
import { plans } from './secrecy-plan.ts';
import type { Plan } from './secrecy-plan.ts';
import { Play } from './secrecy-play.ts';

const HISTORIES: readonly Plan['history'][] = [
  { outer: 'all', inner: 'all' },
  { outer: 'all', inner: 'joined' },
  { outer: 'joined', inner: 'joined' },
];
const MAX_STEPS = 32;
/** So few because each run is whole clients over a relay; these happen to show all that has to be seen. */
const RUNS = { numRuns: 3, seed: 2562 };
/** A run of CI has two busy cores. */
const TIMEOUT_MS = 120_000;

/** The worlds in which plans begin, each made once. */
function createBases(): (history: Plan['history']) => Promise<Base> {
  const first = createBase();
  const bases = new Map<string, Promise<Base>>();
  return (history) => {
    const name = JSON.stringify(history);
    const base = bases.get(name) ?? first.then((made) => withHistory(made, history));
    bases.set(name, base);
    return base;
  };
}

describe('people who let each other in and out of teams, lose devices, rotate and write, in any order', () => {
  it(
    'SEC-014 SEC-019 read in the end all that they may, and nobody else anything',
    { timeout: TIMEOUT_MS },
    async () => {
      const baseOf = createBases();
      const tallies: Tally[] = [];
      const holds = fc.asyncProperty(plans(HISTORIES, MAX_STEPS), async ({ history, steps }) => {
        const play = await Play.begin(await baseOf(history));
        for (const step of steps) await play.take(step);
        await heal(play);
        const { faults, tally } = await judge(play, history);
        await play.end();
        tallies.push(tally);
        expect(faults).toEqual([]);
      });
      await fc.assert(holds, RUNS);
      const sum = (of: keyof Tally): number => tallies.reduce((all, tally) => all + tally[of], 0);
      expect(sum('removalsBesideWrites')).toBeGreaterThan(5);
      expect(sum('rotationsBesideEachOther')).toBeGreaterThan(5);
      expect(sum('openedThroughInner')).toBeGreaterThan(5);
      expect(sum('closedToLost')).toBeGreaterThan(0);
      expect(sum('closedToRemoved')).toBeGreaterThan(0);
      expect(sum('closedToNewcomers')).toBeGreaterThan(0);
      expect(sum('closedToStranger')).toBeGreaterThan(5);
    },
  );
});
