import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  sign as platformSign,
  verify as platformVerify,
} from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as p256 from '../src/p256.ts';

const scalars = fc.bigInt({ min: 1n, max: p256.N - 1n });
const messages = fc.uint8Array({ maxLength: 100 });
const text = (integer: bigint): string => Buffer.from(p256.bytesOf(integer)).toString('base64url');

function halvesOf(signature: Uint8Array): p256.Halves {
  return { r: p256.integerOf(signature.subarray(0, 32)), s: p256.integerOf(signature.subarray(32)) };
}

function jwkOf({ x, y }: p256.Point): { kty: string; crv: string; x: string; y: string } {
  return { kty: 'EC', crv: 'P-256', x: text(x), y: text(y) };
}

describe('P-256 by points', () => {
  test('public keys equal those of the platform, also at both ends of the range', () => {
    const edges = fc.constantFrom(1n, 2n, 3n, p256.N - 2n, p256.N - 1n);
    fc.assert(
      fc.property(fc.oneof(edges, scalars), (scalar) => {
        const ecdh = createECDH('prime256v1');
        ecdh.setPrivateKey(p256.bytesOf(scalar));
        const { x, y } = p256.publicKey(scalar);
        expect(ecdh.getPublicKey('hex')).toBe(`04${[x, y].map((c) => c.toString(16).padStart(64, '0')).join('')}`);
      }),
      { seed: 1, numRuns: 20 },
    );
  });

  test('the platform accepts its signatures, and it accepts those of the platform', () => {
    fc.assert(
      fc.property(scalars, messages, (scalar, message) => {
        const point = p256.publicKey(scalar);
        const publicKey = createPublicKey({ key: jwkOf(point), format: 'jwk' });
        const privateKey = createPrivateKey({ key: { ...jwkOf(point), d: text(scalar) }, format: 'jwk' });
        const ours = p256.sign(scalar, message);
        const theirs = platformSign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
        expect(platformVerify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, ours)).toBe(true);
        expect(p256.verify(point, message, halvesOf(theirs))).toBe(true);
        expect(halvesOf(ours).s <= p256.HALF).toBe(true);
      }),
      { seed: 2, numRuns: 20 },
    );
  });

  test('it verifies a flipped bit anywhere as the platform does', () => {
    fc.assert(
      fc.property(scalars, messages, fc.nat(511), (scalar, message, bit) => {
        const point = p256.publicKey(scalar);
        const key = createPublicKey({ key: jwkOf(point), format: 'jwk' });
        const flipped = p256.sign(scalar, message).map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        const platform = platformVerify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, flipped);
        expect(p256.verify(point, message, halvesOf(flipped))).toBe(platform);
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  test('both second halves solve the equation: only the bound leaves one of them', () => {
    fc.assert(
      fc.property(scalars, messages, (scalar, message) => {
        const { r, s } = halvesOf(p256.sign(scalar, message));
        expect(p256.verify(p256.publicKey(scalar), message, { r, s: p256.N - s })).toBe(true);
      }),
      { seed: 4, numRuns: 10 },
    );
  });

  test('halves outside 1 to n − 1 are never valid', () => {
    const key = p256.publicKey(7n);
    const { r, s } = halvesOf(p256.sign(7n, Buffer.from('x')));
    for (const halves of [
      { r: 0n, s },
      { r, s: 0n },
      { r: r + p256.N, s },
      { r, s: s + p256.N },
    ]) {
      expect(p256.verify(key, Buffer.from('x'), halves)).toBe(false);
    }
  });

  // RFC 6979, appendix A.2.5: "sample" with SHA-256; there s is the greater one, which the suite does not use.
  test('nonces are those of RFC 6979', () => {
    const scalar = 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n;
    const { r, s } = halvesOf(p256.sign(scalar, Buffer.from('sample')));
    expect(r).toBe(0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716n);
    expect(p256.N - s).toBe(0xf7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8n);
  });

  test('a point is on the curve exactly when the platform takes it for a key', () => {
    fc.assert(
      fc.property(scalars, fc.constantFrom(0n, 1n, p256.P), (scalar, change) => {
        const { x, y } = p256.publicKey(scalar);
        const point = { x, y: (y + change) % 2n ** 256n };
        let isKey = true;
        try {
          createPublicKey({ key: jwkOf(point), format: 'jwk' });
        } catch {
          isKey = false;
        }
        expect(p256.isOnCurve(point)).toBe(isKey);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  test('n times the base point is the neutral one, and a private scalar outside its range is refused', () => {
    expect(p256.multiply(p256.BASE, p256.N)).toBeUndefined();
    expect(() => p256.publicKey(0n)).toThrow(RangeError);
    expect(() => p256.publicKey(p256.N)).toThrow(RangeError);
  });
});
