// Chapter 02 §4.2: ECDSA on P-256 (FIPS 186-5, SP 800-186) by arithmetic on points, with no signature code of the platform.
import { createHash, createHmac } from 'node:crypto';

/** The field prime. */
export const P: bigint = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
/** The order of the base point. */
export const N: bigint = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** The greatest second half of a signature: half of the order, rounded down. */
export const HALF: bigint = N / 2n;

/** A point of P-256, affine: x and y below `P`. */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** The two halves of a signature. */
export interface Halves {
  readonly r: bigint;
  readonly s: bigint;
}

// Jacobian coordinates: x = X/Z², y = Y/Z³. Z = 0 is the neutral point.
type Jacobian = readonly [bigint, bigint, bigint];

const A = P - 3n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const NEUTRAL: Jacobian = [1n, 1n, 0n];
const SCALAR_BYTES = 32;

/** The base point. */
export const BASE: Point = {
  x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
};

/** The remainder of a division by `m`, from 0 to m − 1. */
export function mod(a: bigint, m: bigint = P): bigint {
  const r = a % m;
  return r < 0n ? r + m : r;
}

function power(base: bigint, exponent: bigint, m: bigint): bigint {
  let result = 1n;
  for (let b = mod(base, m), e = exponent; e > 0n; e >>= 1n) {
    if ((e & 1n) === 1n) result = (result * b) % m;
    b = (b * b) % m;
  }
  return result;
}

/** The inverse of a modulo a prime, by Fermat. */
export function inverse(a: bigint, prime: bigint): bigint {
  return power(a, prime - 2n, prime);
}

/** The integer of big-endian bytes. */
export function integerOf(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** The 32 big-endian bytes of an integer below 2^256. */
export function bytesOf(integer: bigint): Uint8Array {
  return Uint8Array.from({ length: SCALAR_BYTES }, (_, i) => Number((integer >> BigInt(8 * (31 - i))) & 255n));
}

/** Whether x and y are below `P` and fulfil the equation of the curve. The neutral point has no such coordinates. */
export function isOnCurve({ x, y }: Point): boolean {
  return x < P && y < P && mod(y * y) === mod(x * x * x + A * x + B);
}

/** A y that fulfils the equation of the curve with this x, or undefined when there is none. */
export function recoverY(x: bigint): bigint | undefined {
  const square = mod(x * x * x + A * x + B);
  const y = power(square, (P + 1n) / 4n, P);
  return mod(y * y) === square ? y : undefined;
}

/** The point added to itself `scalar` times, or undefined for the neutral point. */
export function multiply(point: Point, scalar: bigint): Point | undefined {
  return affine(multiplyJacobian([point.x, point.y, 1n], scalar));
}

function multiplyJacobian(point: Jacobian, scalar: bigint): Jacobian {
  let sum = NEUTRAL;
  for (const bit of scalar.toString(2)) {
    sum = double(sum);
    if (bit === '1') sum = addJacobian(sum, point);
  }
  return sum;
}

function affine([x, y, z]: Jacobian): Point | undefined {
  if (z === 0n) return undefined;
  const zInverse = inverse(z, P);
  const square = mod(zInverse * zInverse);
  return { x: mod(x * square), y: mod(y * square * zInverse) };
}

function double([x, y, z]: Jacobian): Jacobian {
  if (y === 0n || z === 0n) return NEUTRAL;
  const y2 = mod(y * y);
  const s = mod(4n * x * y2);
  const m = mod(3n * x * x + A * z ** 4n);
  const x3 = mod(m * m - 2n * s);
  return [x3, mod(m * (s - x3) - 8n * y2 * y2), mod(2n * y * z)];
}

function addJacobian(a: Jacobian, b: Jacobian): Jacobian {
  if (a[2] === 0n) return b;
  if (b[2] === 0n) return a;
  const [za2, zb2] = [mod(a[2] * a[2]), mod(b[2] * b[2])];
  const [ua, ub] = [mod(a[0] * zb2), mod(b[0] * za2)];
  const [sa, sb] = [mod(a[1] * b[2] * zb2), mod(b[1] * a[2] * za2)];
  if (ua === ub) return sa === sb ? double(a) : NEUTRAL;
  const [h, r] = [mod(ub - ua), mod(sb - sa)];
  const h2 = mod(h * h);
  const h3 = mod(h * h2);
  const x = mod(r * r - h3 - 2n * ua * h2);
  return [x, mod(r * (ua * h2 - x) - sa * h3), mod(h * a[2] * b[2])];
}

function digestOf(message: Uint8Array): bigint {
  return integerOf(createHash('sha256').update(message).digest());
}

/** ECDSA verification with SHA-256 (FIPS 186-5 §6.4.2), for any `s` below the order. */
export function verify(key: Point, message: Uint8Array, { r, s }: Halves): boolean {
  if (r < 1n || r >= N || s < 1n || s >= N) return false;
  const w = inverse(s, N);
  const sum = addJacobian(
    multiplyJacobian([BASE.x, BASE.y, 1n], mod(digestOf(message) * w, N)),
    multiplyJacobian([key.x, key.y, 1n], mod(r * w, N)),
  );
  const point = affine(sum);
  return point !== undefined && mod(point.x, N) === r;
}

/** The public key of a private scalar from 1 to `N` − 1. Throws RangeError outside. */
export function publicKey(scalar: bigint): Point {
  const point = scalar >= 1n && scalar < N ? multiply(BASE, scalar) : undefined;
  if (point === undefined) throw new RangeError('a private scalar is from 1 to n − 1');
  return point;
}

/** The halves that a nonce gives, `s` as it comes. Throws RangeError for a nonce that FIPS 186-5 rejects. */
export function signWithNonce(scalar: bigint, message: Uint8Array, nonce: bigint): Halves {
  const r = mod(publicKey(nonce).x, N);
  const s = mod(inverse(nonce, N) * (digestOf(message) + r * scalar), N);
  if (r === 0n || s === 0n) throw new RangeError('this nonce gives no signature');
  return { r, s };
}

/** The 64 bytes of the signature with the nonce of RFC 6979 and the smaller second half. */
export function sign(scalar: bigint, message: Uint8Array): Uint8Array {
  const { r, s } = signWithNonce(scalar, message, deterministicNonce(scalar, message));
  return encodeHalves({ r, s: s > HALF ? N - s : s });
}

/** r and s side by side, 32 bytes each. */
export function encodeHalves({ r, s }: Halves): Uint8Array {
  return Uint8Array.from([...bytesOf(r), ...bytesOf(s)]);
}

// RFC 6979 §3.2 with SHA-256: hash and order are both 256 bits long, so bits2int is the integer itself.
function deterministicNonce(scalar: bigint, message: Uint8Array): bigint {
  const seed = [...bytesOf(scalar), ...bytesOf(mod(digestOf(message), N))];
  let v: Uint8Array = new Uint8Array(SCALAR_BYTES).fill(1);
  let k: Uint8Array = new Uint8Array(SCALAR_BYTES);
  for (const separator of [0, 1]) {
    k = hmac(k, [...v, separator, ...seed]);
    v = hmac(k, [...v]);
  }
  for (;;) {
    v = hmac(k, [...v]);
    const nonce = integerOf(v);
    if (nonce >= 1n && nonce < N) return nonce;
    k = hmac(k, [...v, 0]);
    v = hmac(k, [...v]);
  }
}

function hmac(key: Uint8Array, data: readonly number[]): Uint8Array {
  return createHmac('sha256', key).update(Uint8Array.from(data)).digest();
}
