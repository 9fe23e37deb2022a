/** Places inside values, at which a test puts something else. */
import type { JsonValue } from '@allod/core/bytes';

/** Names of members and numbers of parts, from the outermost in. */
export type Place = readonly (string | number)[];

/** The way to every part of a value, itself the first. */
export function placesIn(value: JsonValue, at: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([name, each]) => placesIn(each, [...at, name]))];
}

/** A copy with `odd` at that place, or for `undefined` without it. */
export function replaced(value: JsonValue, [name, ...rest]: Place, odd: JsonValue | undefined): JsonValue {
  if (name === undefined) return odd ?? null;
  const copy = structuredClone(value) as Record<string | number, JsonValue>;
  if (rest.length > 0) copy[name] = replaced(copy[name]!, rest, odd);
  else if (odd !== undefined) copy[name] = odd;
  else if (Array.isArray(copy)) copy.splice(Number(name), 1);
  else delete copy[name];
  return copy;
}
