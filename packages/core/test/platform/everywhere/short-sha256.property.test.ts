import { sha256 as anywhere } from '@allod/core/open/primitives';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hmac, hmacKey, sha256, wipeHmacKey } from '../../../src/platform/sha256.ts';

type Bytes = Uint8Array<ArrayBuffer>;

async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

async function codeOf(key: Uint8Array, message: Uint8Array): Promise<Uint8Array> {
  const imported = await crypto.subtle.importKey('raw', key as Bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, message));
}

describe('digests in JavaScript', () => {
  test('are those of WebCrypto for every length up to four blocks', async () => {
    for (let length = 0; length <= 257; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 151 + length) & 255);
      const expected = await digestOf(bytes);
      expect(sha256(bytes)).toEqual(expected);
      expect(anywhere(bytes)).toEqual(expected);
    }
  });

  test('are those of WebCrypto for any bytes, with any key of up to 64', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        fc.uint8Array({ maxLength: 3000 }),
        async (key, bytes) => {
          const expected = await digestOf(bytes);
          expect(sha256(bytes)).toEqual(expected);
          expect(anywhere(bytes)).toEqual(expected);
          const prepared = hmacKey(key);
          const code = await codeOf(key, bytes);
          expect(hmac(prepared, bytes)).toEqual(code);
          expect(hmac(prepared, bytes)).toEqual(code);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('are those of FIPS 180-4 for a million letters, and of RFC 4231 for its second case', async () => {
    const million = new Uint8Array(1_000_000).fill(0x61);
    expect(sha256(million)).toEqual(await digestOf(million));
    const texts = new TextEncoder();
    const code = hmac(hmacKey(texts.encode('Jefe')), texts.encode('what do ya want for nothing?'));
    const hex = Array.from(code, (byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(hex).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  test('take no longer key than a block, and nothing from one that was wiped', () => {
    expect(() => hmacKey(new Uint8Array(65))).toThrow(RangeError);
    const key = hmacKey(new Uint8Array(32).fill(1));
    const before = hmac(key, new Uint8Array(1));
    wipeHmacKey(key);
    expect(hmac(key, new Uint8Array(1))).not.toEqual(before);
    expect([...key.inner, ...key.outer].every((word) => word === 0)).toBe(true);
  });
});
