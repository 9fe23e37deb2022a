/**
 * The form of the claims of a record, a row for each claim, in the order in which faults are told. The rows are written here, and not made from the schema,
 * because code that is made from a schema is ten times as long; a test holds both against each other.
 */
import { isId } from '../bytes/id.ts';
import { isJsonObject } from '../bytes/strict-json.ts';
import type { JsonObject, JsonValue } from '../bytes/strict-json.ts';

/** Whether a value is a time: an integer from 0 to 2^53 − 1. (CNV-018) */
export function isTime(value: JsonValue): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The requirement that a value breaks, if it breaks one. */
type Check = (value: JsonValue) => string | undefined;

const COLLECTION = /^[a-z]:[A-Za-z0-9._-]{1,128}$/;
const TEXT = /^[^]{1,128}$/u;
const MAX_LOGS = 16;

const id: Check = (value) => {
  if (typeof value !== 'string') return 'REC-002';
  return isId(value) ? undefined : 'CNV-006';
};
const ids =
  (max: number): Check =>
  (value) => {
    if (!Array.isArray(value) || value.length > max) return 'REC-002';
    return value.length === 0 ? 'REC-003' : (firstFault(value, id) ?? (isSet(value) ? undefined : 'REC-004'));
  };
const positive: Check = (value) => (Number.isSafeInteger(value) && Number(value) >= 1 ? undefined : 'REC-002');
const text: Check = (value) => (typeof value === 'string' && TEXT.test(value) ? undefined : 'REC-002');
const mediaType: Check = (value) => text(value) ?? (value === 'application/json' ? 'REC-003' : undefined);
const collection: Check = (value) => (typeof value === 'string' && COLLECTION.test(value) ? undefined : 'REC-006');
const time: Check = (value) => (isTime(value) ? undefined : 'CNV-018');
const heads = ids(16);
const logs: Check = (value) => {
  if (!isJsonObject(value)) return 'REC-002';
  const names = Object.keys(value);
  if (names.length > MAX_LOGS) return 'REC-002';
  return names.length === 0 ? 'REC-003' : (firstFault(names, id) ?? firstFault(Object.values(value), heads));
};

const NEEDED = ['iss', 'col', 'seq', 't', 'au'];
const ROWS: readonly (readonly [name: string, check: Check])[] = [
  ['iss', id],
  ['act', id],
  ['via', ids(7)],
  ['col', collection],
  ['tag', text],
  ['dig', id],
  ['len', positive],
  ['cty', mediaType],
  ['ant', ids(16)],
  ['seq', positive],
  ['prv', ids(16)],
  ['t', time],
  ['au', heads],
  ['ax', logs],
  ['burn', positive],
  ['del', (value) => (value === true ? undefined : 'REC-003')],
];

/** The requirement that the form of these claims breaks first; `undefined` when they have the form of the schema. What holds between claims is not looked at. */
export function brokenForm(claims: JsonObject): string | undefined {
  for (const name of NEEDED) if (claims[name] === undefined) return 'REC-001';
  for (const [name, check] of ROWS) {
    const value = claims[name];
    const fault = value === undefined ? undefined : check(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function firstFault(values: readonly JsonValue[], check: Check): string | undefined {
  for (const value of values) {
    const fault = check(value);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function isSet(values: readonly JsonValue[]): boolean {
  return values.length === 1 || new Set(values).size === values.length;
}
