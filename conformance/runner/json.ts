/** Any value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object. Member names are plain data: never index it with a name that the language gives a meaning. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** True for objects, false for arrays and `null`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member `name` of `object` when it is an own member, else `undefined`. */
export function member(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** An object with these entries; also safe for names such as `__proto__`. */
export function objectFrom(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

/** The member `name` when it is a text, else the empty text. For values whose shape was checked before. */
export function textMember(object: JsonObject, name: string): string {
  const value = member(object, name);
  return typeof value === 'string' ? value : '';
}

/** The texts of the list `name`. For values whose shape was checked before. */
export function textsMember(object: JsonObject, name: string): readonly string[] {
  const value = member(object, name);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The one text of a value: JSON without spaces, members in the order of their UTF-16 units (RFC 8785). */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).toSorted();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name] ?? null)}`).join(',')}}`;
}

/** The bytes as TP/1 writes them. */
export function bytesToJson(bytes: Uint8Array): JsonObject {
  return { $b64u: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url') };
}

/** The bytes of `{"$b64u":…}`, or `undefined` when `value` is not exactly that. */
export function bytesFromJson(value: Json): Uint8Array | undefined {
  if (!isObject(value) || Object.keys(value).length !== 1) return undefined;
  const text = member(value, '$b64u');
  return typeof text === 'string' ? Uint8Array.from(Buffer.from(text, 'base64url')) : undefined;
}
