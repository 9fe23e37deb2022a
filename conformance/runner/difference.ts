import { isObject, member } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** What counts as equal. */
export interface Mode {
  readonly arrays: 'ordered' | 'unordered';
  /** Members that the expectation does not name are passed over. */
  readonly extra: boolean;
}

/** Where in the two values a comparison stands. */
export interface Spot {
  readonly path: string;
  readonly mode: Mode;
}

function below(spot: Spot, name: string | number): Spot {
  return { path: `${spot.path}/${name}`, mode: spot.mode };
}

/** Where `got` differs first from `expected`, as a sentence; `undefined` when nowhere. The path is a JSON pointer. */
export function difference(expected: Json, got: Json, spot: Spot): string | undefined {
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

/** The sentence for two values that are not equal. */
export function at(path: string, expected: Json, got: Json): string {
  return `${path === '' ? '/' : path}: expected ${show(expected)}, got ${show(got)}`;
}

/** Longest excerpt of a value in a sentence, in characters. */
const MAX_SHOWN = 160;

function show(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
