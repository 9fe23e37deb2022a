import { concatBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { secretFromBytes } from './secret.ts';
import type { Secret } from './secret.ts';
import { keysFromSeed } from './seed-keys.ts';
import type { SeedKeys } from './seed-keys.ts';

/** Bytes of the seed of a kit. */
export const KIT_SEED_BYTES = 31;
/** Words of a kit. */
export const KIT_WORDS = 24;

const VERSION = Uint8Array.of(1);
/** Letters that tell every word of the list from all others; words of three letters are there too. */
const TELLING_LETTERS = 4;
/** Letters of an unknown word that are told: more than any word of the list has. */
const TOLD_LETTERS = 32;

const WORD_BY_BEGINNING: ReadonlyMap<string, string> = new Map(
  wordlist.map((word) => [word.slice(0, TELLING_LETTERS), word]),
);

/**
 * The kit of a seed of 31 random bytes, as text: 24 words in lower case, joined by single spaces. So it is printed, and so it stands in
 * a QR code. Throws `RangeError` for a seed of another length. (PRN-071, PRN-072)
 */
export function encodeKit(seed: Secret): string {
  checkSeed(seed);
  return entropyToMnemonic(concatBytes([VERSION, seed.bytes()]), wordlist);
}

/**
 * The seed of a kit, from its words as somebody typed, pasted or scanned them. (PRN-073)
 * Refuses with `E_KIT`, whose details tell what to look at: the first word that is none of the list (PRN-074), how many words there are
 * if not 24 (PRN-075), a checksum that does not hold (PRN-076), a version that is not known (PRN-077).
 */
export function decodeKit(text: string): Result<Secret, 'E_KIT'> {
  const words: string[] = [];
  for (const [run] of text.matchAll(/[A-Za-z]+/g)) {
    const word = findWord(run.toLowerCase());
    if (word === undefined)
      return refuse('E_KIT', 'PRN-074', { fault: 'word', place: words.length + 1, word: run.slice(0, TOLD_LETTERS) });
    words.push(word);
  }
  if (words.length !== KIT_WORDS) return refuse('E_KIT', 'PRN-075', { fault: 'count', count: words.length });
  const entropy = readEntropy(words);
  if (entropy === undefined) return refuse('E_KIT', 'PRN-076', { fault: 'checksum' });
  if (entropy[0] !== VERSION[0]) return refuse('E_KIT', 'PRN-077', { fault: 'version' });
  return accept(secretFromBytes(entropy.subarray(VERSION.length)));
}

/** The keys of a kit: what its root entry names, and what signs with it. Throws `RangeError` for a seed that has not 31 bytes. (PRN-078) */
export async function kitKeys(seed: Secret): Promise<SeedKeys> {
  checkSeed(seed);
  return keysFromSeed(seed, 'kit');
}

/** The word of the list that a run of lower-case letters stands for: itself, or the one that it begins. */
function findWord(run: string): string | undefined {
  const word = WORD_BY_BEGINNING.get(run.slice(0, TELLING_LETTERS));
  return word?.startsWith(run) === true ? word : undefined;
}

/** The 32 bytes of 24 words of the list; `undefined` when the checksum does not hold, which is all that can be wrong with them. */
function readEntropy(words: readonly string[]): Uint8Array | undefined {
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    return undefined;
  }
}

function checkSeed({ sizeBytes }: Secret): void {
  if (sizeBytes !== KIT_SEED_BYTES)
    throw new RangeError(`the seed of a kit has ${KIT_SEED_BYTES} bytes, got ${sizeBytes}`);
}
