// RFC 7748 §5: X25519 by arithmetic on the u-coordinate, with no key agreement of the platform.
import { P, bytesOf, integerOf } from './ed25519.ts';

const BASE_POINT = 9n;
/** (486662 − 2) / 4, of the curve equation. */
const A24 = 121665n;
const BITS = 255n;

/** The public key of 32 private bytes. */
export function publicKey(secret: Uint8Array): Uint8Array {
  return bytesOf(multiply(scalarOf(secret), BASE_POINT));
}

/** The shared secret of 32 private bytes and a public key, in any encoding: the top bit is ignored, and P wraps around (§5). */
export function sharedSecret(secret: Uint8Array, point: Uint8Array): Uint8Array {
  return bytesOf(multiply(scalarOf(secret), mod(integerOf(point) & ((1n << BITS) - 1n))));
}

/** A multiple of 8 between 2^254 and 2^255. */
function scalarOf(secret: Uint8Array): bigint {
  const integer = integerOf(secret) & ((1n << BITS) - 1n);
  return (integer - (integer & 7n)) | (1n << (BITS - 1n));
}

/** The Montgomery ladder: (x2 : z2) is a multiple of u, (x3 : z3) the one after it. */
function multiply(scalar: bigint, u: bigint): bigint {
  let [x2, z2, x3, z3] = [1n, 0n, u, 1n];
  for (let bit = BITS - 1n; bit >= 0n; bit--) {
    const isSet = ((scalar >> bit) & 1n) === 1n;
    if (isSet) [x2, z2, x3, z3] = [x3, z3, x2, z2];
    const [sum, difference] = [mod(x2 + z2), mod(x2 - z2)];
    const [sumSquared, differenceSquared] = [mod(sum * sum), mod(difference * difference)];
    const [across, back] = [mod((x3 - z3) * sum), mod((x3 + z3) * difference)];
    const gap = mod(sumSquared - differenceSquared);
    [x3, z3] = [mod((across + back) ** 2n), mod(u * (across - back) ** 2n)];
    [x2, z2] = [mod(sumSquared * differenceSquared), mod(gap * (sumSquared + A24 * gap))];
    if (isSet) [x2, z2, x3, z3] = [x3, z3, x2, z2];
  }
  return mod(x2 * inverse(z2));
}

function mod(a: bigint): bigint {
  const r = a % P;
  return r < 0n ? r + P : r;
}

function inverse(a: bigint): bigint {
  let result = 1n;
  for (let [base, exponent] = [mod(a), P - 2n]; exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = mod(result * base);
    base = mod(base * base);
  }
  return result;
}
