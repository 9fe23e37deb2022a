import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createModel, type Json, type Model, parseStrictJson, type TpOutcome } from '../src/index.ts';

const model = createModel();
const bytesOf = (text: string): { $b64u: string } => ({ $b64u: Buffer.from(text).toString('base64url') });
const refusal = (outcome: TpOutcome): string | undefined => ('error' in outcome ? outcome.error.detail : undefined);

/** The value that a variant of the model reads, as JSON.parse would write it, or the requirement that refused it. */
function read(text: string, ...skip: string[]): { value: unknown } | { refused: string | undefined } {
  let seen: Json = null;
  const capture = (inner: Model, bytes: Uint8Array): Json => (seen = parseStrictJson(inner, bytes));
  const variant = createModel({ skip: new Set(skip), override: { parseStrictJson: capture } });
  const outcome = variant.handle('json.check', { bytes: bytesOf(text) });
  return 'ok' in outcome ? { value: plain(seen) } : { refused: refusal(outcome) };
}

function plain(json: Json): unknown {
  if (json instanceof Map) return Object.fromEntries([...json].map(([name, value]) => [name, plain(value)]));
  return Array.isArray(json) ? json.map(plain) : json;
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

// Text near JSON: pieces of JSON in any order, so that about half of it is outside the grammar.
const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '"a"',
  '"\\u0061"',
  '"\\ud800"',
  '"b"',
  '1',
  '-0',
  '1e3',
  '0.5',
  '01',
  '9007199254740992',
  'true',
  'null',
  ' ',
  '\n',
  '\v',
  '\\',
  '\u0001',
];
const nearJson = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.json({ depthSize: 'small' }),
  fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...pieces)).map(([text, at, piece]) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + piece + text.slice(place + 1);
  }),
);
const BEYOND_THE_GRAMMAR = ['CNV-010', 'CNV-011', 'CNV-012', 'CNV-013', 'CNV-014'];

describe('strict JSON of the model', () => {
  test('without the rules beyond the grammar it accepts exactly what JSON.parse accepts, with the same value', () => {
    fc.assert(
      fc.property(nearJson, (text) => {
        fc.pre(text.isWellFormed());
        const oracle = parse(text);
        const ours = read(text, ...BEYOND_THE_GRAMMAR);
        expect(ours).toEqual(oracle ?? { refused: 'CNV-009' });
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  test('whatever it accepts, JSON.parse reads in the same way', () => {
    fc.assert(
      fc.property(nearJson, (text) => {
        fc.pre(text.isWellFormed());
        const ours = read(text);
        fc.pre('value' in ours);
        expect(ours).toEqual(parse(text));
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  test('it accepts every value within the rules', () => {
    const scalar = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.maxSafeInteger().map((n) => n + 0),
      fc.string({ unit: 'binary' }),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('any')),
        fc.dictionary(fc.string({ unit: 'binary' }), tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (made, space) => {
        const text = JSON.stringify(made, undefined, space);
        expect(read(text)).toEqual({ value: JSON.parse(text) });
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test('it decodes UTF-8 as the platform does, and refuses what the platform refuses', () => {
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc
        .array(fc.constantFrom(0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xa0, 0xed, 0x9f, 0xf0, 0x90, 0xf4, 0x8f, 0xf5), {
          maxLength: 6,
        })
        .map((list) => Uint8Array.from(list)),
    );
    const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    fc.assert(
      fc.property(octets, (bytes) => {
        let expected: string | undefined;
        try {
          expected = platform.decode(bytes);
        } catch {
          expected = undefined;
        }
        const quoted = Buffer.concat([Buffer.from('"'), bytes, Buffer.from('"')]);
        const requirement = refusal(model.handle('json.check', { bytes: { $b64u: quoted.toString('base64url') } }));
        expect(requirement === 'CNV-007').toBe(expected === undefined);
      }),
      { seed: 4, numRuns: 2000 },
    );
  });
});

describe('base64url of the model', () => {
  test('it reads back what the platform writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url');
        expect(model.handle('base64url.decode', { text })).toEqual({ ok: { bytes: { $b64u: text } } });
      }),
      { seed: 5 },
    );
  });

  test('no two texts stand for one byte string', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AQgw_-/+=B8 '), maxLength: 7 });
    fc.assert(
      fc.property(text, (made) => {
        const outcome = model.handle('base64url.decode', { text: made });
        if ('ok' in outcome) expect(outcome.ok).toEqual({ bytes: { $b64u: made } });
        else expect(Buffer.from(made, 'base64url').toString('base64url')).not.toBe(made);
      }),
      { seed: 6, numRuns: 2000 },
    );
  });
});
