import { concatBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { secretFromBytes } from './secret.ts';
import type { Secret } from './secret.ts';
import { keysFromSeed } from './seed-keys.ts';
import type { SeedKeys } from './seed-keys.ts';
import { decodeWords, encodeWords } from './words.ts';

/** Bytes of the seed of a kit. */
export const KIT_SEED_BYTES = 31;
/** Words of a kit. */
export const KIT_WORDS = 24;

const VERSION = Uint8Array.of(1);

/**
 * The kit of a seed of 31 random bytes, as text: 24 words in lower case, joined by single spaces. So it is printed, and so it stands in
 * a QR code. Throws `RangeError` for a seed of another length. (PRN-071, PRN-072)
 */
export function encodeKit(seed: Secret): string {
  return encodeWords(kitEntropy(seed));
}

/**
 * The seed of a kit, from its words as somebody typed, pasted or scanned them. (PRN-073)
 * Refuses with `E_KIT`, whose details tell what to look at: the first word that is none of the list (PRN-074), how many words there are
 * if not 24 (PRN-075), a checksum that does not hold (PRN-076), a version that is not known (PRN-077).
 */
export function decodeKit(text: string): Result<Secret, 'E_KIT'> {
  const entropy = decodeWords(text, KIT_WORDS);
  return entropy.ok ? seedOfEntropy(entropy.value) : entropy;
}

/** The keys of a kit: what its root entry names, and what signs with it. Throws `RangeError` for a seed that has not 31 bytes. (PRN-078) */
export async function kitKeys(seed: Secret): Promise<SeedKeys> {
  checkSeed(seed);
  return keysFromSeed(seed, 'kit');
}

/** The 32 bytes of a kit: the version, and the seed. Throws `RangeError` for a seed that has not 31 bytes. (PRN-071) */
export function kitEntropy(seed: Secret): Uint8Array {
  checkSeed(seed);
  return concatBytes([VERSION, seed.bytes()]);
}

/** The seed in the 32 bytes of a kit. Refuses with `E_KIT` a version that is not known. (PRN-077) */
export function seedOfEntropy(entropy: Uint8Array): Result<Secret, 'E_KIT'> {
  return entropy[0] === VERSION[0]
    ? accept(secretFromBytes(entropy.subarray(VERSION.length)))
    : refuse('E_KIT', 'PRN-077', { fault: 'version' });
}

function checkSeed({ sizeBytes }: Secret): void {
  if (sizeBytes !== KIT_SEED_BYTES)
    throw new RangeError(`the seed of a kit has ${KIT_SEED_BYTES} bytes, got ${sizeBytes}`);
}
