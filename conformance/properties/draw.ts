// Choices as plain data: a plan is lists of numbers, and whatever reads them takes each modulo what there is. So every plan
// is a history, and so is what it shrinks to.

/** Numbers below 65,536 that one step of a plan is read from. */
export type Step = readonly number[];

/** Reads the choices of one step; after its end every choice is the first one. */
export class Draw {
  readonly #step: Step;
  #at = 0;

  constructor(step: Step) {
    this.#step = step;
  }

  /** Below a count. */
  below(count: number): number {
    const number = this.#step[this.#at] ?? 0;
    this.#at += 1;
    return count < 1 ? 0 : number % count;
  }

  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new RangeError('a choice from an empty list');
    return found;
  }

  /** True in so many of a hundred cases. */
  isIn(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/** The numbers that follow a seed (mulberry32), each below a count. */
export function numbersFrom(seed: number): (count: number) => number {
  let state = seed | 0;
  return (count) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % count;
  };
}

/** So many steps of so many numbers. */
export function stepsFrom(next: (count: number) => number, count: number): Step[] {
  return Array.from({ length: count }, () => Array.from({ length: 14 }, () => next(65_536)));
}
