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
  { outer: 'joined', inner: 'joined' },
  { outer: 'all', inner: 'joined' },
];

describe('people who let each other in and out of teams, lose devices, rotate and write, in any order', () => {
  it('SEC-014 SEC-019 all read in the end what they may, and nobody else anything', { timeout: 600_000 }, async () => {
    const first = await createBase();
    const bases = new Map<string, Promise<Base>>();
    const baseOf = (history: Plan['history']): Promise<Base> => {
      const name = JSON.stringify(history);
      const base = bases.get(name) ?? withHistory(first, history);
      bases.set(name, base);
      return base;
    };
    const seen: Record<string, number> = {};
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(plans(HISTORIES, Number(process.env['LEN'] ?? 24)), async ({ history, steps }) => {
        const t0 = performance.now();
        const play = await Play.begin(await baseOf(history), `run ${runs++}`);
        const t1 = performance.now();
        for (const step of steps) await play.take(step);
        const t2 = performance.now();
        await heal(play);
        const t3 = performance.now();
        const { faults, tally } = await judge(play, history);
        await play.end();
        console.log(
          runs,
          steps.length,
          Math.round(t1 - t0),
          Math.round(t2 - t1),
          Math.round(t3 - t2),
          Math.round(performance.now() - t3),
          JSON.stringify(tally),
        );
        for (const [name, count] of Object.entries(tally)) seen[name] = (seen[name] ?? 0) + count;
        expect(faults).toEqual([]);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 6), seed: Number(process.env['SEED'] ?? 5) },
    );
    console.log(seen);
  });
});
