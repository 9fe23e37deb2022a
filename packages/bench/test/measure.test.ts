import { describe, expect, it } from 'vitest';
import { median, takeTurns } from '../src/measure.ts';

describe('median', () => {
  it('is the middle of an odd number of values, whatever their order', () => {
    expect(median([30, 1, 2])).toBe(2);
  });

  it('is the upper of the two middle values of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(3);
  });

  it('refuses nothing', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('takeTurns', () => {
  it('lets each go first in every other round, and counts what comes after the warm-up', async () => {
    const order: string[] = [];
    const runner = (name: string, seconds: number[]) => async () => {
      order.push(name);
      return { seconds: seconds.shift()!, cpuSeconds: 1 };
    };
    const taken = await takeTurns({
      runners: { a: runner('a', [90, 1, 3, 2]), b: runner('b', [90, 6, 4, 5]) },
      rounds: 3,
      warmUps: 1,
    });
    expect(order.join('')).toBe('abbaabba');
    expect([taken.a.seconds, taken.b.seconds]).toEqual([2, 5]);
  });

  it('takes the median of each figure by itself', async () => {
    const rounds = [
      { seconds: 1, cpuSeconds: 9, bytes: 5 },
      { seconds: 2, cpuSeconds: 7, bytes: 4 },
      { seconds: 3, cpuSeconds: 8, bytes: 6 },
    ];
    const taken = await takeTurns({ runners: { one: async () => rounds.shift()! }, rounds: 3, warmUps: 0 });
    expect(taken.one).toEqual({ seconds: 2, cpuSeconds: 8, bytes: 5 });
  });
});
