/** The parts of which the forms of ops and of links are made. A member counts only where it is the object's own. */
import { decodeBase64url, isId, isJsonObject } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';

/** Whether a value has a form. */
export type Check = (value: JsonValue) => boolean;

/** By name, what a member has to be. */
export type Members = Readonly<Record<string, Check>>;

/** 32 bytes as base64url. (CNV-006) */
export const id: Check = (value) => typeof value === 'string' && isId(value);

/** Microseconds since 1970: an integer from 0 to 2^53 − 1. (CNV-018) */
export const time: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** A text that matches; a pattern with a bound on characters, and not on units, has the flag `u`. */
export function matching(pattern: RegExp): Check {
  return (value) => typeof value === 'string' && pattern.test(value);
}

/** Base64url of so many bytes; of one or more without a number. */
export function bytesOf(length?: number): Check {
  return (value) => {
    const decoded = typeof value === 'string' ? decodeBase64url(value) : undefined;
    return decoded?.ok === true && (length === undefined ? value !== '' : decoded.value.length === length);
  };
}

/** One of these plain values. */
export function amongst(...values: readonly JsonValue[]): Check {
  return (value) => values.includes(value);
}

/** What at least one of the checks takes. */
export function either(...checks: readonly Check[]): Check {
  return (value) => checks.some((check) => check(value));
}

/** Least and greatest number of parts, both included; `isSet` for plain parts of which no two are the same. */
export interface Size {
  readonly min?: number;
  readonly max?: number;
  readonly isSet?: boolean;
}

/** A list, of one part or more unless `min` says otherwise. */
export function list(each: Check, { min = 1, max = Infinity, isSet = false }: Size = {}): Check {
  return (value) =>
    Array.isArray(value) &&
    value.length >= min &&
    value.length <= max &&
    value.every(each) &&
    !(isSet && new Set(value).size < value.length);
}

/** An object whose members have names and values of these forms; of one member or more unless `min` says otherwise. */
export function mapOf(name: Check, each: Check, { min = 1, max = Infinity }: Omit<Size, 'isSet'> = {}): Check {
  return (value) => {
    if (!isJsonObject(value)) return false;
    const entries = Object.entries(value);
    return entries.length >= min && entries.length <= max && entries.every(([at, held]) => name(at) && each(held));
  };
}

/** An object that has all members of `needs`, some of `may`, and no others. */
export function exact(needs: Members, may: Members = {}): Check {
  return (value) =>
    isJsonObject(value) &&
    has(value, needs, may) &&
    Object.keys(value).every((name) => Object.hasOwn(needs, name) || Object.hasOwn(may, name));
}

/** Whether an object has all members of `needs`, and of those of `may` that it has each its form. What else it has does not matter. */
export function has(said: JsonObject, needs: Members, may: Members = {}): boolean {
  for (const [name, check] of Object.entries(needs))
    if (!Object.hasOwn(said, name) || !check(said[name]!)) return false;
  for (const [name, check] of Object.entries(may)) if (Object.hasOwn(said, name) && !check(said[name]!)) return false;
  return true;
}
