/** Narrowing of parsed JSON: reports and registries are outside input, so nothing about their shape is assumed. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export function isRecord(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The records of a list; empty for anything that is not a list. */
export function recordsOf(value: unknown): { readonly [name: string]: Json }[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The texts of a list; empty for anything that is not a list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** A text, or the empty text for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
