import { describe, expect, it } from 'vitest';
import { MemoryCurve } from '../src/memory-curve.ts';

describe('MemoryCurve', () => {
  it('has figures for work that is too small to be looked at in every part', () => {
    const curve = new MemoryCurve(10);
    curve.reached(10);
    const { earlyRss, lateRss } = curve.figures();
    expect(earlyRss).toBe(lateRss);
    expect(lateRss).toBeGreaterThan(1_000_000);
  });

  it('refuses to have any for no work', () => {
    expect(() => new MemoryCurve(10).figures()).toThrow(RangeError);
  });
});
