import { describe, expect, test } from 'vitest';
import { agreeOn, type Difference, type Tally } from '../src/principals/agree.ts';
import { makePlan } from '../src/principals/plan.ts';
import { type Shape, SHAPES } from '../src/principals/writer.ts';

const MINUTES = 60_000;
const PLANS = 500;

/** Of all plans of a shape, at least this share has to have something that dies, and something that waits; fixed before they were counted. */
const FLOORS: Readonly<Record<Shape, Partial<Record<keyof Tally, number>>>> = {
  team: { withDead: 0.2, withParked: 0.5 },
  nested: { withDead: 0.4, withDeadElsewhere: 0.03, withParked: 0.5 },
  devices: { withDead: 0.3, withDeadElsewhere: 0.05, withParked: 0.5 },
  quarrels: { withDead: 0.3, withParked: 0.5 },
};

describe('the engine of principal logs and the executable model', () => {
  test.each(SHAPES)(
    'agree on every plan of the shape "%s", in any order, and after each op',
    { timeout: 5 * MINUTES },
    (shape) => {
      const found = agreeOn({ from: 1_000 * SHAPES.indexOf(shape), count: PLANS, options: { shape } });
      expect(differenceIn(found)).toBeUndefined();
      const tally = found as Tally;
      expect(tally.plans).toBe(PLANS);
      for (const [name, share] of Object.entries(FLOORS[shape]))
        expect([name, Number(tally[name as keyof Tally]) / PLANS >= share]).toEqual([name, true]);
      expect(Object.keys(tally.codes)).toEqual(
        expect.arrayContaining(['E_NOT_AUTHORIZED', 'E_INVITE', 'E_PATH', 'E_POP']),
      );
    },
  );

  test('a plan is the same each time', () => {
    expect(makePlan(7)).toEqual(makePlan(7));
    expect(makePlan(7)).not.toEqual(makePlan(8));
  });
});

function differenceIn(found: Tally | Difference): Difference | undefined {
  return 'seed' in found ? found : undefined;
}
