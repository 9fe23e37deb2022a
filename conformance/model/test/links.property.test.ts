// The model reads the tables of chapter 03 §8 by hand; the schemas of the spec are the other reading. They agree.
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { createModel } from '../src/index.ts';

type Plain = null | boolean | number | string | Plain[] | { [name: string]: Plain };

const require = createRequire(import.meta.url);
const ajv = new Ajv2020({ strict: false });
const model = createModel();

const [A, B] = ['a', 'b'].map((letter) => `${letter.repeat(42)}A`) as [string, string];
const RELAYS = ['wss://relay.example', 'http://[::1]:1/a?b=%20'];
const SAID: Readonly<Record<string, Readonly<Record<string, Plain>>>> = {
  invite: { log: A, op: B, seed: A, heads: [A, B], relays: RELAYS, name: 'Home', exp: 1_790_000_000_000_000 },
  knock: { log: A, relays: RELAYS, name: 'B\u00f6b \u{1f989}' },
  request: { user: B, heads: [A], log: A, relays: [], name: ' ' },
};

/** What stands at the edge of some form. */
const values: fc.Arbitrary<Plain> = fc.oneof(
  fc.constantFrom<Plain>(null, true, 0, -1, 7, '', A, `${A}A`, `${'a'.repeat(42)}B`, [], [A], [7], {}, { a: 1 }),
  fc.constantFrom<Plain>('wss://a', 'wss://', 'WSS://a', 'wss://a#b', 'wss://a b', 'ws:a', 'a', '\u0085', 'a\u007f'),
  fc.integer({ min: 0, max: 20 }).map((count): Plain => Array<string>(count).fill(A)),
  fc.integer({ min: 0, max: 12 }).map((count): Plain => Array<string>(count).fill('ws://a')),
  fc.array(fc.constantFrom('wss://a', 'https://b', 'ftp://c', '', 'http://\u00e4'), { maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.string({ unit: fc.constantFrom('a', '\u{1f989}', '\u001f', '\u202e'), minLength: 60, maxLength: 68 }),
);

function read(kind: string, said: Plain): string {
  const data = Buffer.from(JSON.stringify(said)).toString('base64url');
  const outcome = model.handle('link.read', { text: `allod:#allod1.${kind}.${data}` });
  if ('ok' in outcome) return 'accepted';
  return 'error' in outcome ? `${outcome.error.code} ${outcome.error.detail ?? ''}` : 'unsupported';
}

describe.each(Object.keys(SAID))('a link of kind %s', (kind) => {
  const schema = JSON.parse(
    readFileSync(require.resolve(`@allod/spec/schemas/${kind}-link.schema.json`), 'utf8'),
  ) as object;
  const fits = ajv.compile(schema);
  const said = SAID[kind] ?? {};
  const names = [...Object.keys(said), 'colour', '!bang'];

  test('is taken as the schema takes it, whatever one member says', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), values, (name, value) => {
        const changed = { ...said, [name]: value };
        expect([changed, read(kind, changed)]).toEqual([changed, fits(changed) ? 'accepted' : 'E_FORMAT PRN-088']);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });

  test('is taken as the schema takes it, whatever is missing', () => {
    fc.assert(
      fc.property(fc.subarray(names), (kept) => {
        const some = Object.fromEntries(Object.entries(said).filter(([name]) => kept.includes(name)));
        expect([some, read(kind, some)]).toEqual([some, fits(some) ? 'accepted' : 'E_FORMAT PRN-088']);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
