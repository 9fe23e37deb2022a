import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixed, stored } from '../src/deflate.ts';

test('blocks that are not compressed inflate to what went in, also beyond the length of one', () => {
  for (const length of [0, 1, 65_535, 65_536, 200_000]) {
    const bytes = Buffer.alloc(length, 7);
    expect(Buffer.compare(inflateRawSync(stored(bytes)), bytes)).toBe(0);
  }
});

test('blocks with the fixed codes inflate to what went in, whatever the bytes and the distance', () => {
  const row = fc.uint8Array({ minLength: 1, maxLength: 400 });
  fc.assert(
    fc.property(row, fc.nat(900), fc.nat(3), (bytes, run, times) => {
      const rows = Buffer.concat([...Array.from({ length: times + 1 }, () => bytes), Buffer.alloc(run, bytes[0])]);
      for (const distance of [1, bytes.length]) {
        expect(Buffer.compare(inflateRawSync(fixed(rows, distance)), rows)).toBe(0);
      }
    }),
    { seed: 9, numRuns: 60 },
  );
});

test('a block that is not the last leaves room for another', () => {
  const both = Buffer.concat([stored(Buffer.from('one '), { final: false }), fixed(Buffer.from('two'))]);
  expect(inflateRawSync(both).toString()).toBe('one two');
});
