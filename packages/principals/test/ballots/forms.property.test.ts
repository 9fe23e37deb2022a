/** What the records of a ballot say, which the package has as rows of a table, against the schema of the specification. */
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { readBallot } from '@allod/principals/ballots';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { placesIn, replaced } from '../places.ts';

const id = (letter: string): string => `${letter.repeat(42)}A`;
const file = new URL('../../../../spec/schemas/ballot.schema.json', import.meta.url);
const ajv = new Ajv2020({ strict: false, ownProperties: true });
const bySchema = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);

const SAID: readonly JsonObject[] = [
  { k: 'proposal', op: { k: 'invite', who: id('w'), lvl: 20 }, text: 'because' },
  { k: 'proposal', op: { k: 'set', who: id('w'), lvl: 40 } },
  { k: 'proposal', op: { k: 'remove', who: id('w') } },
  { k: 'proposal', op: { k: 'pol', pol: { admit: 'quorum', later: 'x' } } },
  { k: 'vote', on: id('p'), yes: true },
  { k: 'withdrawal', on: id('p') },
  { k: 'signature', on: id('p'), st: 'e30.e30', sig: 'A'.repeat(86) },
];

/** Values that stand in place of others: near misses of everything. */
const TEXTS: readonly JsonValue[] = [
  '',
  'a',
  '🦉'.repeat(500),
  '🦉'.repeat(501),
  'a\nb',
  '\u0085',
  '\u2028',
  'open',
  'quorum',
];
const CODED: readonly JsonValue[] = ['a.b', 'a.', '.b', 'a.b.c', 'a.b\n', 'a=.b', 'A'.repeat(85), `${'A'.repeat(85)}B`];
const KINDS: readonly JsonValue[] = [
  'proposal',
  'vote',
  'withdrawal',
  'signature',
  'invite',
  'set',
  'remove',
  'pol',
  'add',
];
const OTHERS: readonly JsonValue[] = [
  null,
  true,
  false,
  0,
  10,
  30,
  40,
  50,
  -1,
  35,
  {},
  [],
  [10],
  id('x'),
  { admit: 'x' },
  { Admit: 'x' },
];
const ODD: readonly JsonValue[] = [...TEXTS, ...CODED, ...KINDS, ...OTHERS];
const NAMES = ['k', 'op', 'text', 'on', 'yes', 'st', 'sig', 'later'];

test('PRN-101, PRN-102, PRN-103 has the form of the schema, whatever is changed in what a record says', () => {
  const verdicts = { taken: 0, refused: 0 };
  const change = fc.tuple(fc.nat(), fc.constantFrom(...NAMES), fc.constantFrom(...ODD, undefined));
  fc.assert(
    fc.property(fc.constantFrom(...SAID), fc.array(change, { minLength: 1, maxLength: 2 }), (said, changes) => {
      let body = said;
      for (const [n, name, odd] of changes) {
        const places = placesIn(body).slice(1);
        body = replaced(body, n % 5 === 0 ? [name] : places[n % places.length]!, odd) as JsonObject;
      }
      const taken = readBallot(new TextEncoder().encode(JSON.stringify(body))).ok;
      verdicts[taken ? 'taken' : 'refused'] += 1;
      expect(taken).toBe(bySchema(body));
    }),
    { numRuns: 4000 },
  );
  expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(400);
});
