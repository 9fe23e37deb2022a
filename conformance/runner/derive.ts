import { createHash, hkdfSync } from 'node:crypto';

/** Where derived bytes belong. */
export interface Derivation {
  /** The label of the accumulated case. */
  readonly seedLabel: string;
  /** Which of its inputs, from 0. */
  readonly index: number;
}

/** Most bytes that HKDF-SHA-256 gives for one label: 255 blocks of 32. */
export const MAX_DERIVED_BYTES: number = 255 * 32;

/** The secret of every derivation of the vectors, and of the keys in `vectors/keys.json`. */
const IKM = createHash('sha256').update('allod1 conformance v1').digest();

/**
 * The bytes that stand in one place of one derived input: HKDF-SHA-256 with an empty salt, and `<seedLabel>/<index>/<label>`
 * as info.
 *
 * @param length - in bytes, at most `MAX_DERIVED_BYTES`
 */
export function derivedBytes({ seedLabel, index }: Derivation, label: string, length: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', IKM, '', `${seedLabel}/${index}/${label}`, length));
}

/** Most items that can be put in an order: eight bytes for each but one. */
export const MAX_ORDERED: number = Math.floor(MAX_DERIVED_BYTES / 8) + 1;

/**
 * A list in an order that bytes choose: again and again the item comes next, out of those that are left, whose place from 0 is the next
 * eight bytes, as a big-endian integer, modulo their count.
 *
 * @param bytes - eight for each item but one
 */
export function inOrder<T>(items: readonly T[], bytes: Uint8Array): T[] {
  const left = [...items];
  const ordered: T[] = [];
  const draws = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; left.length > 1; at += 8) {
    const chosen = Number(draws.getBigUint64(at) % BigInt(left.length));
    ordered.push(...left.splice(chosen, 1));
  }
  return [...ordered, ...left];
}
