import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createModel, writeValue, type Cbor } from '../src/index.ts';
import { boundModel } from './bound.ts';

const model = createModel();

const bytesOf = (data: Uint8Array): { $b64u: string } => ({ $b64u: Buffer.from(data).toString('base64url') });
const decode = (bytes: Uint8Array): ReturnType<typeof model.handle> =>
  model.handle('frame.decode', { bytes: bytesOf(bytes) });

const bound = boundModel();

const { value } = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }).filter((text) => text.isWellFormed()),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(fc.string(), tie('value')), { maxLength: 4 }).map((members): Cbor => new Map(members)),
  ),
}));

const jsonMessage = fc.oneof(
  fc.record({ m: fc.constant('win'), c: fc.integer({ min: 1, max: 16_777_216 }) }),
  fc.record({ m: fc.constant('fin'), s: fc.nat(2047) }),
  fc.record({
    m: fc.constant('items'),
    s: fc.nat(2047),
    q: fc.maxSafeNat(),
    i: fc.array(
      fc
        .tuple(
          fc.uint8Array({ minLength: 2, maxLength: 9 }),
          fc.uint8Array({ minLength: 2, maxLength: 9 }),
          fc.uint8Array({ minLength: 64, maxLength: 64 }),
        )
        .map((parts) => parts.map((part) => Buffer.from(part).toString('base64url'))),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

describe('SYN-004 the CBOR of frames', () => {
  test('SYN-004 reads the encoding of any value back, and writes what it read as it was', () => {
    fc.assert(
      fc.property(value, (each) => {
        const bytes = writeValue(bound, each);
        const read = bound.readValue({ bytes, at: 0, depth: 1 });
        expect(read.end).toBe(bytes.length);
        expect(Buffer.compare(writeValue(bound, read.value), bytes)).toBe(0);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  test('SYN-004 decodes what it encodes, whatever the messages', () => {
    fc.assert(
      fc.property(fc.array(jsonMessage, { minLength: 1, maxLength: 4 }), (messages) => {
        const outcome = model.handle('frame.encode', { messages });
        const { bytes } = ('ok' in outcome ? outcome.ok : {}) as { bytes: unknown };
        expect(model.handle('frame.decode', { bytes })).toEqual({ ok: { messages } });
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  test('SYN-004 refuses with a code, and never breaks, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const outcome = decode(bytes);
        expect(['accepted', 'E_FRAME', 'E_MESSAGE']).toContain('error' in outcome ? outcome.error.code : 'accepted');
      }),
      { seed: 8, numRuns: 500 },
    );
  });
});

describe('SYN-009 compressed items', () => {
  const list = writeValue(bound, [[Buffer.from('{}'), Buffer.from('{}'), new Uint8Array(64)]]);
  const frameOf = (z: Uint8Array, zn: number): Uint8Array =>
    writeValue(bound, new Map<string, Cbor>(Object.entries({ m: 'items', s: 0, q: 0, z, zn })));

  test.each([0, 1, 6, 9])('SYN-009 takes what a compressor makes at level %i', (level) => {
    expect(decode(frameOf(deflateRawSync(list, { level }), list.length))).toHaveProperty('ok');
  });

  test('SYN-009 refuses every beginning of it, and every byte behind it', () => {
    const z = deflateRawSync(list);
    for (let length = 1; length < z.length; length++) {
      expect(decode(frameOf(z.subarray(0, length), list.length))).toHaveProperty('error.code', 'E_FRAME');
    }
    expect(decode(frameOf(Buffer.concat([z, new Uint8Array(1)]), list.length))).toHaveProperty('error.code', 'E_FRAME');
  });
});
