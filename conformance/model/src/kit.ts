// Chapter 03 §7: the words of a recovery kit, and the keys that a seed stands for.
import { createHash, createHmac } from 'node:crypto';
import * as ed25519 from './ed25519.ts';
import type { Model } from './model.ts';
import { KIT_WORD_LIST } from './registries.ts';
import type { Jwk } from './statements.ts';
import * as x25519 from './x25519.ts';

/** What a seed belongs to: a kit has 31 bytes, an invite 32. */
export type SeedUse = 'kit' | 'invite';

/** The public keys of a seed. */
export interface SeedKeys {
  readonly sig: Jwk;
  readonly enc: Jwk;
}

const VERSION = 1;
const WORDS = 24;
const WORD_BITS = 11n;
const CHECK_BITS = 8n;
const ENTROPY_BYTES = 32;
/** How many letters are enough for a word. */
const TELLING_LETTERS = 4;

// §7.1 Its words

/** The entropy of a kit. PRN-071. */
export function kitEntropy(_model: Model, seed: Uint8Array): Uint8Array {
  return Uint8Array.of(VERSION, ...seed);
}

/** The text of a kit. PRN-072. */
export function kitText(_model: Model, entropy: Uint8Array): string {
  const bits = (bigEndian(entropy) << CHECK_BITS) | BigInt(checksumOf(entropy));
  const words = Array.from({ length: WORDS }, (_, i) => {
    const behind = WORD_BITS * BigInt(WORDS - 1 - i);
    return KIT_WORD_LIST[Number((bits >> behind) & ((1n << WORD_BITS) - 1n))];
  });
  return words.join(' ');
}

/** The runs of letters in a text, in lower case. PRN-073. */
export function runsOfLetters(_model: Model, text: string): string[] {
  return [...text.matchAll(/[A-Za-z]+/g)].map(([run]) => run.toLowerCase());
}

/** The place in the list of the word that a run stands for, from 0, or −1. PRN-073. */
export function wordOf(_model: Model, run: string): number {
  const isWord = (word: string): boolean => word === run || (run.length >= TELLING_LETTERS && word.startsWith(run));
  return KIT_WORD_LIST.findIndex(isWord);
}

/** The seed of a kit. PRN-073 to PRN-077. */
export function readKit(model: Model, text: string): Uint8Array {
  const places = model.runsOfLetters(text).map((run) => model.wordOf(run));
  model.when('PRN-074', places.includes(-1), 'E_KIT');
  const known = places.filter((place) => place >= 0);
  model.when('PRN-075', known.length !== WORDS, 'E_KIT');
  const { entropy, check } = bytesOfWords(known);
  model.when('PRN-076', check !== checksumOf(entropy), 'E_KIT');
  model.when('PRN-077', entropy[0] !== VERSION, 'E_KIT');
  return entropy.subarray(1);
}

/** The bytes of 24 words; where there are fewer or more, of the first 24 and zeros. */
function bytesOfWords(places: readonly number[]): { entropy: Uint8Array; check: number } {
  const all = Array.from({ length: WORDS }, (_, i) => BigInt(places[i] ?? 0));
  const bits = all.reduce((sum, place) => (sum << WORD_BITS) | place, 0n);
  const littleEndian = ed25519.bytesOf(bits >> CHECK_BITS);
  return { entropy: littleEndian.toReversed(), check: Number(bits & ((1n << CHECK_BITS) - 1n)) };
}

function bigEndian(bytes: Uint8Array): bigint {
  return ed25519.integerOf(bytes.toReversed());
}

/** The first byte of the SHA-256. */
function checksumOf(entropy: Uint8Array): number {
  return createHash('sha256').update(entropy).digest()[0] ?? 0;
}

// §7.2 Keys from a seed

/** One private key of a seed: one block of HKDF-SHA-256 (RFC 5869). PRN-078, PRN-090. */
export function deriveKey(_model: Model, seed: Uint8Array, info: string): Uint8Array {
  const extracted = createHmac('sha256', new Uint8Array(ENTROPY_BYTES)).update(seed).digest();
  return createHmac('sha256', extracted).update(info, 'ascii').update(Uint8Array.of(1)).digest();
}

/** The public keys of a seed. PRN-078, PRN-090. */
export function keysOfSeed(model: Model, seed: Uint8Array, use: SeedUse): SeedKeys {
  const sig = ed25519.publicKey(model.deriveKey(seed, `allod1/${use}/sig`));
  const enc = x25519.publicKey(model.deriveKey(seed, `allod1/${use}/enc`));
  return {
    sig: { kty: 'OKP', crv: 'Ed25519', x: model.encodeBase64url(sig) },
    enc: { kty: 'OKP', crv: 'X25519', x: model.encodeBase64url(enc) },
  };
}
