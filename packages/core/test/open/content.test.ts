import { contentKey, epochKeys, filledLength, keyBytes, openBody, sealBody } from '@allod/core/open';
import { compactDecrypt } from 'jose';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, filled, outcome, SECRET, SLOT, textOf } from './craft.ts';

let keys: Awaited<ReturnType<typeof epochKeys>>;
beforeAll(async () => {
  keys = await epochKeys(filled(1));
});

async function plaintextOf(content: Uint8Array, cty?: string): Promise<Uint8Array> {
  const job = { slot: SLOT, content, to: keys, random: filled(1), secret: SECRET, ...(cty !== undefined && { cty }) };
  const { plaintext } = await compactDecrypt(textOf(await sealBody(job)), keyBytes(contentKey(keys, SLOT)));
  return plaintext;
}

/** Padmé as chapter 04 §3.1 writes it. */
function padme(n: number): number {
  const e = Math.floor(Math.log2(n));
  const s = Math.floor(Math.log2(e)) + 1;
  const m = 2n ** BigInt(Math.max(0, e - s)) - 1n;
  return Number(((BigInt(n) + m) / (m + 1n)) * (m + 1n));
}

describe('what is filled up', () => {
  test('SEC-037 has at least 64 bytes, then the length that Padmé gives', () => {
    expect([0, 1, 63, 64, 65, 72, 73, 100, 200, 1000].map(filledLength)).toEqual([
      64, 64, 64, 64, 72, 72, 80, 104, 208, 1024,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 2_000_000 }), (n) => {
        expect(filledLength(n)).toBe(padme(n));
        expect(filledLength(n) - n).toBeLessThan(n / 8);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([62, 63, 64, 65, 71, 72, 73, 127, 128, 129, 1023, 1024, 1025])(
    'SEC-037 is a JSON text of %d bytes and spaces',
    async (length) => {
      const text = `"${'a'.repeat(length - 2)}"`;
      const expected = text.padEnd(length <= 64 ? 64 : padme(length));
      expect(textOf(await plaintextOf(bytesOf(text)))).toBe(expected);
      expect(textOf(await plaintextOf(bytesOf(text), 'application/json'))).toBe(expected);
    },
  );

  test.each([0, 1, 48, 49, 50, 57, 58, 1000])(
    'SEC-037 is a frame around %d bytes of another kind, and zeros',
    async (length) => {
      const cty = 'image/png';
      const framed = [0, cty.length, ...bytesOf(cty), 0, 0, length >> 8, length & 255, ...filled(0x7b, length)];
      const plaintext = await plaintextOf(filled(0x7b, length), cty);
      expect(plaintext).toEqual(
        Uint8Array.from({ length: Math.max(64, padme(framed.length)) }, (_, i) => framed[i] ?? 0),
      );
    },
  );

  test('SEC-038 gives back any content with its media type, bytes of any kind or any JSON', async () => {
    const media = fc.string({ unit: fc.constantFrom(...'abz/+;= ~'.split('')), minLength: 1, maxLength: 128 });
    const bytes = fc.record({ content: fc.uint8Array({ maxLength: 300 }), cty: media });
    const json = fc.json().map((text) => ({ content: bytesOf(text), cty: 'application/json' }));
    await fc.assert(
      fc.asyncProperty(fc.oneof(bytes, json), async (given) => {
        const job = { slot: SLOT, to: keys, random: filled(1), secret: SECRET, ...given };
        const opened = await openBody({ body: await sealBody(job), slot: SLOT, key: keys });
        expect(opened.ok && opened.value).toEqual(given);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['', 'a'.repeat(129), 'text/plän', 'a\n'])('is not sealed as %o, which is no media type', async (cty) => {
    const job = { slot: SLOT, content: bytesOf('a'), cty, to: keys, random: filled(1), secret: SECRET };
    await expect(sealBody(job)).rejects.toThrow(TypeError);
  });

  test.each(['', 'secret words', '{"a":1', '\ufeff1', '\0'])(
    'is not sealed as JSON when it is %o, and the error says nothing of it',
    async (text) => {
      const job = { slot: SLOT, content: bytesOf(text), to: keys, random: filled(1), secret: SECRET };
      const error = await sealBody(job).catch((thrown: unknown) => thrown as Error);
      expect(error).toBeInstanceOf(TypeError);
      expect(`${(error as Error).stack} ${String((error as Error).cause)}`).not.toContain('secret words');
    },
  );

  test('is given without the white space that a writer left around a JSON text', async () => {
    const job = { slot: SLOT, content: bytesOf(' \n[1]\t'), to: keys, random: filled(1), secret: SECRET };
    expect(outcome(await openBody({ body: await sealBody(job), slot: SLOT, key: keys }))).toBe('application/json: [1]');
  });
});
