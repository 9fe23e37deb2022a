/** What links of each kind say, which the package has as rows of a table, against the schemas of the specification. */
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { decodeLink } from '@allod/principals/links';
import type { LinkKind } from '@allod/principals/links';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placesIn, replaced } from '../places.ts';
import { idOf, linkOf, said } from './craft.ts';

const ajv = new Ajv2020({ strict: false, ownProperties: true });
const schemaOf = (kind: LinkKind): ValidateFunction => {
  const file = new URL(`../../../../spec/schemas/${kind}-link.schema.json`, import.meta.url);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
};
const bySchema = {
  invite: schemaOf('invite'),
  knock: schemaOf('knock'),
  request: schemaOf('request'),
  share: schemaOf('share'),
};
const KINDS = Object.keys(said) as readonly LinkKind[];

/** Values that stand in place of others: near misses of everything. */
const NAMES: readonly JsonValue[] = ['', 'a', '🦉'.repeat(64), '🦉'.repeat(65), 'a\nb', '\u0085', '\u2028'];
const RELAYS: readonly JsonValue[] = [
  'ws://a',
  'http://[::1]:1/~%20',
  'wss://',
  'wss://a b',
  'wss://a/ä',
  'ftp://a',
  'WSS://a',
  ' wss://a',
  'wss://a\n',
];
const LISTS: readonly JsonValue[] = [
  [],
  [idOf(7)],
  [idOf(7), idOf(7)],
  ['ws://a'],
  ...[16, 17].map((length) => Array.from({ length }, (_, n) => idOf(n))),
  ...[8, 9].map((length) => Array.from({ length }, () => 'ws://a')),
];
const OTHERS: readonly JsonValue[] = [null, true, 0, -1, 2 ** 53 - 1, {}, idOf(7), `${'A'.repeat(42)}B`];
const SHARED: readonly JsonValue[] = ['version', 'record', 'collection', 'team', 'i:notes', 'm:notes', 'notes', 'm:'];
const ODD: readonly JsonValue[] = [...SHARED, ...NAMES, ...RELAYS, ...LISTS, ...OTHERS];

const isTaken = (members: JsonValue, kind: LinkKind): boolean => decodeLink(linkOf(members, kind)).ok;

test('PRN-088, PRN-089 has the form of the schemas, whatever is changed in what a link says', () => {
  const verdicts = { taken: 0, refused: 0 };
  const names = KINDS.flatMap((kind) => Object.keys(said[kind]));
  const change = fc.tuple(fc.nat(), fc.constantFrom(...names, 'later'), fc.constantFrom(...ODD, undefined));
  fc.assert(
    fc.property(fc.constantFrom(...KINDS), fc.array(change, { minLength: 1, maxLength: 2 }), (kind, changes) => {
      let members: JsonObject = said[kind];
      for (const [n, name, odd] of changes) {
        const places = placesIn(members).slice(1);
        members = replaced(members, n % 5 === 0 ? [name] : places[n % places.length]!, odd) as JsonObject;
      }
      const taken = isTaken(members, kind);
      verdicts[taken ? 'taken' : 'refused'] += 1;
      expect(taken).toBe(bySchema[kind](members));
    }),
    { numRuns: 4000 },
  );
  expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(400);
});
