import { createPublicKey, verify } from 'node:crypto';
import * as ed25519 from '@allod/conformance-model/ed25519';
import { describe, expect, test } from 'vitest';
import { actor } from '../src/actors.ts';
import * as craft from '../src/craft.ts';
import { fromBase64url, octets } from '../src/value.ts';

const message = octets('crafted');

describe('encodings of small order', () => {
  test('are fourteen, eight of them canonical, all different', () => {
    expect(craft.SMALL_ORDER).toHaveLength(14);
    expect(craft.SMALL_ORDER.filter(({ canonical }) => canonical)).toHaveLength(8);
    expect(new Set(craft.SMALL_ORDER.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).size).toBe(14);
  });

  test.each(craft.SMALL_ORDER)('$name has the order it claims', ({ order, canonical, bytes }) => {
    const point = ed25519.decodePoint(bytes)!;
    const isNeutral = (n: number): boolean =>
      Buffer.from(ed25519.encodePoint(ed25519.multiply(point, BigInt(n)))).equals(ed25519.encodePoint(ed25519.NEUTRAL));
    expect([1, 2, 4, 8].find(isNeutral)).toBe(order);
    expect(ed25519.isCanonical(bytes)).toBe(canonical);
  });
});

describe('crafted signatures', () => {
  test.each(craft.SMALL_ORDER)(
    'the equation holds under $name, so that only the rule for keys refuses it',
    ({ bytes }) => {
      const signature = craft.forgeUnderSmallOrder(bytes, message);
      expect(solves({ key: bytes, message, signature })).toBe(true);
    },
  );

  test.each(craft.SMALL_ORDER)(
    'the equation holds with R = $name, so that only the rule for R refuses it',
    ({ bytes }) => {
      expect(solves(craft.signWithSmallR(bytes))).toBe(true);
    },
  );

  test('a second nonce gives another signature, which the platform accepts', () => {
    const key = createPublicKey({ key: { ...actor('alice/phone').jwk }, format: 'jwk' });
    expect(verify(null, message, key, craft.signWithNonce('alice/phone', message, 5n))).toBe(true);
  });

  test('the equation holds with the neutral R under an honest key', () => {
    const key = fromBase64url(actor('alice/phone').jwk.x);
    expect(solves({ key, message, signature: craft.signWithNeutralR('alice/phone', message) })).toBe(true);
  });

  test('S plus L is S modulo L, and the equation still holds', () => {
    const key = fromBase64url(actor('alice/phone').jwk.x);
    const signature = craft.addOrder(ed25519.sign(actor('alice/phone').seed, message), 1n);
    expect(solves({ key, message, signature })).toBe(true);
  });
});

/** The equation alone, R compared as a point. */
function solves({ key, message: text, signature }: craft.SignedMessage): boolean {
  const [r, s] = [signature.subarray(0, 32), ed25519.integerOf(signature.subarray(32))];
  const point = ed25519.checkPoint(s, ed25519.challenge(r, key, text), ed25519.decodePoint(key)!);
  const wanted = ed25519.decodePoint(r)!;
  return point.x === wanted.x && point.y === wanted.y;
}
