import { concatBytes } from '@allod/core/bytes';
import { inputLength } from './input.ts';
import type { Input } from './input.ts';
import { pick } from './random.ts';
import type { Random } from './random.ts';

/** Longest input that is made: above every limit that a decoder has. */
const MAX_INPUT_BYTES = 2_200_000;
/** Inputs up to this length are tried most of the time. */
const SHORT_BYTES = 6_000;
/** One in so many mutants comes from a long input. */
const LONG_EVERY = 1_024;
const MAX_EDITS = 4;

/** Where integers turn: signs, widths, and the limits of the chapters. */
const INTERESTING: readonly bigint[] = [
  0,
  1,
  2,
  7,
  8,
  9,
  16,
  23,
  24,
  31,
  32,
  33,
  63,
  64,
  65,
  127,
  128,
  255,
  256,
  511,
  512,
  513,
  1_024,
  1_025,
  65_535,
  65_536,
  1_048_575,
  1_048_576,
  4_194_304,
  4_194_305,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
].map((each) => BigInt(each));
const ALL_ONES = 2n ** 64n - 1n;

/** Changes bytes in one way; `other` is something else of the corpus. */
type Edit = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

const replaced = (bytes: Uint8Array, at: number, [count, by]: readonly [number, Uint8Array]): Uint8Array =>
  concatBytes([bytes.subarray(0, at), by, bytes.subarray(at + count)]);

/** Mostly short, now and then up to everything. */
const span = (random: Random, length: number): number =>
  1 + random.below(random.below(8) === 0 ? length : Math.min(length, 16));

const flipBit: Edit = (bytes, random) => {
  const out = bytes.slice();
  const at = random.below(out.length);
  if (out.length > 0) out[at]! ^= 1 << random.below(8);
  return out;
};

const setByte: Edit = (bytes, random) => {
  const out = bytes.slice();
  if (out.length > 0) out[random.below(out.length)] = random.below(256);
  return out;
};

const insert: Edit = (bytes, random) => {
  const added = Uint8Array.from({ length: span(random, 16) }, () => random.below(256));
  return replaced(bytes, random.below(bytes.length + 1), [0, added]);
};

const remove: Edit = (bytes, random) =>
  replaced(bytes, random.below(bytes.length), [span(random, bytes.length), new Uint8Array()]);

const duplicate: Edit = (bytes, random) => {
  const from = random.below(bytes.length);
  const part = bytes.subarray(from, from + span(random, bytes.length));
  return replaced(bytes, random.below(4) === 0 ? random.below(bytes.length + 1) : from, [0, part]);
};

const truncate: Edit = (bytes, random) => bytes.slice(0, random.below(bytes.length));

const splice: Edit = (bytes, random, other) => {
  const from = random.below(other.length);
  const part = random.below(2) === 0 ? other.subarray(from) : other.subarray(from, from + span(random, other.length));
  const at = random.below(bytes.length + 1);
  const count = random.below(2) === 0 ? bytes.length : part.length;
  return replaced(bytes, at, [count, part]);
};

/** A number of `width` bytes, the greatest first. */
function numberBytes(value: bigint, width: number): Uint8Array {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, value & ALL_ONES);
  return out.subarray(8 - width);
}

const WIDTHS = [1, 2, 4, 8] as const;

const interesting: Edit = (bytes, random) => {
  const width = pick(random, WIDTHS);
  const value = random.below(16) === 0 ? ALL_ONES : pick(random, INTERESTING);
  return replaced(bytes, random.below(bytes.length + 1), [width, numberBytes(value, width)]);
};

/** Takes some bytes for a length, and makes it a little greater or smaller. */
const lengthField: Edit = (bytes, random) => {
  const width = pick(random, WIDTHS);
  if (bytes.length < width) return insert(bytes, random, bytes);
  const at = random.below(bytes.length - width + 1);
  let value = 0n;
  for (const byte of bytes.subarray(at, at + width)) value = value * 256n + BigInt(byte);
  const step = BigInt(1 + random.below(4)) * (random.below(2) === 0 ? 1n : -1n);
  return replaced(bytes, at, [width, numberBytes(value + step, width)]);
};

const EDITS: readonly Edit[] = [
  flipBit,
  setByte,
  insert,
  remove,
  duplicate,
  truncate,
  splice,
  interesting,
  lengthField,
];

/** Removes, repeats or moves whole byte strings; the first one stays where it is. */
function shuffleFields(input: Input, random: Random): Input {
  const at = 1 + random.below(input.length - 1);
  const without = input.filter((_, i) => i !== at);
  const way = random.below(3);
  if (way === 0) return without;
  const to = 1 + random.below(input.length);
  return (way === 1 ? input : without).toSpliced(to, 0, input[at]!);
}

/** Makes mutants of a corpus, which is not empty. */
export function createMutator(corpus: readonly Input[], random: Random): () => Input {
  const short = corpus.filter((each) => inputLength(each) <= SHORT_BYTES);
  const long = corpus.filter((each) => inputLength(each) > SHORT_BYTES);
  const choose = (): Input =>
    pick(random, long.length > 0 && (short.length === 0 || random.below(LONG_EVERY) === 0) ? long : short);
  return () => {
    let input = choose();
    const edits = 1 + random.below(1 + random.below(MAX_EDITS));
    for (let i = 0; i < edits; i++) {
      if (input.length > 1 && random.below(12) === 0) {
        input = shuffleFields(input, random);
        continue;
      }
      const at = random.below(input.length);
      const edited = pick(random, EDITS)(input[at]!, random, pick(random, choose()));
      input = input.with(at, edited);
    }
    return inputLength(input) > MAX_INPUT_BYTES ? input.map((each) => each.slice(0, 100_000)) : input;
  };
}
