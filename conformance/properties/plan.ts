// Plans, from a seed.
import { numbersFrom, type Step, stepsFrom } from './draw.ts';
import type { Founding } from './founding.ts';
import { type Attack, ATTACKS } from './programmes.ts';

/** Each attack as often as its share says. */
export const PROGRAMMES: readonly Attack[] = ATTACKS.flatMap((attack) => Array<Attack>(attack.share).fill(attack));

/** Everything that a run depends on. */
export interface Plan extends Founding {
  readonly seed: number;
  /** What honest agents do. */
  readonly steps: readonly Step[];
  /** Which attack is tried, and what the attackers do. */
  readonly programme: number;
  readonly attack: readonly Step[];
  /** In which order replicas take the ops. */
  readonly order: Step;
}

/** The plan of a seed. */
export function planOf(seed: number): Plan {
  const next = numbersFrom(seed);
  const programme = next(PROGRAMMES.length);
  const { crews, shapes, steps: most } = PROGRAMMES[programme] ?? ATTACKS[0] ?? { crews: [0], shapes: [0], steps: 0 };
  const [crew, shape] = [crews[next(crews.length)] ?? 0, shapes[next(shapes.length)] ?? 0];
  const steps = stepsFrom(next, Math.min(most, 5 + next(11)));
  const attack = stepsFrom(next, 4 + next(7));
  const order = stepsFrom(next, 3).flat();
  return { seed, crew, shape, level: next(3), steps, programme, attack, order };
}
