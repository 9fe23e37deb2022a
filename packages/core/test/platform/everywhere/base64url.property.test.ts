import { decodeBase64url, encodeBase64url, encodedLength } from '@allod/core/bytes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

/** The one encoding, by the base64 that every platform has: with padding and the other two characters. */
function expected(bytes: Uint8Array): string {
  const padded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return padded.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

describe('base64url', () => {
  test('CNV-005 encodes every byte string as the platform does, without padding, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const text = encodeBase64url(bytes);
        expect(text).toBe(expected(bytes));
        expect(text).toHaveLength(encodedLength(bytes.length));
        const decoded = decodeBase64url(text);
        expect(decoded.ok && decoded.value).toEqual(bytes);
      }),
    );
  });

  test('CNV-002, CNV-003, CNV-004 refuses every text that is not the one encoding of what it decodes to', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'AQgwzZ09-_+/= \n\u00e9'.split('')), maxLength: 12 });
    fc.assert(
      fc.property(texts, (text) => {
        const decoded = decodeBase64url(text);
        const foreign = /[^\w-]/.test(text);
        const impossible = text.length % 4 === 1;
        if (decoded.ok) expect([foreign, impossible, expected(decoded.value)]).toEqual([false, false, text]);
        else if (foreign) expect(decoded.error.requirement).toBe('CNV-002');
        else expect(decoded.error.requirement).toBe(impossible ? 'CNV-003' : 'CNV-004');
      }),
      { numRuns: 2000 },
    );
  });

  test('CNV-004 accepts one of the texts that differ only in bits that stand for no byte', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
    const accepted = (start: string): number => alphabet.filter((last) => decodeBase64url(start + last).ok).length;
    expect(['A', 'AA', 'AAA'].map(accepted)).toEqual([4, 16, 64]);
  });
});
