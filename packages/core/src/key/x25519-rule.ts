/** What has to hold for an X25519 public key, as comparisons of bytes. (SEC-002) */

/** 2^255 − 19, little-endian. */
const P = littleEndian((1n << 255n) - 19n);

/** The u coordinates below p whose order divides 8, on the curve or on its twist. */
const SMALL_ORDER: readonly Uint8Array[] = [
  0n,
  1n,
  (1n << 255n) - 20n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
].map(littleEndian);

/** Whether 32 bytes are the one encoding of a number below p that is not of small order. */
export function isStrongX25519(bytes: Uint8Array): boolean {
  return isBelow(bytes, P) && !SMALL_ORDER.some((small) => small.every((byte, i) => byte === bytes[i]));
}

function isBelow(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 31; i >= 0; i--) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

function littleEndian(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}
