/** Numbers that a seed decides. */
export interface Random {
  /** An integer from 0 to `bound` − 1; 0 for a bound below 1. */
  below(bound: number): number;
}

/** The generator sfc32 on one seed of 32 bits. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The state needs some rounds until every bit of the seed has reached every other.
  for (let i = 0; i < 12; i++) next();
  return { below: (bound) => (bound < 1 ? 0 : Math.floor((next() / 0x1_0000_0000) * bound)) };
}

/** One of several. Throws `RangeError` when there is none. */
export function pick<T>(random: Random, from: readonly T[]): T {
  if (from.length === 0) throw new RangeError('there is nothing to pick from');
  return from[random.below(from.length)]!;
}
