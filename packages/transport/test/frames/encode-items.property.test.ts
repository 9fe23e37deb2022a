import type { Item } from '@allod/transport/frames';
import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeItems } from '../../src/frames/encode-items.ts';
import { item } from './arbitrary.ts';

/** What cborg makes of a value, which is a `Buffer` when it is long. */
const encoded = (value: unknown): Uint8Array => new Uint8Array(encode(value));
const filled = (length: number): Uint8Array => new Uint8Array(length).fill(7);

describe('the encoding of items', () => {
  test('SYN-004 is that of any other value', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 40 }), (items) => {
        expect(encodeItems(items)).toEqual(encoded(items));
      }),
    );
  });

  test.each([0, 1, 23, 24, 255, 256, 65_535, 65_536, 70_000])(
    'SYN-004 has the shortest head for a body of %i bytes',
    (length) => {
      const items: Item[] = [[filled(40), filled(256), filled(64), filled(length)]];
      expect(encodeItems(items)).toEqual(encoded(items));
    },
  );

  test.each([0, 1, 23, 24, 255, 256, 512])('SYN-004 has the shortest head for %i items', (count) => {
    const items = Array.from({ length: count }, (): Item => [filled(2), filled(2), filled(64)]);
    expect(encodeItems(items)).toEqual(encoded(items));
  });

  test('shares no memory with what it was given, and takes views of other memory', () => {
    const whole = filled(100);
    const items: Item[] = [[whole.subarray(3, 9), Buffer.from(whole.buffer, 10, 20), whole.subarray(30, 94)]];
    const bytes = encodeItems(items);
    expect(bytes).toEqual(encoded(items.map((each) => each.map((part) => new Uint8Array(part as Uint8Array)))));
    whole.fill(0);
    expect(bytes).toContain(7);
  });
});
