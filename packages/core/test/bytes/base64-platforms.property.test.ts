import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as node from '../../src/platform/base64-node.ts';
import * as web from '../../src/platform/base64-web.ts';

test('both platforms encode alike, and decode exactly what they encode', () => {
  const texts = fc.oneof(
    fc.base64String(),
    fc.string({ unit: fc.constantFrom('A', 'Q', 'g', 'w', '-', '_', '=', '+', ' ') }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), texts, (bytes, text) => {
      expect(web.encode(bytes)).toBe(node.encode(bytes));
      expect(web.decode(web.encode(bytes))).toEqual(bytes);
      expect(web.decode(text)).toEqual(node.decode(text));
    }),
    { numRuns: 1000 },
  );
});
