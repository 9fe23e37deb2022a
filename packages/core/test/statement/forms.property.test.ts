/** The forms of claims, which the package has as rows and not as generated code, against the schemas of the specification. */
import { readFileSync } from 'node:fs';
import { RECORD_RULE } from '@allod/core/statement';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headerOf, verdictOf } from './craft.ts';

const ajv = new Ajv2020({ strict: false, ownProperties: true });
function schemaOf(name: string): ValidateFunction {
  const file = new URL(`../../../../spec/schemas/${name}.schema.json`, import.meta.url);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

const isRecord = schemaOf('record-claims');
const isClaims = schemaOf('claims');

const id = (n: number): string => Buffer.alloc(32, n).toString('base64url');
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => id(n));
const mapOf = (count: number): JsonObject => Object.fromEntries(ids(count).map((each) => [each, [id(1)]]));
const NO_ID = `${'A'.repeat(42)}B`;

const TEXTS: readonly JsonValue[] = ['', 'a', id(1), NO_ID, 'v:a', 'V:a', 'v:a b', 'application/json', 'text/plain'];
const LONG_TEXTS: readonly JsonValue[] = [128, 129].flatMap((n) => ['🌾'.repeat(n), `v:${'a'.repeat(n)}`]);
const PLAIN: readonly JsonValue[] = [null, true, false, -1, 0, 1, 1_048_577, Number.MAX_SAFE_INTEGER];
const LISTS: readonly JsonValue[] = [[], [id(1), id(1)], [id(1), 7], [id(1), NO_ID], ...[1, 7, 8, 16, 17].map(ids)];
const MAPS: readonly JsonValue[] = [
  {},
  { [id(1)]: [] },
  { [id(1)]: [id(2), id(2)] },
  { [NO_ID]: [id(1)] },
  { [id(1)]: id(1) },
  { [id(1)]: ids(16) },
  { [id(1)]: ids(17) },
  ...[16, 17].map(mapOf),
];
const ODD: readonly JsonValue[] = [...TEXTS, ...LONG_TEXTS, ...PLAIN, ...LISTS, ...MAPS];

const whole: JsonObject = {
  iss: id(1),
  act: id(2),
  via: [id(3)],
  col: 'v:notes',
  tag: 'a',
  dig: id(4),
  len: 2,
  cty: 'text/plain',
  ant: ids(2),
  seq: 1,
  prv: ids(1),
  t: 1,
  au: ids(1),
  ax: mapOf(2),
  burn: 1,
  del: true,
};

/** These claims with other values, and without those that are `undefined`. */
function changed(claims: JsonObject, changes: readonly (readonly [string, JsonValue | undefined])[]): JsonObject {
  return JSON.parse(JSON.stringify({ ...claims, ...Object.fromEntries(changes) })) as JsonObject;
}

test('REC-001, REC-002, REC-003, REC-004, REC-006 have the form of the schema, whatever is changed in a record', () => {
  // What holds between claims is in no schema: whether there is a body, a tag, too long a body, and a writer beside the owner.
  const beyond = new Set<unknown>([undefined, 'REC-005', 'REC-008', 'REC-009']);
  const change = fc.tuple(fc.constantFrom(...Object.keys(whole), 'later'), fc.constantFrom(...ODD, undefined));
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
      const claims = changed(whole, changes);
      fc.pre(claims['act'] !== claims['iss']);
      const isTaken = beyond.has(RECORD_RULE.findFault(claims)?.requirement);
      seen[isTaken ? 'taken' : 'refused'] += 1;
      expect(isTaken).toBe(isRecord(claims));
    }),
    { numRuns: 4000 },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(200);
});

test('STM-020, CNV-018 have the form of the schema, whatever time and signers are said', () => {
  const signer = fc.record(
    {
      kid: fc.constantFrom<JsonValue>(id(1), id(2), NO_ID, 1),
      by: fc.constantFrom(...LISTS, ids(9)),
      more: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const signers = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.constant({ kid: id(1), by: ids(8) }), { maxLength: 10 }) },
    { weight: 4, arbitrary: fc.array(signer, { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constantFrom(...ODD) },
  );
  const claims = fc.record({ sgn: signers, t: fc.constantFrom(...ODD, 1, 1, 1) }, { requiredKeys: [] });
  const seen = { taken: 0, refused: 0 };
  fc.assert(
    fc.property(claims, (said) => {
      const verdict = verdictOf({ headers: [headerOf()], claims: said });
      const isTaken = !/^E_FORMAT (STM-020|CNV-018)$/.test(verdict);
      seen[isTaken ? 'taken' : 'refused'] += 1;
      expect(isTaken).toBe(isClaims(said));
    }),
    { numRuns: 4000 },
  );
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(400);
});
