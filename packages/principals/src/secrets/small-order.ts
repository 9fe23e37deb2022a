/** X25519: the numbers of small order, with which every private key agrees on zeros. (SEC-010) */

const P = (1n << 255n) - 19n;
/** Chapter 04 §2.1. */
const SMALL: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
]);

/** Whether a public key of 32 bytes stands for a number of small order: as RFC 7748 reads it, without its last bit and modulo p. */
export function isSmallOrder(key: Uint8Array): boolean {
  let number = 0n;
  for (let at = key.length - 1; at >= 0; at--) number = (number << 8n) | BigInt(key[at]!);
  return SMALL.has((number & ((1n << 255n) - 1n)) % P);
}
