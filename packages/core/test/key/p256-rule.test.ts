import { lowerEs256Signature } from '@allod/core/statement';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLowS, isOnP256 } from '../../src/key/p256-rule.ts';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = createPublicKey(privateKey);
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

test('STM-028 makes every signature of hardware one that verifiers accept', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (message) => {
      const made = new Uint8Array(sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
      const low = lowerEs256Signature(made);
      expect(BigInt(`0x${Buffer.from(low.subarray(32)).toString('hex')}`) <= HALF_ORDER).toBe(true);
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, low)).toBe(true);
      expect(lowerEs256Signature(low)).toBe(low);
    }),
  );
  expect(() => lowerEs256Signature(new Uint8Array(70))).toThrow(RangeError);
});

const FIELD = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** 32 bytes for each number, the most significant first. */
function bytesOf(...values: readonly bigint[]): Uint8Array {
  return new Uint8Array(Buffer.from(values.map((value) => value.toString(16).padStart(64, '0')).join(''), 'hex'));
}

describe('a point of P-256', () => {
  // Points with a coordinate so small that 32 bytes also hold it with the field's prime added.
  const Y_OF_ZERO = 0x66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4n;
  const X_OF_FIVE = 0xd7325d7646cd60d80a92738ceb345f844cffaf35841022cab176f692de8de1d7n;

  test('STM-027 lies on the curve, with either sign', () => {
    const { x, y } = publicKey.export({ format: 'jwk' });
    const own = new Uint8Array([x!, y!].flatMap((text) => [...Buffer.from(text, 'base64url')]));
    const points = [bytesOf(0n, Y_OF_ZERO), bytesOf(0n, FIELD - Y_OF_ZERO), bytesOf(X_OF_FIVE, 5n), own];
    expect(points.map(isOnP256)).toEqual([true, true, true, true]);
  });

  test('STM-027 lies nowhere else: not beside the curve, not on its twist, not at zero', () => {
    const beside = [bytesOf(0n, Y_OF_ZERO + 1n), bytesOf(1n, Y_OF_ZERO), bytesOf(X_OF_FIVE, 6n), bytesOf(0n, 0n)];
    expect(beside.map(isOnP256)).toEqual([false, false, false, false]);
  });

  test('STM-027 has coordinates below the prime: a second encoding is refused', () => {
    const doubled = [bytesOf(FIELD, Y_OF_ZERO), bytesOf(X_OF_FIVE, FIELD + 5n), bytesOf(FIELD, FIELD + 5n)];
    expect(doubled.map(isOnP256)).toEqual([false, false, false]);
  });
});

describe('the second half of an ES256 signature', () => {
  const r = 2n ** 255n + 3n;

  test('STM-028 is low up to half of the order', () => {
    const scalars = [0n, 1n, HALF_ORDER, HALF_ORDER + 1n, ORDER - 1n, 2n ** 256n - 1n];
    expect(scalars.map((s) => isLowS(bytesOf(s)))).toEqual([true, true, true, false, false, false]);
  });

  test('STM-028 is lowered to its complement, and the first half stays', () => {
    for (const s of [HALF_ORDER + 1n, ORDER - 1n, ORDER - 2n ** 200n]) {
      expect(lowerEs256Signature(bytesOf(r, s))).toEqual(bytesOf(r, ORDER - s));
    }
    const low = bytesOf(r, HALF_ORDER);
    expect(lowerEs256Signature(low)).toBe(low);
  });

  test('throws for a signature of another length, and says which', () => {
    for (const length of [0, 63, 65]) {
      expect(() => lowerEs256Signature(new Uint8Array(length))).toThrow(
        `an ES256 signature has 64 bytes, got ${length}`,
      );
    }
  });
});
