import { ED25519_TORSION_SUBGROUP } from '@noble/curves/ed25519.js';
import { describe, expect, test } from 'vitest';
import { isCanonicalScalar, isStrongPoint } from '../../src/key/ed25519-rule.ts';

const FIELD = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const SIGN = 2n ** 255n;

/** 32 bytes, the least significant first. */
function bytesOf(value: bigint): Uint8Array {
  return new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toReversed());
}

describe('what a point has to be before the platform sees it', () => {
  test('STM-013 refuses the eight points of small order, with either sign', () => {
    expect(ED25519_TORSION_SUBGROUP).toHaveLength(8);
    for (const hex of ED25519_TORSION_SUBGROUP) {
      const point = new Uint8Array(Buffer.from(hex, 'hex'));
      const other = point.with(31, point[31]! ^ 0x80);
      expect([isStrongPoint(point), isStrongPoint(other)]).toEqual([false, false]);
    }
  });

  test('STM-013 refuses every second encoding of a coordinate, and accepts the coordinates beside them', () => {
    for (let y = FIELD; y < SIGN; y++) {
      expect([isStrongPoint(bytesOf(y)), isStrongPoint(bytesOf(y + SIGN))]).toEqual([false, false]);
    }
    for (const y of [2n, FIELD - 2n, FIELD - 256n, FIELD - 2n ** 248n]) {
      expect([isStrongPoint(bytesOf(y)), isStrongPoint(bytesOf(y + SIGN))]).toEqual([true, true]);
    }
  });

  test('STM-015 accepts scalars up to the order of the base point less one', () => {
    for (const scalar of [0n, 1n, ORDER - 1n, ORDER - 2n ** 248n])
      expect(isCanonicalScalar(bytesOf(scalar))).toBe(true);
    for (const scalar of [ORDER, ORDER + 1n, 2n ** 256n - 1n]) expect(isCanonicalScalar(bytesOf(scalar))).toBe(false);
  });
});
