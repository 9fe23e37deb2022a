import { describe, expect, test } from 'vitest';
import { shareJobs, SLICE } from '../../src/platform/share.ts';

/** Two ways to do a job that say who did which, and threads elsewhere that are done when the test says so. */
function workers(
  lanes: number,
  chunk = 1,
): {
  readonly here: (at: number) => string;
  readonly elsewhere: (from: number, to: number) => Promise<string[]>;
  readonly chunk: number;
  readonly lanes: number;
  readonly order: string[];
  readonly finish: () => void;
} {
  const order: string[] = [];
  const waiting: (() => void)[] = [];
  return {
    chunk,
    lanes,
    order,
    here: (at) => {
      order.push(`here ${at}`);
      return `here ${at}`;
    },
    elsewhere: (from, to) => {
      const done = Array.from({ length: to - from }, (_, i) => `elsewhere ${from + i}`);
      order.push(...done);
      return new Promise((resolve) => {
        waiting.push(() => resolve(done));
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
    const outcomes = shareJobs(SLICE + 2, both);
    const order = ['elsewhere 17', 'elsewhere 16', ...Array.from({ length: SLICE }, (_, at) => `here ${at}`)];
    expect(both.order).toEqual(order);
    both.finish();
    expect(places(await outcomes)).toEqual(Array.from({ length: SLICE + 2 }, (_, at) => at));
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

  test('go elsewhere in chunks, of which the last may be a smaller one', async () => {
    const both = workers(3, 4);
    const outcomes = shareJobs(10, both);
    expect(both.order).toEqual([6, 7, 8, 9, 2, 3, 4, 5, 0, 1].map((at) => `elsewhere ${at}`));
    both.finish();
    expect(await outcomes).toEqual(Array.from({ length: 10 }, (_, at) => `elsewhere ${at}`));
  });

  test.each([
    [2, 1, 5, 2],
    [SLICE, 1, 10 * SLICE, SLICE],
    [2, 8, 10 * SLICE, 16],
    [3, 1, 1, 1],
  ])('that may be %i times %i elsewhere begin, of %i, with %i there', async (lanes, chunk, count, there) => {
    const both = workers(lanes, chunk);
    const outcomes = shareJobs(count, both);
    expect(both.order.filter((each) => each.startsWith('elsewhere'))).toHaveLength(there);
    void outcomes.catch(() => undefined);
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
      const broken = async (): Promise<string[]> => {
        throw new Error('broken');
      };
      const both = {
        ...workers(2),
        elsewhere: who === 'elsewhere' ? broken : async (from: number): Promise<string[]> => [`elsewhere ${from}`],
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
