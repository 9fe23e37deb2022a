// Crafted keys and signatures: what a malicious signer can make, so that exactly one rule of chapter 02 §4 stands in the way.
import * as ed25519 from '@allod/conformance-model/ed25519';
import { answer, actor, derive, p256Jwk, scalarOf, type Label } from './actors.ts';
import { base64url, octets, type ValueObject } from './value.ts';

/** One encoding of a point whose order divides 8. */
export interface SmallOrderEncoding {
  /** For slugs: the order, and how the encoding departs from the canonical one. */
  name: string;
  order: number;
  canonical: boolean;
  bytes: Uint8Array;
}

const P = ed25519.P;
const SIGN = 1n << 255n;

/** The fourteen encodings of the eight points of small order. */
export const SMALL_ORDER: readonly SmallOrderEncoding[] = [...canonicalEncodings(), ...otherEncodings()];

function canonicalEncodings(): SmallOrderEncoding[] {
  const generator = torsionGenerator();
  const multiples = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map((n) => ed25519.multiply(generator, n));
  const orders = [1, 8, 4, 8, 2, 8, 4, 8];
  return multiples.map((point, n) => {
    const order = orders[n] ?? 0;
    return { name: `order-${order}-multiple-${n}`, order, canonical: true, bytes: ed25519.encodePoint(point) };
  });
}

function otherEncodings(): SmallOrderEncoding[] {
  const rows: [string, number, bigint][] = [
    ['order-1-sign', 1, 1n | SIGN],
    ['order-1-y-above-p', 1, P + 1n],
    ['order-1-y-above-p-sign', 1, (P + 1n) | SIGN],
    ['order-2-sign', 2, (P - 1n) | SIGN],
    ['order-4-y-is-p', 4, P],
    ['order-4-y-is-p-sign', 4, P | SIGN],
  ];
  return rows.map(([name, order, integer]) => ({ name, order, canonical: false, bytes: ed25519.bytesOf(integer) }));
}

/** A point of order 8: L times a curve point, for the first y that gives one. */
export function torsionGenerator(): ed25519.Point {
  for (let y = 2n; ; y++) {
    const point = ed25519.decodePoint(ed25519.bytesOf(y));
    const torsion = point && ed25519.multiply(point, ed25519.L);
    if (torsion && ed25519.multiply(torsion, 4n).y !== 1n) return torsion;
  }
}

/** Encodings with y from p on whose point is not of small order. */
export function largeNonCanonical(): Uint8Array[] {
  const offsets = Array.from({ length: 19 }, (_, i) => BigInt(i)).filter((offset) => {
    const point = ed25519.decodePoint(ed25519.bytesOf(P + offset));
    return point !== undefined && !ed25519.isSmallOrder(point);
  });
  return offsets.map((offset) => ed25519.bytesOf(P + offset));
}

/** The first encoding, from y = 2 on, that is canonical and no point of the curve. */
export function notOnCurve(): Uint8Array {
  for (let y = 2n; ; y++) {
    if (ed25519.decodePoint(ed25519.bytesOf(y)) === undefined) return ed25519.bytesOf(y);
  }
}

/** A signature under a key of small order that fulfils the equation: R = [r]B with [k]A neutral, S = r. */
export function forgeUnderSmallOrder(key: Uint8Array, message: Uint8Array): Uint8Array {
  const a = ed25519.decodePoint(key);
  if (a === undefined) throw new RangeError('the key is no point');
  for (let nonce = 1n; ; nonce++) {
    const r = ed25519.encodePoint(ed25519.multiply(ed25519.BASE, nonce));
    const multiple = ed25519.multiply(a, ed25519.challenge(r, key, message));
    if (multiple.x === 0n && multiple.y === 1n) return Buffer.concat([r, ed25519.bytesOf(nonce)]);
  }
}

/** A second valid signature of a device, with a nonce of its own choice. */
export function signWithNonce(label: Label, message: Uint8Array, nonce: bigint): Uint8Array {
  const { scalar } = ed25519.expandSeed(actor(label).seed);
  const r = ed25519.encodePoint(ed25519.multiply(ed25519.BASE, nonce));
  const k = ed25519.challenge(r, ed25519.publicKey(actor(label).seed), message);
  return Buffer.concat([r, ed25519.bytesOf((nonce + k * scalar) % ed25519.L)]);
}

/** R neutral and S = k·a: fulfils the equation under an honest key, with nothing secret in R. */
export function signWithNeutralR(label: Label, message: Uint8Array): Uint8Array {
  const { scalar } = ed25519.expandSeed(actor(label).seed);
  const r = ed25519.encodePoint(ed25519.NEUTRAL);
  const k = ed25519.challenge(r, ed25519.publicKey(actor(label).seed), message);
  return Buffer.concat([r, ed25519.bytesOf((k * scalar) % ed25519.L)]);
}

/** A key, a message and a signature. */
export interface SignedMessage {
  key: Uint8Array;
  message: Uint8Array;
  signature: Uint8Array;
}

/** A key with a torsion part (A = aB + T), and a signature with this R that fulfils the equation, R read leniently. */
export function signWithSmallR(r: Uint8Array): SignedMessage {
  const { scalar } = ed25519.expandSeed(derive('craft/small-r'));
  const torsion = torsionGenerator();
  const key = ed25519.encodePoint(ed25519.add(ed25519.multiply(ed25519.BASE, scalar), torsion));
  const wanted = ed25519.decodePoint(r);
  for (let attempt = 0; ; attempt++) {
    const message = octets(`small R, attempt ${attempt}`);
    const k = ed25519.challenge(r, key, message);
    const left = ed25519.multiply(ed25519.negate(torsion), k);
    if (left.x === wanted?.x && left.y === wanted.y) {
      return { key, message, signature: Buffer.concat([r, ed25519.bytesOf((k * scalar) % ed25519.L)]) };
    }
  }
}

/** The signature with `multiple` times L added to S: S changes, S modulo L does not. */
export function addOrder(signature: Uint8Array, multiple: bigint): Uint8Array {
  const s = ed25519.integerOf(signature.subarray(32)) + multiple * ed25519.L;
  return Buffer.concat([signature.subarray(0, 32), ed25519.bytesOf(s)]);
}

/** The signature with another S. */
export function withS(signature: Uint8Array, s: bigint): Uint8Array {
  return Buffer.concat([signature.subarray(0, 32), ed25519.bytesOf(s)]);
}

/** An Ed25519 JWK of 32 bytes of our choice. */
export function jwkOf(x: Uint8Array): ValueObject {
  return { kty: 'OKP', crv: 'Ed25519', x: base64url(x) };
}

/** A P-256 key of nobody, as a JWK. */
export function strangerJwk(): ValueObject {
  return { ...p256Jwk(scalarOf(derive('craft/p256'))) };
}

/** The kid of any key. */
export function kidOf(jwk: ValueObject): string {
  return String(answer('key.thumbprint', { jwk })['kid']);
}
