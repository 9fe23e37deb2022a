import { isObject, member } from './json.ts';
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
  bytes: (expected, got) => difference(expected, got, '', { arrays: 'ordered', extra: false }),
  json: (expected, got) => difference(expected, got, '', { arrays: 'ordered', extra: false }),
  set: (expected, got) => difference(expected, got, '', { arrays: 'unordered', extra: false }),
  subset: (expected, got) => difference(expected, got, '', { arrays: 'ordered', extra: true }),
  jws: compareJws,
  accept: () => undefined,
};

/** Compares a result with the expected one. `undefined` means equal; otherwise a sentence that says where they differ. */
export function compareResults(compare: Compare, expected: JsonObject, got: JsonObject): string | undefined {
  return COMPARERS[compare](expected, got);
}

function difference(expected: Json, got: Json, path: string, mode: Mode): string | undefined {
  if (Array.isArray(expected)) return arrayDifference(expected, got, path, mode);
  if (isObject(expected)) return objectDifference(expected, got, path, mode);
  return Object.is(expected, got) ? undefined : at(path, expected, got);
}

function objectDifference(expected: JsonObject, got: Json, path: string, mode: Mode): string | undefined {
  if (!isObject(got)) return at(path, expected, got);
  for (const name of Object.keys(expected)) {
    if (!Object.hasOwn(got, name)) return `${path}/${name} is missing`;
    const found = difference(member(expected, name) ?? null, member(got, name) ?? null, `${path}/${name}`, mode);
    if (found !== undefined) return found;
  }
  const extra = mode.extra ? undefined : Object.keys(got).find((name) => !Object.hasOwn(expected, name));
  return extra === undefined ? undefined : `${path}/${extra} is not expected`;
}

function arrayDifference(expected: readonly Json[], got: Json, path: string, mode: Mode): string | undefined {
  if (!Array.isArray(got) || got.length !== expected.length) return at(path, expected, got);
  if (mode.arrays === 'ordered') {
    return expected.map((item, index) => difference(item, got[index] ?? null, `${path}/${index}`, mode)).find((each) => each !== undefined);
  }
  const left: Json[] = [...got];
  for (const item of expected) {
    const index = left.findIndex((other) => difference(item, other, path, mode) === undefined);
    if (index < 0) return `${path} has no ${show(item)}`;
    left.splice(index, 1);
  }
  return undefined;
}

/** Byte-exact, and says which part differs: a reader of a failure asks that first. */
function compareJws(expected: JsonObject, got: JsonObject): string | undefined {
  const parts = (st: Json | undefined): readonly string[] => (typeof st === 'string' ? st.split('.') : []);
  const [header, claims] = parts(member(expected, 'st'));
  const [gotHeader, gotClaims] = parts(member(got, 'st'));
  if (header !== gotHeader) return at('/st (header)', header ?? null, gotHeader ?? null);
  if (claims !== gotClaims) return at('/st (claims)', claims ?? null, gotClaims ?? null);
  return COMPARERS.bytes(expected, got);
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
