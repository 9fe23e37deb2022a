/**
 * The part of the Ed25519 acceptance rule on which platforms differ, as comparisons of bytes. What passes here is judged
 * alike by every native verifier, because the equation that remains is the cofactorless one. (STM-013 to STM-015)
 */

const P = littleEndian((1n << 255n) - 19n);
const L = littleEndian((1n << 252n) + 27742317777372353535851937790883648493n);

/** The y coordinates of the eight points whose order divides 8; the sign of x does not matter. */
const SMALL_ORDER_Y: readonly Uint8Array[] = [
  0n,
  1n,
  (1n << 255n) - 20n,
  2707385501144840649318225287225658788936804267575313519463743609750303402022n,
  55188659117513257062467267217118295137698188065244968500265048394206261417927n,
].map(littleEndian);

/** Whether a 32-byte point is canonically encoded and not of small order. */
export function isStrongPoint(point: Uint8Array): boolean {
  const y = new Uint8Array(point);
  y[31]! &= 0x7f;
  // The two points with x = 0, where a set sign bit would be a second encoding, are of small order themselves.
  return isBelow(y, P) && !SMALL_ORDER_Y.some((small) => isEqual(small, y));
}

/** Whether the scalar half of a signature, 32 bytes little-endian, is below the order of the base point. */
export function isCanonicalScalar(scalar: Uint8Array): boolean {
  return isBelow(scalar, L);
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

function isBelow(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) {
    if (a[i] !== b[i]) return a[i]! < b[i]!;
  }
  return false;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((byte, i) => byte === b[i]);
}
