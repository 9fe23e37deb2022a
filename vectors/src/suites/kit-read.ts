import { answer } from '../actors.ts';
import type { FaultPlan } from '../fault.ts';
import { Suite, type SuiteHead } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { bytesValue } from '../value.ts';
import { checksumOf, kitOf, kitSeed, kitWords, shortWords, wordAfter, wordsOf } from './kit-plan.ts';

const NOTES: SuiteHead['notes'] = {
  Typing: {
    bugClass: 'text',
    effect: 'somebody who has the paper and nothing else is sent away',
    description: 'People type words with capitals, numbers, commas and line breaks, and stop after four letters.',
    links: ['https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki'],
  },
  Alphabet: {
    bugClass: 'text',
    effect: 'two readers see other words in one text',
    description: 'Libraries take letters of other alphabets for letters, or for capitals of a Latin one.',
  },
  Word: {
    bugClass: 'text',
    effect: 'a slip of the pen becomes another kit, or nobody says where it is',
    description: 'What is no word of the list is not guessed, and not passed over.',
  },
  Checksum: {
    bugClass: 'integrity',
    effect: 'the keys of a kit that nobody has',
    description: 'Words in another order, or others of the list, are mostly told by eight bits.',
  },
  Version: {
    bugClass: 'version',
    effect: 'keys are made of bytes that mean something else',
    description: 'Words of a purse, or of newer software, are well-formed words.',
  },
};

const READ = ['PRN-073', 'PRN-074', 'PRN-075', 'PRN-076', 'PRN-077', 'PRN-078'];
const SEED = kitSeed('ann');
const W = kitWords(SEED);

/** principals/kit-read: what a person typed, and the keys of it. */
export function kitReadSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'principals/kit-read',
      command: 'kit.read',
      profile: 'principals',
      description: 'The public keys of recovery kits from their words, and what is no kit.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  accepted(suite);
  typed(suite);
  refusedWords(suite);
  refusedCounts(suite);
  refusedChecksums(suite);
  refusedVersions(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const rows: readonly (readonly [slug: string, title: string, seed: Uint8Array])[] = [
    ['ok-words', 'the words of a kit', SEED],
    ['ok-other-words', 'the words of another kit', kitSeed('bob')],
    ['ok-zeros', 'the example of the chapter: a seed of zeros', new Uint8Array(31)],
    ['ok-ones', 'a seed of 31 times 255', new Uint8Array(31).fill(0xff)],
  ];
  for (const [slug, title, seed] of rows) {
    const { text = '' } = answer('kit.write', { seed: bytesValue(seed) });
    suite.accepts(slug, title, { requirements: READ, input: { text } });
  }
  const short = kitOf(['acid', ...shortWords().slice(0, 22)]).join(' ');
  suite.accepts('ok-short-words', 'words of three letters with which longer words begin', {
    requirements: READ,
    flags: ['Typing'],
    kind: 'edge',
    input: { text: short },
  });
}

