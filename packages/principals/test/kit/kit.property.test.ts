import { decodeKit, encodeKit, secretFromBytes } from '@allod/principals/kit';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const seeds = fc.uint8Array({ minLength: 31, maxLength: 31 });
const separators = fc.stringMatching(/^[^A-Za-z]+$/);

/** A word as somebody may type it: some letters of it, four at least, in any case. */
function typed(word: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.integer({ min: Math.min(4, word.length), max: word.length }), fc.mixedCase(fc.constant(word)))
    .map(([letters, text]) => text.slice(0, letters));
}

test('PRN-072, PRN-073 reads every kit that it writes, however it is typed', () => {
  const kits = seeds.chain((bytes) => {
    const words = encodeKit(secretFromBytes(bytes)).split(' ');
    const texts = fc.tuple(fc.tuple(...words.map(typed)), fc.array(separators, { minLength: 23, maxLength: 23 }));
    return fc.record({
      bytes: fc.constant(bytes),
      text: texts.map(([all, between]) => all.map((word, i) => word + (between[i] ?? '')).join('')),
    });
  });
  fc.assert(
    fc.property(kits, ({ bytes, text }) => {
      const read = decodeKit(text);
      expect(read.ok && read.value.bytes()).toEqual(bytes);
    }),
    { numRuns: 300 },
  );
});

test('PRN-076 refuses with one other word every kit, or reads another seed: as the checksum has it', () => {
  const changes = fc.record({ bytes: seeds, place: fc.nat({ max: 23 }), word: fc.constantFrom(...wordlist) });
  fc.assert(
    fc.property(changes, ({ bytes, place, word }) => {
      const words = encodeKit(secretFromBytes(bytes)).split(' ');
      fc.pre(words[place] !== word);
      const read = decodeKit(words.with(place, word).join(' '));
      // Whatever passes is a kit of its own: written again, it has that very word.
      if (read.ok) expect(encodeKit(read.value).split(' ')).toEqual(words.with(place, word));
      else expect(['PRN-076', 'PRN-077']).toContain(read.error.requirement);
    }),
    { numRuns: 1000 },
  );
});

test('tells in a refusal one word at most, and not one of those that are right', () => {
  const changes = fc.record({
    bytes: seeds,
    place: fc.nat({ max: 23 }),
    text: fc.constantFrom('q', '', 'abandon zoo', 'zzzz'),
  });
  fc.assert(
    fc.property(changes, ({ bytes, place, text }) => {
      const words = encodeKit(secretFromBytes(bytes)).split(' ');
      const read = decodeKit(words.with(place, text).join(' '));
      const told = read.ok ? '' : JSON.stringify(read.error.details);
      // Some names of what is told are words of the list, too.
      const names = ['fault', 'word', 'place', 'count', 'checksum', 'version'];
      const right = words.filter((word, i) => i !== place && !names.includes(word));
      expect(right.filter((word) => new RegExp(`\\b${word}\\b`).test(told))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('PRN-074, PRN-075 gives every text one verdict, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.constantFrom(...wordlist)).map((all) => all.join(' ')),
      ),
      (text) => {
        const read = decodeKit(text);
        expect(read.ok || read.error.code).toBe(read.ok ? true : 'E_KIT');
      },
    ),
  );
});
