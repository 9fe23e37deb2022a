import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';

/** Letters that tell every word of the list from all others; words of three letters are there too. */
const TELLING_LETTERS = 4;
/** Letters of an unknown word that are told: more than any word of the list has. */
const TOLD_LETTERS = 32;

const WORD_BY_BEGINNING: ReadonlyMap<string, string> = new Map(
  wordlist.map((word) => [word.slice(0, TELLING_LETTERS), word]),
);

/** Bytes as the words of BIP-39, in lower case, joined by single spaces. Takes 16 to 32 bytes, by fours. */
export function encodeWords(bytes: Uint8Array): string {
  return entropyToMnemonic(bytes, wordlist);
}

/**
 * The bytes of so many words, as somebody typed, pasted or scanned them. Refuses with `E_KIT`, whose details tell what to look at: the first word that is none
 * of the list (PRN-074), how many words there are if not `count` (PRN-075), a checksum that does not hold (PRN-076).
 */
export function decodeWords(text: string, count: number): Result<Uint8Array, 'E_KIT'> {
  const words: string[] = [];
  for (const [run] of text.matchAll(/[A-Za-z]+/g)) {
    const word = findWord(run.toLowerCase());
    if (word === undefined)
      return refuse('E_KIT', 'PRN-074', { fault: 'word', place: words.length + 1, word: run.slice(0, TOLD_LETTERS) });
    words.push(word);
  }
  if (words.length !== count) return refuse('E_KIT', 'PRN-075', { fault: 'count', count: words.length });
  const entropy = readEntropy(words);
  return entropy === undefined ? refuse('E_KIT', 'PRN-076', { fault: 'checksum' }) : accept(entropy);
}

/** The word of the list that a run of lower-case letters stands for: itself, or the one that it begins. */
function findWord(run: string): string | undefined {
  const word = WORD_BY_BEGINNING.get(run.slice(0, TELLING_LETTERS));
  return word?.startsWith(run) === true ? word : undefined;
}

/** The bytes of words of the list; `undefined` when the checksum does not hold, which is all that can be wrong with them. */
function readEntropy(words: readonly string[]): Uint8Array | undefined {
  try {
    return mnemonicToEntropy(words.join(' '), wordlist);
  } catch {
    return undefined;
  }
}
