// Chapter 02 §4: Ed25519 (RFC 8032) by arithmetic on points, with no signature code of the platform.
import { createHash } from 'node:crypto';

/** The field prime 2^255 − 19. */
export const P: bigint = 2n ** 255n - 19n;
/** The order of the base point. */
export const L: bigint = 2n ** 252n + 27742317777372353535851937790883648493n;

/** A point of edwards25519, affine: x and y below `P`. */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

// Extended coordinates (RFC 8032 §5.1.4): x = X/Z, y = Y/Z, T = XY/Z.
type Extended = readonly [bigint, bigint, bigint, bigint];

const D = mod(-121665n * inverse(121666n));
const D2 = mod(2n * D);
const SQRT_MINUS_ONE = power(2n, (P - 1n) / 4n);

/** The neutral point. */
export const NEUTRAL: Point = { x: 0n, y: 1n };
/** The base point: y = 4/5, x even. */
export const BASE: Point = { x: recoverX(mod(4n * inverse(5n)), 0n) ?? 0n, y: mod(4n * inverse(5n)) };

function mod(a: bigint, m: bigint = P): bigint {
  const r = a % m;
  return r < 0n ? r + m : r;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) result = (result * b) % P;
    b = (b * b) % P;
  }
  return result;
}

function inverse(a: bigint): bigint {
  return power(a, P - 2n);
}

/** The x of the curve point with this y and this lowest bit of x, or undefined when there is none. */
function recoverX(y: bigint, lowestBit: bigint): bigint | undefined {
  const y2 = mod(y * y);
  const x2 = mod((y2 - 1n) * inverse(D * y2 + 1n));
  let x = power(x2, (P + 3n) / 8n);
  if (mod(x * x - x2) !== 0n) x = mod(x * SQRT_MINUS_ONE);
  if (mod(x * x - x2) !== 0n) return undefined;
  return (x & 1n) === lowestBit ? x : mod(-x);
}

/** The integer of little-endian bytes. */
export function integerOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** The 32 little-endian bytes of an integer below 2^256. */
export function bytesOf(integer: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((integer >> BigInt(8 * i)) & 255n));
}

/** The 32 bytes of a point: y, with the lowest bit of x on top. */
export function encodePoint(point: Point): Uint8Array {
  return bytesOf(point.y | ((point.x & 1n) << 255n));
}

/** The point of 32 bytes, read leniently (y is taken modulo P), or undefined when no point has this y. */
export function decodePoint(bytes: Uint8Array): Point | undefined {
  const integer = integerOf(bytes);
  const y = mod(integer & (2n ** 255n - 1n));
  const x = recoverX(y, integer >> 255n);
  return x === undefined ? undefined : { x, y };
}

/** Whether the encoding is canonical: y below P, and not "x = 0 with the sign bit set". */
export function isCanonical(bytes: Uint8Array): boolean {
  const integer = integerOf(bytes);
  const y = integer & (2n ** 255n - 1n);
  const signIsSet = integer >> 255n === 1n;
  const xIsZero = y === 1n || y === P - 1n;
  return y < P && !(xIsZero && signIsSet);
}

/** Whether the order of the point divides 8. */
export function isSmallOrder(point: Point): boolean {
  let sum = extended(point);
  for (let doubling = 0; doubling < 3; doubling++) sum = addExtended(sum, sum);
  return sum[0] === 0n && sum[1] === sum[2];
}

/** The sum of two points. */
export function add(a: Point, b: Point): Point {
  return affine(addExtended(extended(a), extended(b)));
}

/** The point with −x. */
export function negate(point: Point): Point {
  return { x: mod(-point.x), y: point.y };
}

/** The point added to itself `scalar` times; the scalar is not reduced. */
export function multiply(point: Point, scalar: bigint): Point {
  return affine(multiplyExtended(extended(point), scalar));
}

function multiplyExtended(point: Extended, scalar: bigint): Extended {
  let sum = extended(NEUTRAL);
  for (const bit of scalar.toString(2)) {
    sum = addExtended(sum, sum);
    if (bit === '1') sum = addExtended(sum, point);
  }
  return sum;
}

function extended(point: Point): Extended {
  return [point.x, point.y, 1n, mod(point.x * point.y)];
}

function affine([x, y, z]: Extended): Point {
  const zInverse = inverse(z);
  return { x: mod(x * zInverse), y: mod(y * zInverse) };
}

// RFC 8032 §5.1.4; complete on this curve, so doubling needs no formula of its own.
function addExtended(a: Extended, b: Extended): Extended {
  const A = mod((a[1] - a[0]) * (b[1] - b[0]));
  const B = mod((a[1] + a[0]) * (b[1] + b[0]));
  const C = mod(mod(a[3] * b[3]) * D2);
  const Z = mod(2n * a[2] * b[2]);
  const [E, F, G, H] = [B - A, Z - C, Z + C, B + A];
  return [mod(E * F), mod(G * H), mod(F * G), mod(E * H)];
}

function sha512(...parts: Uint8Array[]): Uint8Array {
  const hash = createHash('sha512');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** k = SHA-512(R ‖ A ‖ message) modulo L. */
export function challenge(r: Uint8Array, key: Uint8Array, message: Uint8Array): bigint {
  return mod(integerOf(sha512(r, key, message)), L);
}

/** [S]B − [k]A. */
export function checkPoint(s: bigint, k: bigint, a: Point): Point {
  return affine(addExtended(multiplyExtended(extended(BASE), s), multiplyExtended(extended(negate(a)), k)));
}

/** The secret scalar and the prefix of a 32-byte seed (RFC 8032 §5.1.5). */
export function expandSeed(seed: Uint8Array): { scalar: bigint; prefix: Uint8Array } {
  const digest = sha512(seed);
  const clamped = (integerOf(digest.subarray(0, 32)) & (2n ** 254n - 8n)) | (2n ** 254n);
  return { scalar: clamped, prefix: digest.subarray(32) };
}

/** The public key of a seed. */
export function publicKey(seed: Uint8Array): Uint8Array {
  return encodePoint(multiply(BASE, mod(expandSeed(seed).scalar, L)));
}

/** The 64 bytes of the signature that RFC 8032 §5.1.6 gives. */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  const { scalar, prefix } = expandSeed(seed);
  const nonce = mod(integerOf(sha512(prefix, message)), L);
  const r = encodePoint(multiply(BASE, nonce));
  const k = challenge(r, publicKey(seed), message);
  return Uint8Array.from([...r, ...bytesOf(mod(nonce + k * scalar, L))]);
}
