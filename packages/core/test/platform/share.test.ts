import { describe, expect, test } from 'vitest';
import { shareJobs, SLICE } from '../../src/platform/share.ts';

/** Two ways to do a job that say who did which, and threads elsewhere that are done when the test says so. */
function workers(lanes: number): {
  readonly here: (at: number) => string;
  readonly elsewhere: (at: number) => Promise<string>;
  readonly lanes: number;
  readonly order: string[];
  readonly finish: () => void;
} {
  const order: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    lanes,
    order,
    here: (at) => {
      order.push(`here ${at}`);
      return `here ${at}`;
    },
    elsewhere: (at) => {
      order.push(`elsewhere ${at}`);
      return new Promise((resolve) => {
        waiting.push(() => resolve(`elsewhere ${at}`));
      });
    },
    finish: () => {
      for (const done of waiting.splice(0)) done();
    },
  };
}

const places = (outcomes: readonly string[]): number[] => outcomes.map((outcome) => Number(outcome.split(' ')[1]));
const doneHere = (outcomes: readonly string[]): number => outcomes.filter((each) => each.startsWith('here')).length;

describe('jobs that two share', () => {
  test.each([0, 1, 2, SLICE, 3 * SLICE + 1])('are all done here when nothing is to go elsewhere: %i', async (count) => {
    const both = workers(0);
    const outcomes = await shareJobs(count, both);
    expect(places(outcomes)).toEqual(Array.from({ length: count }, (_, at) => at));
    expect(doneHere(outcomes)).toBe(count);
  });

  test('are begun elsewhere from the back before this thread begins at the front', async () => {
    const both = workers(2);
    const outcomes = shareJobs(6, both);
    expect(both.order).toEqual(['elsewhere 5', 'elsewhere 4', 'here 0', 'here 1', 'here 2', 'here 3']);
    both.finish();
    expect(places(await outcomes)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('are each done once, in whatever pace those elsewhere work', async () => {
    for (const pace of [1, 2, 5]) {
      const both = workers(3);
      const count = 5 * SLICE;
      const running = shareJobs(count, both);
      const ended = new Set<string>();
      void running.then(() => ended.add('all'));
      for (let turn = 0; ended.size === 0; turn++) {
        if (turn % pace === 0) both.finish();
        await new Promise(setImmediate);
      }
      const outcomes = await running;
      expect(places(outcomes)).toEqual(Array.from({ length: count }, (_, at) => at));
      expect(new Set(both.order.map((each) => each.split(' ')[1])).size).toBe(both.order.length);
      expect(doneHere(outcomes)).toBeLessThan(count);
    }
  });

  test('stay here for the most part when they are few', async () => {
    const both = workers(16);
    const outcomes = shareJobs(5, both);
    both.finish();
    expect(doneHere(await outcomes)).toBe(3);
  });

  test('let others have this thread after each slice', async () => {
    const both = workers(0);
    const seen: number[] = [];
    setImmediate(() => seen.push(both.order.length));
    await shareJobs(2 * SLICE, both);
    expect(seen).toEqual([SLICE]);
  });

  test.each(['here', 'elsewhere'] as const)(
    'reject when one of them fails %s, and leave nothing unhandled',
    async (who) => {
      const broken = async (): Promise<string> => {
        throw new Error('broken');
      };
      const both = {
        ...workers(2),
        elsewhere: who === 'elsewhere' ? broken : async (at: number): Promise<string> => `elsewhere ${at}`,
        ...(who === 'here'
          ? {
              here: (): string => {
                throw new Error('broken');
              },
            }
          : {}),
      };
      await expect(shareJobs(4 * SLICE, both)).rejects.toThrow('broken');
    },
  );
});