/** PRN-073. */
function typed(suite: Suite): void {
  const kelvin = '\u212a';
  const rows: readonly (readonly [slug: string, title: string, text: string, flag?: 'Alphabet'])[] = [
    ['odd-capitals', 'capitals', W.join(' ').toUpperCase()],
    ['odd-first-capitals', 'words that begin with a capital', W.map(capitalised).join(' ')],
    ['odd-lines', 'tabs, line breaks, and space around', `\t${W.join('\r\n')}\n \n`],
    ['odd-four-letters', 'the first four letters of each word', W.map((word) => word.slice(0, 4)).join(' ')],
    ['odd-five-letters', 'the first five letters of each word', W.map((word) => word.slice(0, 5)).join(' ')],
    ['odd-numbered', 'numbered lines', W.map((word, i) => `${i + 1}. ${word}`).join('\n')],
    ['odd-commas', 'commas without spaces', W.join(',')],
    ['odd-digits', 'digits without spaces', W.map((word, i) => `${i}${word}`).join('')],
    ['odd-underscores', 'underscores and apostrophes', `'${W.join("'_'")}'`],
    ['odd-no-break-spaces', 'spaces that do not break', W.join('\u00a0')],
    ['odd-zero-width', 'spaces of no width, and a byte order mark', `\ufeff${W.join('\u200b')}`],
    ['odd-null', 'characters of value 0', W.join('\u0000')],
    ['odd-accented', 'accented letters separate', W.join('\u00e1'), 'Alphabet'],
    ['odd-cyrillic', 'Cyrillic letters separate', W.join('\u0430'), 'Alphabet'],
    ['odd-kelvin', 'the Kelvin sign, whose small letter is k, separates', W.join(kelvin), 'Alphabet'],
    ['odd-long-s', 'the long s, whose capital is S, separates', W.join('\u017f'), 'Alphabet'],
    ['odd-astral', 'letters beyond U+FFFF separate', W.join('\u{1d41a}'), 'Alphabet'],
  ];
  for (const [slug, title, text, flag = 'Typing'] of rows) {
    suite.accepts(slug, title, { requirements: ['PRN-073'], flags: [flag], kind: 'edge', input: { text } });
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The text with something else in place of words, from a place on that is counted from 1. */
function put(place: number, to: string, count = 1): FaultPlan {
  const at = W.slice(0, place - 1).reduce((sum, word) => sum + word.length + 1, 0);
  return { op: 'splice', path: '/text', at, from: W.slice(place - 1, place - 1 + count).join(' '), to };
}

/** One word spelled otherwise. */
function respell(place: number, change: (word: string) => string): FaultPlan {
  return put(place, change(W[place - 1] ?? ''));
}

/** The place of the first word that is as asked. */
function placeOf(isAsked: (word: string) => boolean): number {
  const at = W.findIndex(isAsked);
  if (at < 0) throw new RangeError('no word of this kit is as asked');
  return at + 1;
}

const long = placeOf((word) => word.length >= 6);
const withK = placeOf((word) => word.includes('k'));
const withA = placeOf((word) => word.includes('a'));

function refusedWords(suite: Suite): void {
  const word: readonly (readonly [slug: string, title: string, fault: FaultPlan])[] = [
    ['word-unknown', 'a word that is not in the list', put(9, 'allod')],
    ['word-first', 'a first word that is not in the list', put(1, 'zzzz')],
    ['word-last', 'a last word that is not in the list', put(24, 'zzzz')],
    ['word-three-letters', 'three letters of a longer word', respell(long, (each) => each.slice(0, 3))],
    ['word-further-letters', 'four letters of a word, and others', respell(5, (each) => `${each.slice(0, 4)}qq`)],
    ['word-slip-late', 'a slip in the last letter of a word', respell(long, (each) => `${each.slice(0, -1)}q`)],
    ['word-plural', 'a word of the list with an s behind it', respell(6, (each) => `${each}s`)],
    ['word-split', 'a word with a space inside', respell(3, (each) => `${each.slice(0, 2)} ${each.slice(2)}`)],
    [
      'word-hyphen',
      'a word with a hyphen at the end of a line',
      respell(4, (each) => `${each.slice(0, 3)}-\n${each.slice(3)}`),
    ],
    ['word-joined', 'two words without a space', put(10, `${W[9]}${W[10]}`, 2)],
    ['word-long', 'a word of 10,000 letters', put(11, 'q'.repeat(10_000))],
    ['word-heading', 'a heading over the words', { op: 'splice', path: '/text', at: 0, from: '', to: 'My kit: ' }],
    [
      'word-behind',
      'a remark behind the words',
      { op: 'splice', path: '/text', at: W.join(' ').length, from: '', to: ' (done)' },
    ],
    ['word-twice', 'a word that is written twice without a space', respell(12, (each) => `${each}${each}`)],
  ];
  const alphabet: readonly (readonly [slug: string, title: string, fault: FaultPlan])[] = [
    ['letter-kelvin', 'a Kelvin sign in place of k', respell(withK, (each) => each.replace('k', '\u212a'))],
    ['letter-accent', 'an accent above a letter', respell(8, (each) => `${each.slice(0, 1)}\u0301${each.slice(1)}`)],
    [
      'letter-cyrillic',
      'a Cyrillic letter that looks like a Latin one',
      respell(withA, (each) => each.replace('a', '\u0430')),
    ],
  ];
  for (const [flag, rows] of [
    ['Word', word],
    ['Alphabet', alphabet],
  ] as const) {
    for (const [slug, title, fault] of rows) refuseWord(suite, { slug, title, flag, base: 'ok-words', fault });
  }
  for (const run of ['aba', 'a']) {
    const fault = { op: 'splice', path: '/text', at: 'absurd '.length, from: 'abandon', to: run } as const;
    const title = `${run} in place of abandon, the first word of the list that begins so`;
    refuseWord(suite, { slug: `word-letters-${run.length}`, title, flag: 'Word', base: 'ok-zeros', fault });
  }
}

interface WrongWord {
  readonly slug: string;
  readonly title: string;
  readonly flag: 'Word' | 'Alphabet';
  readonly base: string;
  readonly fault: FaultPlan;
}

function refuseWord(suite: Suite, { slug, title, flag, base, fault }: WrongWord): void {
  const requirements = ['PRN-074', 'PRN-073'];
  suite.refuses(slug, `${title}: E_KIT`, { requirements, flags: [flag], code: 'E_KIT', base, fault });
}

/** U+FF41 to U+FF5A for `a` to `z`: normalisation would turn them back. */
function inFullWidth(word: string): string {
  return String.fromCharCode(...[...word].map((letter) => letter.charCodeAt(0) + 0xfee0));
}

function refusedCounts(suite: Suite): void {
  const all = W.join(' ');
  const value = (text: string): FaultPlan => ({ op: 'replace', path: '/text', value: text });
  const rows: readonly (readonly [slug: string, title: string, fault: FaultPlan])[] = [
    ['count-0', 'no text', value('')],
    ['count-0-digits', 'digits alone', value('1 2 3')],
    ['count-1', 'one word', value(W[0] ?? '')],
    ['count-12', '12 words that BIP-39 takes', value(`${'abandon '.repeat(11)}about`)],
    ['count-21', '21 words that BIP-39 takes', value(`${'abandon '.repeat(20)}admit`)],
    ['count-23', 'the last word is missing', value(W.slice(0, 23).join(' '))],
    ['count-23-first', 'the first word is missing', value(W.slice(1).join(' '))],
    ['count-23-wide', 'a word in letters of full width', respell(2, inFullWidth)],
    ['count-25', 'a word more', { op: 'splice', path: '/text', at: all.length, from: '', to: ' abandon' }],
    [
      'count-25-twice',
      'the last word twice',
      { op: 'splice', path: '/text', at: all.length, from: '', to: ` ${W[23]}` },
    ],
    ['count-48', 'all words twice', { op: 'splice', path: '/text', at: all.length, from: '', to: ` ${all}` }],
  ];
  for (const [slug, title, fault] of rows)
    suite.refuses(slug, `${title}: E_KIT`, {
      requirements: ['PRN-075', 'PRN-073'],
      flags: ['Word'],
      code: 'E_KIT',
      base: 'ok-words',
      fault,
    });
}

function refusedChecksums(suite: Suite): void {
  const entropy = Uint8Array.of(1, ...SEED);
  const whole = (words: readonly string[]): FaultPlan => ({ op: 'replace', path: '/text', value: words.join(' ') });
  const right = checksumOf(entropy);
  const rows: readonly (readonly [slug: string, title: string, fault: FaultPlan])[] = [
    ['checksum-neighbours', 'two neighbours in each other\u2019s place', put(5, `${W[5]} ${W[4]}`, 2)],
    ['checksum-other-word', 'another word of the list', respell(7, wordAfter)],
    ['checksum-last-word', 'another last word, whose first three bits are right', whole(wordsOf(entropy, right ^ 1))],
    ['checksum-first-bit', 'the first bit of the checksum is another one', whole(wordsOf(entropy, right ^ 0x80))],
    ['checksum-zero', 'a checksum of zeros', whole(wordsOf(entropy, 0))],
    ['checksum-inverted', 'all bits of the checksum are others', whole(wordsOf(entropy, right ^ 0xff))],
    ['checksum-of-seed', 'the checksum of the seed alone', whole(wordsOf(entropy, checksumOf(SEED)))],
    ['checksum-reversed', 'all words in reverse, but for the first', whole([W[0] ?? '', ...W.slice(1).toReversed()])],
  ];
  for (const [slug, title, fault] of rows)
    suite.refuses(slug, `${title}: E_KIT`, {
      requirements: ['PRN-076'],
      flags: ['Checksum'],
      code: 'E_KIT',
      base: 'ok-words',
      fault,
    });
}

function refusedVersions(suite: Suite): void {
  const versions: readonly (readonly [slug: string, title: string, words: readonly string[]])[] = [
    ['version-0', 'version 0', kitWords(SEED, 0)],
    ['version-2', 'version 2', kitWords(SEED, 2)],
    ['version-128', 'version 128', kitWords(SEED, 128)],
    ['version-255', 'version 255', kitWords(SEED, 255)],
    ['version-behind', 'the version behind the seed', wordsOf(Uint8Array.of(...SEED, 1))],
    ['version-purse', 'words of BIP-39: 32 zeros', wordsOf(new Uint8Array(32))],
    ['version-purse-ones', 'words of BIP-39: 32 times 255', wordsOf(new Uint8Array(32).fill(0xff))],
  ];
  for (const [slug, title, words] of versions)
    suite.refuses(slug, `${title}: E_KIT`, {
      requirements: ['PRN-077'],
      flags: ['Version'],
      code: 'E_KIT',
      base: 'ok-words',
      fault: { op: 'replace', path: '/text', value: words.join(' ') },
    });
}
