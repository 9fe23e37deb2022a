import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refuse } from '@allod/core/errors';
import { createReconnect, reconnectDelay } from '@allod/sync';
import type { SessionEnd } from '@allod/sync';
import { linkPair } from '@allod/transport';
import { ManualTimers } from './world.ts';

describe('the wait before an attempt', () => {
  test('TRN-007 lies between 0 and a bound that begins at 0.5 seconds, doubles and stays at 60 seconds', () => {
    const bounds = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
    for (const [attempt, bound] of bounds.entries()) {
      expect(reconnectDelay({ attempt, random: 0 })).toBe(0);
      expect(reconnectDelay({ attempt, random: 0.5 })).toBe(bound / 2);
      expect(reconnectDelay({ attempt, random: 1 - Number.EPSILON })).toBeLessThan(bound);
    }
  });

  test('TRN-007 never grows beyond its bound, whatever the attempt', () => {
    const given = fc.record({
      attempt: fc.nat(2_000),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    });
    const property = fc.property(given, (backoff) => {
      expect(reconnectDelay(backoff)).toBeGreaterThanOrEqual(0);
      expect(reconnectDelay(backoff)).toBeLessThan(60_000);
    });
    fc.assert(property, { numRuns: 200 });
  });

  test('TRN-008 adds the seconds that the last bye asked for', () => {
    expect(reconnectDelay({ attempt: 2, random: 0.5, retry: 7 })).toBe(1_000 + 7_000);
  });
});

describe('connecting again', () => {
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  interface Story {
    readonly timers: ManualTimers;
    readonly attempts: number[];
    ends: ((end: SessionEnd) => void)[];
    close(): void;
  }

  function connecting(isUp: () => boolean): Story {
    const timers = new ManualTimers();
    const started = timers.now;
    const story: Story = { timers, attempts: [], ends: [], close: () => {} };
    const { close } = createReconnect({
      timers,
      now: () => timers.now,
      random: () => 0.5,
      async connect() {
        story.attempts.push((timers.now - started) / 1_000);
        return isUp() ? { ok: true, value: linkPair()[0] } : refuse('E_LINK', 'TRN-006');
      },
      use: () => new Promise((resolve) => story.ends.push(resolve)),
    });
    story.close = close;
    return story;
  }

  test('TRN-007 waits longer after each attempt that fails', async () => {
    const story = connecting(() => false);
    await settle();
    for (const ms of [250, 500, 1_000, 2_000]) {
      story.timers.advance(ms);
      await settle();
    }
    expect(story.attempts).toEqual([0, 250, 750, 1_750, 3_750]);
  });

  test('TRN-007 begins anew after a link that stood for 30 seconds, and not after a shorter one', async () => {
    const story = connecting(() => true);
    await settle();
    for (const stood of [29_999, 30_000]) {
      story.timers.advance(stood);
      story.ends.pop()!({ code: 'E_LINK' });
      await settle();
      story.timers.advance(250);
      await settle();
    }
    expect(story.attempts).toEqual([0, 30_249, 60_499]);
    story.ends.pop()!({ code: 'E_LINK' });
    await settle();
    story.timers.advance(499);
    await settle();
    expect(story.attempts).toHaveLength(3);
    story.timers.advance(1);
    await settle();
    expect(story.attempts).toHaveLength(4);
  });

  test('TRN-008 waits as long as bye asked for, on top', async () => {
    const story = connecting(() => true);
    await settle();
    story.ends.pop()!({ code: 'E_LIMIT', retry: 5 });
    await settle();
    story.timers.advance(5_249);
    await settle();
    expect(story.attempts).toEqual([0]);
    story.timers.advance(1);
    await settle();
    expect(story.attempts).toEqual([0, 5_250]);
  });

  test('connects no more once it is closed', async () => {
    const story = connecting(() => false);
    await settle();
    story.close();
    story.timers.advance(100_000);
    await settle();
    expect(story.attempts).toEqual([0]);
  });
});
