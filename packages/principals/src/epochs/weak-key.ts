import { decodeId } from '@allod/core/bytes';
import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import type { Statement } from '@allod/core/statement';

/** The prime of Curve25519. */
const P = 2n ** 255n - 19n;

/** The numbers of small order below it. (04 §2.1) */
const SMALL_ORDER: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  P - 1n,
  325606250916557431795983626356110631294008115727848805560023387167927233504n,
  39382357235489614581723060781553021112529911719440698176882885853963445705823n,
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
  if (!decoded.ok) return true;
  const number = decoded.value.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return number >= P || SMALL_ORDER.has(number);
}
