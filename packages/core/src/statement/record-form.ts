/**
 * The form of the claims of a record, a row for each claim, in the order in which faults are told. It is written here, and not made from the schema,
 * because code that is made from a schema is ten times as long; a test holds both against each other.
 */
import { isId } from '../bytes/id.ts';
import { isJsonObject } from '../bytes/strict-json.ts';
import type { JsonObject, JsonValue } from '../bytes/strict-json.ts';

/** The envelope of a record: the claims of a statement of type `allod-rec`. Ids are text. (REC-001, REC-002) */
export interface RecordClaims {
  /** The owner. */
  iss: string;
  /** The user who wrote it. */
  act?: string;
  /** Teams between owner and writer: 1 to 7. */
  via?: string[];
  /** Kind letter, colon, name. */
  col: string;
  /** Name in the collection: 1 to 128 characters. */
  tag?: string;
  /** SHA-256 of the body. */
  dig?: string;
  /** Length of the body in bytes, from 1. */
  len?: number;
  /** Media type of the body: 1 to 128 characters. */
  cty?: string;
  /** Records that this one supersedes or follows: 1 to 16. */
  ant?: string[];
  /** Number in the chain, from 1. */
  seq: number;
  /** Previous records of the chain: 1 to 16. */
  prv?: string[];
  /** Microseconds since 1970. */
  t: number;
  /** Heads of the owner's log: 1 to 16. */
  au: string[];
  /** Heads of 1 to 16 further logs, 1 to 16 of each. */
  ax?: {
    [k: string]: string[];
  };
  /** Microseconds since 1970, from 1. */
  burn?: number;
  /** This record deletes what it supersedes. */
  del?: true;
  [k: string]: unknown;
}

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
