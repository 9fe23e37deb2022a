import { decodeId } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';

/** The numbers of small order on Curve25519 below its prime, as 32 bytes in hex, little-endian. (04 §2.1) */
const SMALL_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
]);

/** What is wrong with the public key of an epoch. (SEC-002) */
export function findWeakEpoch({ claims: { k, pub } }: Statement): ProtocolError<'E_WEAK_KEY'> | undefined {
  if (k !== 'epoch') return undefined;
  const { x } = pub as { readonly x: string };
  return isWeakX25519(x) ? refuse('E_WEAK_KEY', 'SEC-002').error : undefined;
}

/** Whether the X25519 public key with this `x` may not be used: no number below 2^255 − 19, or one of small order. (SEC-002) */
export function isWeakX25519(x: string): boolean {
  const decoded = decodeId(x);
  return !decoded.ok || isOutOfRange(decoded.value) || SMALL_ORDER.has(hexOf(decoded.value));
}

/** From 2^255 − 19 on, which is 0xed and then 0xff thirty times and 0x7f. */
function isOutOfRange(bytes: Uint8Array): boolean {
  const top = bytes[31]!;
  if (top !== 0x7f) return top > 0x7f;
  return bytes[0]! >= 0xed && bytes.subarray(1, 31).every((byte) => byte === 0xff);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
