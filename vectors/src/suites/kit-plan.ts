// Words of recovery kits as the vectors make them, right and wrong.
import { createHash } from 'node:crypto';
import { KIT_WORD_LIST } from '@allod/conformance-model/registries';
import { derive } from '../actors.ts';

const WORDS = 24;
const WORD_BITS = 11;

/** 31 bytes for the seed of a kit. */
export function kitSeed(name: string): Uint8Array {
  return derive(`kit/${name}`).subarray(0, 31);
}

/** The words of 32 bytes of entropy and a checksum; absent: the right one. */
export function wordsOf(entropy: Uint8Array, check: number = checksumOf(entropy)): string[] {
  const bits = [...entropy, check].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: WORDS }, (_, i) => {
    const place = Number.parseInt(bits.slice(WORD_BITS * i, WORD_BITS * (i + 1)), 2);
    return KIT_WORD_LIST[place] ?? '';
  });
}

/** The words of a kit of this version. */
export function kitWords(seed: Uint8Array, version = 1): string[] {
  return wordsOf(Uint8Array.of(version, ...seed));
}

/** 23 words, and the first last one with which they are a kit. */
export function kitOf(words: readonly string[]): string[] {
  const bits = words.map((word) => KIT_WORD_LIST.indexOf(word).toString(2).padStart(WORD_BITS, '0')).join('');
  const entropy = Uint8Array.from({ length: 32 }, (_, i) => {
    return Number.parseInt(bits.slice(8 * i, 8 * (i + 1)).padEnd(8, '0'), 2);
  });
  return wordsOf(entropy);
}

/** The word of the list behind this one; behind the last, the first. */
export function wordAfter(word: string): string {
  return KIT_WORD_LIST[(KIT_WORD_LIST.indexOf(word) + 1) % KIT_WORD_LIST.length] ?? '';
}

/** The words of three letters with which a longer word of the list begins. */
export function shortWords(): string[] {
  return KIT_WORD_LIST.filter(
    (word) => word.length === 3 && KIT_WORD_LIST.some((other) => other !== word && other.startsWith(word)),
  );
}

/** The first byte of the SHA-256. */
export function checksumOf(entropy: Uint8Array): number {
  return createHash('sha256').update(entropy).digest()[0] ?? 0;
}
