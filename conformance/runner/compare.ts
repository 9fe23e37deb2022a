import { isObject, member, textMember } from './json.ts';
import type { Json, JsonObject } from './json.ts';
import type { Compare } from './vectors.ts';

type Arrays = 'ordered' | 'unordered';

interface Mode {
  readonly arrays: Arrays;
  /** Members that the expectation does not name are passed over. */
  readonly extra: boolean;
}

/** One row per mode: returns `undefined` when equal, else where the first difference is. */
const COMPARERS: Readonly<Record<Compare, (expected: JsonObject, got: JsonObject) => string | undefined>> = {
  bytes: (expected, got) => difference(expected, got, { path: '', mode: { arrays: 'ordered', extra: false } }),
  json: (expected, got) => difference(expected, got, { path: '', mode: { arrays: 'ordered', extra: false } }),
  set: (expected, got) => difference(expected, got, { path: '', mode: { arrays: 'unordered', extra: false } }),
  subset: (expected, got) => difference(expected, got, { path: '', mode: { arrays: 'ordered', extra: true } }),
  jws: compareJws,
  accept: () => undefined,
};

/** Compares a result with the expected one. `undefined` means equal; otherwise a sentence that says where they differ. */
export function compareResults(compare: Compare, expected: JsonObject, got: JsonObject): string | undefined {
  return COMPARERS[compare](expected, got);
}

/** Where in the two values a comparison stands. */
interface Spot {
  readonly path: string;
  readonly mode: Mode;
}

function below(spot: Spot, name: string | number): Spot {
  return { path: `${spot.path}/${name}`, mode: spot.mode };
}

function difference(expected: Json, got: Json, spot: Spot): string | undefined {
  if (Array.isArray(expected)) return arrayDifference(expected, got, spot);
  if (isObject(expected)) return objectDifference(expected, got, spot);
  return Object.is(expected, got) ? undefined : at(spot.path, expected, got);
}

function objectDifference(expected: JsonObject, got: Json, spot: Spot): string | undefined {
  if (!isObject(got)) return at(spot.path, expected, got);
  for (const [name, value] of Object.entries(expected)) {
    const other = member(got, name);
    if (other === undefined) return `${spot.path}/${name} is missing`;
    const found = difference(value, other, below(spot, name));
    if (found !== undefined) return found;
  }
  const extra = spot.mode.extra ? undefined : Object.keys(got).find((name) => !Object.hasOwn(expected, name));
  return extra === undefined ? undefined : `${spot.path}/${extra} is not expected`;
}

function arrayDifference(expected: readonly Json[], got: Json, spot: Spot): string | undefined {
  if (!Array.isArray(got) || got.length !== expected.length) return at(spot.path, expected, got);
  if (spot.mode.arrays === 'unordered') return multisetDifference(expected, got, spot);
  const found = expected.map((item, index) => difference(item, got[index] ?? null, below(spot, index)));
  return found.find((each) => each !== undefined);
}

function multisetDifference(expected: readonly Json[], got: readonly Json[], spot: Spot): string | undefined {
  const left = [...got];
  for (const item of expected) {
    const index = left.findIndex((other) => difference(item, other, spot) === undefined);
    if (index < 0) return `${spot.path} has no ${show(item)}`;
    left.splice(index, 1);
  }
  return undefined;
}

/** Byte-exact, and says which part differs: a reader of a failure asks that first. */
function compareJws(expected: JsonObject, got: JsonObject): string | undefined {
  const [header, claims] = partsOf(expected);
  const [gotHeader, gotClaims] = partsOf(got);
  if (header !== gotHeader) return at('/st (header)', header ?? null, gotHeader ?? null);
  if (claims !== gotClaims) return at('/st (claims)', claims ?? null, gotClaims ?? null);
  return COMPARERS.bytes(expected, got);
}

function partsOf(statement: JsonObject): readonly string[] {
  return textMember(statement, 'st').split('.');
}

function at(path: string, expected: Json, got: Json): string {
  return `${path === '' ? '/' : path}: expected ${show(expected)}, got ${show(got)}`;
}

/** Longest excerpt of a value in a sentence, in characters. */
const MAX_SHOWN = 160;

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
