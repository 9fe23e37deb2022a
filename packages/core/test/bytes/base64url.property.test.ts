import { decodeBase64url, encodeBase64url, encodedLength } from '@allod/core/bytes';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('CNV-005 encodes every byte string as Node does, without padding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(encodeBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'));
      expect(encodeBase64url(bytes)).toHaveLength(encodedLength(bytes.length));
    }),
  );
});

test('CNV-002, CNV-003, CNV-004 refuses every text that is not the one encoding of what it decodes to', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'AQgwzZ09-_+/= \n'.split('')), maxLength: 12 }), (text) => {
      const decoded = decodeBase64url(text);
      const canonical = Buffer.from(text, 'base64url').toString('base64url') === text;
      expect(decoded.ok).toBe(canonical);
      if (decoded.ok) expect(encodeBase64url(decoded.value)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});
