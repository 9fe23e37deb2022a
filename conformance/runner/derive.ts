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
