/**
 * The part of the Ed25519 acceptance rule on which platforms differ, as comparisons of bytes. What passes here is judged
 * alike by every native verifier, because the equation that remains is the cofactorless one. (STM-013 to STM-015)
 */

const P = littleEndian((1n << 255n) - 19n);
const L = littleEndian((1n << 252n) + 27742317777372353535851937790883648493n);

/** The bits of the last byte that belong to y; the other one is the sign of x. */
const Y_MASK = 0x7f;

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
  if (!isBelow(point, P, Y_MASK)) return false;
  // The two points with x = 0, where a set sign bit would be a second encoding, are of small order themselves.
  for (const small of SMALL_ORDER_Y) if (isSameY(point, small)) return false;
  return true;
}

/** Whether the scalar half of a signature, 32 bytes little-endian, is below the order of the base point. */
export function isCanonicalScalar(scalar: Uint8Array): boolean {
  return isBelow(scalar, L, 0xff);
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/** Whether `a` is below `b` once the last byte of `a` is masked. */
function isBelow(a: Uint8Array, b: Uint8Array, mask: number): boolean {
  const last = a[31]! & mask;
  if (last !== b[31]) return last < b[31]!;
  for (let i = 30; i >= 0; i--) {
    if (a[i] !== b[i]) return a[i]! < b[i]!;
  }
  return false;
}

/** Whether a point has the y coordinate `y`, whatever the sign of its x. */
function isSameY(point: Uint8Array, y: Uint8Array): boolean {
  for (let i = 0; i < 31; i++) if (point[i] !== y[i]) return false;
  return (point[31]! & Y_MASK) === y[31];
}
