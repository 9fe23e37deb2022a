import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as node from '../../src/platform/inflate-node.ts';
import * as web from '../../src/platform/inflate-web.ts';

/** Bytes with runs in them, as items have. */
const input = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 30 })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((runs) =>
    Uint8Array.from(runs.flatMap(([bytes, times]) => Array.from({ length: times }, () => [...bytes]).flat())),
  );

describe.each([
  ['node:zlib', node],
  ['pako', web],
])('%s', (_, platform) => {
  test('inflates what either has compressed, and nothing but the right length', () => {
    fc.assert(
      fc.property(input, fc.constantFrom(node, web), (bytes, other) => {
        const compressed = other.deflate(bytes);
        expect(platform.inflate(compressed, bytes.length)).toEqual(bytes);
        expect(platform.inflate(compressed, bytes.length + 1)).toBeUndefined();
        if (bytes.length > 1) expect(platform.inflate(compressed, bytes.length - 1)).toBeUndefined();
        expect(platform.inflate(Uint8Array.from([...compressed, 0]), bytes.length)).toBeUndefined();
        expect(platform.inflate(compressed.subarray(0, -1), bytes.length)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test('gives a view of its own bytes, whose slice is a copy', () => {
    const bytes = platform.inflate(platform.deflate(Uint8Array.of(1, 2, 3)), 3);
    expect(bytes?.constructor).toBe(Uint8Array);
  });

  test('stops at the length that is asked for', () => {
    // 4 MiB of zeros in 4 KiB: whoever does not stop makes a thousand times what is asked for.
    const bomb = platform.deflate(new Uint8Array(4_194_304));
    expect(platform.inflate(bomb, 4_096)).toBeUndefined();
  });
});

test('both say the same of bytes that are changed or made up', () => {
  const changed = fc.tuple(input, fc.nat(), fc.nat(255)).map(([bytes, at, byte]) => {
    const compressed = node.deflate(bytes);
    compressed[at % compressed.length] = byte;
    return { compressed, length: bytes.length };
  });
  const madeUp = fc.record({ compressed: fc.uint8Array({ maxLength: 60 }), length: fc.integer({ min: 1, max: 300 }) });
  fc.assert(
    fc.property(fc.oneof(changed, madeUp), ({ compressed, length }) => {
      expect(web.inflate(compressed, length)).toEqual(node.inflate(compressed, length));
    }),
    { numRuns: 500 },
  );
});
