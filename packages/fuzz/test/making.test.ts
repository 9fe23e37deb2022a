import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTree, TreeMap, writeTree } from '../src/cbor-tree.ts';
import { readVectors } from '../src/corpus/vectors.ts';
import { createFlight, flightMemory } from '../src/flight.ts';
import { withDigest } from '../src/grammar/pack.ts';
import { bytesOfText, inputFromText, inputLength, inputToText, textOfBytes } from '../src/input.ts';
import { createMutator } from '../src/mutate.ts';
import { createRandom, pick } from '../src/random.ts';
import { shrink } from '../src/shrink.ts';
import { formOf, inputOfJson, jsonOfInput, rawInputOfJson } from '../src/statement-input.ts';
import { isStrictJson } from '../src/targets/json.ts';
import { material, VECTORS } from './material.ts';

const bytes = fc.uint8Array().map((each) => new Uint8Array(each));

describe('an input', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1 }), (input) => {
        expect(inputFromText(inputToText(input))).toEqual(input);
      }),
    );
  });

  it('stands for any text, half of a surrogate pair included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('', '\ud800', 'ÿ', 'þ'), (text, more) => {
        expect(textOfBytes(bytesOfText(text + more))).toBe(text + more);
      }),
    );
  });

  it('of a statement gives the statement back, as texts and as raw bytes', () => {
    for (const json of material.vectors.statements.filter(({ sig, sigs }) => sig !== '' && sigs?.length === 2)) {
      expect(jsonOfInput(inputOfJson(json))).toMatchObject({ st: json.st, sig: json.sig, sigs: json.sigs });
      expect(formOf(rawInputOfJson(json))).toMatchObject({ isText: false, isBatched: false });
    }
  });

  it('that is in flight is seen through shared memory', () => {
    const memory = flightMemory();
    const [here, there] = [createFlight(memory), createFlight(memory)];
    expect(there.get()).toEqual({ begun: 0 });
    here.set([Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)]);
    expect(there.get()).toEqual({ begun: 1, input: [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)] });
    here.set();
    expect(there.get()).toEqual({ begun: 1 });
    here.set([new Uint8Array(3_000_000)]);
    expect(inputLength(there.get().input!)).toBe(2_400_000);
  });
});

describe('randomness', () => {
  it('is the same for the same seed, and another for another', () => {
    const of = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 20 }, () => random.below(1_000_000));
    };
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    expect(new Set(of(1)).size).toBe(20);
  });

  it('keeps its bounds, and picks nothing from nothing', () => {
    const random = createRandom(7);
    const seen = new Set(Array.from({ length: 1_000 }, () => random.below(5)));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    expect(random.below(0)).toBe(0);
    expect(() => pick(random, [])).toThrow(RangeError);
  });
});

describe('mutants', () => {
  const corpus = [
    [Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), Uint8Array.of(9)],
    [new Uint8Array(7_000).fill(7)],
    [new Uint8Array()],
  ];

  it('are the same for the same seed, and hardly ever the same twice', () => {
    const of = (): string[] => {
      const mutant = createMutator(corpus, createRandom(3));
      return Array.from({ length: 2_000 }, () => inputToText(mutant()));
    };
    expect(of()).toEqual(of());
    expect(new Set(of()).size).toBeGreaterThan(900);
  });

  it('are longer and shorter than what they come from, have more and fewer byte strings, and leave it as it was', () => {
    const mutant = createMutator(corpus, createRandom(4));
    const made = Array.from({ length: 5_000 }, mutant);
    const lengths = made.map(inputLength);
    expect(lengths).toContain(0);
    expect(Math.max(...lengths)).toBeGreaterThan(30);
    expect(new Set(made.map(({ length }) => length))).toEqual(
      new Set([1, 2, 3, 4].slice(0, Math.max(...made.map(({ length }) => length)))),
    );
    expect(corpus[0]![0]).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
  });
});

describe('shrinking', () => {
  it('leaves out byte strings and ranges, and makes zeros of the rest', async () => {
    const input = [
      Uint8Array.from({ length: 300 }, (_, i) => (i === 200 ? 66 : 1 + (i % 50))),
      Uint8Array.of(1, 2),
      Uint8Array.of(3),
    ];
    const smallest = await shrink(input, async ([first, second]) => first!.includes(66) && second !== undefined);
    expect(smallest).toEqual([Uint8Array.of(66), new Uint8Array()]);
  });
});

describe('the second reading of JSON', () => {
  it('says of every vector what the vector says', () => {
    const { cases } = JSON.parse(readFileSync(join(VECTORS, 'conventions/json.json'), 'utf8')) as {
      cases: { id: string; expect: { ok?: object } }[];
    };
    const found = material.vectors.json.map(isStrictJson);
    expect(found).toEqual(cases.map(({ expect: { ok } }) => ok !== undefined));
  });
});

describe('a tree of CBOR', () => {
  it('is read as it was written', () => {
    const tree = new TreeMap([
      ['a', [0, 23, 24, 255, 256, 65_536, 2 ** 32, 2 ** 53 - 1, -1, -25]],
      ['b', [true, false, null, 'é', new Uint8Array(300)]],
    ]);
    const written = writeTree(tree);
    expect(readTree(written)).toEqual({ tree, end: written.length, depth: 2 });
  });

  it.each([
    ['nothing', ''],
    ['a tag', 'c000'],
    ['an indefinite length', '9fff'],
    ['a float', 'f90000'],
    ['a string that is cut off', '4201'],
  ])('refuses %s', (_, hex) => {
    expect(() => readTree(new Uint8Array(Buffer.from(hex, 'hex')))).toThrow(RangeError);
  });
});

describe('the digest of a pack', () => {
  it('is that of a good one already, and is put into a changed one', () => {
    const [pack = new Uint8Array()] = material.vectors.packs;
    expect(withDigest(pack)).toEqual(pack);
    const changed = pack.with(20, pack[20]! ^ 1);
    expect(withDigest(changed)).not.toEqual(changed);
    expect(withDigest(changed).length).toBe(pack.length);
    expect(withDigest(pack.subarray(0, 30))).toEqual(pack.subarray(0, 30));
  });
});

describe('vectors', () => {
  it('are there in every kind', () => {
    for (const list of Object.values(material.vectors)) expect(list.length).toBeGreaterThan(10);
  });

  it('are missed where there are none', () => {
    expect(() => readVectors(join(VECTORS, 'schema'))).toThrow(/no such file/);
  });
});
