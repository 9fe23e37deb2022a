import { decodeKit, encodeKit, KIT_SEED_BYTES, KIT_WORDS, secretFromBytes } from '@allod/principals/kit';
import type { Secret } from '@allod/principals/kit';
import { entropyToMnemonic, mnemonicToEntropy, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ONES, RANDOM, ZEROS } from './known.ts';

const words = RANDOM.words.split(' ');

function seedOf(text: string): Secret {
  return secretFromBytes(Buffer.from(text, 'base64url'));
}

/** What a reader makes of a text: the seed, or the requirement and what it tells. */
function reading(text: string): unknown {
  const read = decodeKit(text);
  if (read.ok) return Buffer.from(read.value.bytes()).toString('base64url');
  expect(read.error.code).toBe('E_KIT');
  return [read.error.requirement, read.error.details];
}

/** The words of the kit, with another one at a place that counts from 1. */
function put(place: number, word: string): string {
  return words.with(place - 1, word).join(' ');
}

test('the list of words is the English one of BIP-39', () => {
  const list = wordlist.map((word) => `${word}\n`).join('');
  expect(createHash('sha256').update(list).digest('hex')).toBe(
    '2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda',
  );
  expect(new Set(wordlist.map((word) => word.slice(0, 4))).size).toBe(2048);
});

test('PRN-071 makes the entropy of a kit of a version and 31 bytes', () => {
  expect(KIT_SEED_BYTES).toBe(31);
  for (const { seed, words: text } of [ZEROS, ONES, RANDOM]) {
    const entropy = mnemonicToEntropy(text, wordlist);
    expect([entropy[0], Buffer.from(entropy.subarray(1)).toString('base64url')]).toEqual([1, seed]);
  }
  for (const length of [0, 30, 32])
    expect(() => encodeKit(secretFromBytes(new Uint8Array(length)))).toThrow(RangeError);
});

test('PRN-072, PRN-076, PRN-077 writes the words that every other program writes, and reads them', () => {
  expect(KIT_WORDS).toBe(24);
  for (const { seed, words: text } of [ZEROS, ONES, RANDOM]) {
    expect(encodeKit(seedOf(seed))).toBe(text);
    expect(validateMnemonic(text, wordlist)).toBe(true);
    expect(reading(text)).toBe(seed);
  }
});

test('PRN-073 reads a kit in any case, with any spacing, and from beginnings of four letters', () => {
  const texts = [
    RANDOM.words.toUpperCase(),
    `\t${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('\r\n')}\n\n`,
    words.map((word) => word.slice(0, 4)).join(' '),
    words.map((word) => word.slice(0, 5)).join('\u3000'),
    words.map((word, i) => `${i + 1}. ${word}`).join('\n'),
    words.join(','),
    words.join('\u00e1'),
  ];
  for (const text of texts) expect(reading(text)).toBe(RANDOM.seed);
});

test('PRN-073 tells words of three letters from longer ones that begin with them', () => {
  expect(wordlist).toEqual(expect.arrayContaining(['act', 'action', 'actor', 'actress', 'actual']));
  const entropy = Buffer.from(mnemonicToEntropy(RANDOM.words, wordlist));
  // The last word but one is chosen freely, and the last one follows.
  for (const word of ['act', 'action', 'actor']) {
    const index = wordlist.indexOf(word);
    const bits = BigInt(`0x${entropy.toString('hex')}`);
    const chosen = (bits & ~(2047n << 3n)) | (BigInt(index) << 3n);
    const text = entropyToMnemonic(Buffer.from(chosen.toString(16).padStart(64, '0'), 'hex'), wordlist);
    expect(text.split(' ')[22]).toBe(word);
    const short = text.split(' ').map((each) => each.slice(0, 4));
    expect(reading(short.join(' '))).toEqual(reading(text));
    expect(reading(text)).toEqual(expect.any(String));
  }
});

test('PRN-074 refuses a word that stands for none of the list, and tells the first by place and text', () => {
  const word = (place: number, text: string): unknown => ['PRN-074', { fault: 'word', place, word: text }];
  expect(reading(put(9, 'allod'))).toEqual(word(9, 'allod'));
  expect(reading(put(9, 'ALLOD').replaceAll(' ', '\n'))).toEqual(word(9, 'ALLOD'));
  for (const text of ['a', 'wo', 'wor', 'worldly', 'worlq', 'worlds'])
    expect(reading(put(24, text))).toEqual(word(24, text));
  expect(reading(put(3, 're new'))).toEqual(word(3, 're'));
  expect(reading(`${put(2, 'qqqq')} xxxx`)).toEqual(word(2, 'qqqq'));
  expect(reading('constructor')).toEqual(word(1, 'constructor'));
  expect(reading(put(5, 'q'.repeat(40)))).toEqual(word(5, 'q'.repeat(32)));
});

test('PRN-075 refuses another number of words, and tells how many there are', () => {
  const count = (found: number): unknown => ['PRN-075', { fault: 'count', count: found }];
  expect(reading('')).toEqual(count(0));
  expect(reading('1 2 3 \u00e4')).toEqual(count(0));
  expect(reading(words.slice(0, 23).join(' '))).toEqual(count(23));
  expect(reading(`${RANDOM.words} abandon`)).toEqual(count(25));
  // A mnemonic that BIP-39 takes.
  expect(reading(`${'abandon '.repeat(11)}about`)).toEqual(count(12));
  expect(reading('zoo '.repeat(200_000))).toEqual(count(200_000));
});

test('PRN-076 refuses words that do not belong together', () => {
  const checksum = ['PRN-076', { fault: 'checksum' }];
  expect(reading(words.with(4, words[5]!).with(5, words[4]!).join(' '))).toEqual(checksum);
  expect(reading(words.toReversed().join(' '))).toEqual(checksum);
  expect(reading(put(7, 'razor'))).toEqual(checksum);
  expect(reading(ZEROS.words.replace('ability', 'abandon'))).toEqual(checksum);
});

test('PRN-076 refuses at each place all other words but those of which the checksum says nothing', () => {
  const passing = (place: number): string[] =>
    wordlist.filter((word) => word !== words[place - 1] && decodeKit(put(place, word)).ok);
  // Eight of 2,047, as another program counted, one of them "call"; each is another seed.
  expect(passing(7)).toHaveLength(8);
  expect(passing(7)).toContain('call');
  expect(reading(put(7, 'call'))).toBe('M4rYo_ndkYgcLvn55Yg92T-yHlI2hzS_3AasfUmQNw');
  // The last word has three bits of the seed and the whole checksum: for each other value of the three, one word.
  expect(passing(24)).toHaveLength(7);
});

test('PRN-077 refuses a version that it does not know', () => {
  const version = ['PRN-077', { fault: 'version' }];
  // Mnemonics of BIP-39's own test vectors.
  expect(reading(`${'abandon '.repeat(23)}art`)).toEqual(version);
  expect(reading(`${'zoo '.repeat(23)}vote`)).toEqual(version);
  for (const first of [0, 2, 129]) {
    const entropy = Uint8Array.of(first, ...Buffer.from(RANDOM.seed, 'base64url'));
    expect(reading(entropyToMnemonic(entropy, wordlist))).toEqual(version);
  }
});
