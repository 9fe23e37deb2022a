import { createPrivateKey, createPublicKey, sign as platformSign, verify as platformVerify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as ed25519 from '../src/ed25519.ts';
import { createModel, type TpOutcome } from '../src/index.ts';

const model = createModel();
const b64u = (bytes: Uint8Array): { $b64u: string } => ({ $b64u: Buffer.from(bytes).toString('base64url') });
const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });
const messages = fc.uint8Array({ maxLength: 100 });

function platformKey(seed: Uint8Array): ReturnType<typeof createPrivateKey> {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): TpOutcome {
  return model.handle('ed25519.verify', { key: b64u(key), message: b64u(message), signature: b64u(signature) });
}

describe('Ed25519 by points', () => {
  test('keys and signatures equal those of the platform', () => {
    fc.assert(
      fc.property(seeds, messages, (seed, message) => {
        const key = platformKey(seed);
        const x = createPublicKey(key).export({ format: 'jwk' }).x;
        expect(Buffer.from(ed25519.publicKey(seed)).toString('base64url')).toBe(x);
        expect(Buffer.from(ed25519.sign(seed, message)).equals(platformSign(null, Buffer.from(message), key))).toBe(
          true,
        );
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test('genuine signatures are accepted, and one flipped bit anywhere is refused, as the platform says', () => {
    fc.assert(
      fc.property(seeds, messages, fc.nat(511), (seed, message, bit) => {
        const signature = ed25519.sign(seed, message);
        expect(verify(ed25519.publicKey(seed), message, signature)).toEqual({ ok: {} });
        const flipped = Uint8Array.from(signature, (byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(verify(ed25519.publicKey(seed), message, flipped)).toMatchObject({ error: { code: 'E_SIG' } });
        expect(platformVerify(null, message, createPublicKey(platformKey(seed)), flipped)).toBe(false);
      }),
      { seed: 2, numRuns: 20 },
    );
  });

  test('encoding a decoded point gives the same bytes exactly when they are canonical', () => {
    const edges = fc.nat(40).map((n) => ed25519.bytesOf(ed25519.P - 20n + BigInt(n)));
    const signed = edges.map((bytes) => Uint8Array.from(bytes, (byte, i) => (i === 31 ? byte | 0x80 : byte)));
    fc.assert(
      fc.property(fc.oneof(seeds, edges, signed), (bytes) => {
        const point = ed25519.decodePoint(bytes);
        fc.pre(point !== undefined);
        const again = point === undefined ? undefined : Buffer.from(ed25519.encodePoint(point)).equals(bytes);
        expect(again).toBe(ed25519.isCanonical(bytes));
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('L times any point is of small order, and the base point is not', () => {
    expect(ed25519.isSmallOrder(ed25519.BASE)).toBe(false);
    expect(ed25519.multiply(ed25519.BASE, ed25519.L)).toEqual(ed25519.NEUTRAL);
    fc.assert(
      fc.property(seeds, (bytes) => {
        const point = ed25519.decodePoint(bytes);
        fc.pre(point !== undefined);
        expect(ed25519.isSmallOrder(ed25519.multiply(point ?? ed25519.BASE, ed25519.L))).toBe(true);
      }),
      { seed: 4, numRuns: 10 },
    );
  });
});
