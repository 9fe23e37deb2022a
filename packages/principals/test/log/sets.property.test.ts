import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Bits } from '../../src/log/bits.ts';
import { Queue } from '../../src/log/queue.ts';
import { isIn, NO_SPAN, sizeOf, type Span, spanWith, unionOf } from '../../src/log/span.ts';

// Several blocks, so that gaps between them and before them occur.
const number = fc.oneof(fc.nat(40), fc.nat(5000), fc.constantFrom(31, 32, 1023, 1024, 3071, 65_535));
const numbers = fc.array(number, { maxLength: 60 });
const sorted = (set: Iterable<number>): number[] => [...set].toSorted((a, b) => a - b);

/** In one set and not in the other. */
function onlyOnce(a: Set<number>, b: Set<number>): Set<number> {
  return new Set([...a, ...b].filter((n) => a.has(n) !== b.has(n)));
}

describe('a set of numbers', () => {
  test('holds what was put in an odd number of times, in order, and leaves older versions alone', () => {
    fc.assert(
      fc.property(numbers, numbers, (first, more) => {
        const before = first.reduce((bits, n) => bits.toggled(n), Bits.NONE);
        const held = first.reduce((set, n) => onlyOnce(set, new Set([n])), new Set<number>());
        const after = more.reduce((bits, n) => bits.toggled(n), before);
        const draft = before.draft();
        for (const n of more) draft.toggle(n);
        const frozen = draft.bits();
        for (const n of first) draft.toggle(n);
        const expected = sorted(more.reduce((set, n) => onlyOnce(set, new Set([n])), held));
        expect([...after]).toEqual(expected);
        expect([...frozen]).toEqual(expected);
        expect([...before]).toEqual(sorted(held));
        expect(before.isEmpty).toBe(held.size === 0);
        for (const n of [...first, ...more]) {
          expect(frozen.has(n)).toBe(expected.includes(n));
          expect(draft.has(n)).toBe(expected.includes(n) !== first.filter((each) => each === n).length % 2 > 0);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('joins, compares and counts as sets do', () => {
    fc.assert(
      fc.property(numbers, numbers, number, (a, b, least) => {
        const [one, other] = [Bits.of(a), Bits.of(b)];
        expect([...one.union(other)]).toEqual(sorted(new Set([...a, ...b])));
        const apart = [...onlyOnce(new Set(a), new Set(b))];
        expect(one.differs(other, () => true)).toBe(apart.length > 0);
        expect(one.differs(other, (n) => n >= least)).toBe(apart.some((n) => n >= least));
        expect(one.countFrom(least)).toBe(new Set(a.filter((n) => n >= least)).size);
        expect([...one.withoutBlocksBelow(least)].filter((n) => n >= least)).toEqual(
          sorted(new Set(a.filter((n) => n >= least))),
        );
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

test('a span holds what a set holds, whatever it is joined from', () => {
  const made = (list: readonly number[]): Span => sorted(new Set(list)).reduce((span, n) => spanWith(span, n), NO_SPAN);
  const dense = fc.array(fc.nat(30), { maxLength: 40 });
  const part = fc.tuple(dense, numbers).map(([low, high]) => [...low, ...high]);
  fc.assert(
    fc.property(part, part, (a, b) => {
      const span = unionOf(made(a), made(b));
      const all = new Set([...a, ...b]);
      expect(sizeOf(span)).toBe(all.size);
      for (let n = 0; n < 40; n++) expect(isIn(span, n)).toBe(all.has(n));
      for (const n of all) expect(isIn(span, n)).toBe(true);
    }),
    { seed: 3, numRuns: 300 },
  );
});

test('a queue gives the least number first, and each once', () => {
  fc.assert(
    fc.property(numbers, numbers, (first, more) => {
      const queue = new Queue();
      for (const n of first) queue.add(n);
      const least = sorted(new Set(first)).slice(0, 2);
      expect([queue.take(), queue.take()].filter((n) => n !== undefined)).toEqual(least);
      for (const n of more) queue.add(n);
      const rest = sorted(new Set([...first.filter((n) => !least.includes(n)), ...more]));
      for (const n of rest) expect(queue.take()).toBe(n);
      expect(queue.take()).toBeUndefined();
    }),
    { seed: 4, numRuns: 300 },
  );
});
