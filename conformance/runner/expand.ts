import { HarnessError } from './harness-error.ts';
import { derivedBytes, inOrder, MAX_DERIVED_BYTES, MAX_ORDERED } from './derive.ts';
import type { Derivation } from './derive.ts';
import { bytesFromJson, bytesToJson, isObject, member, objectFrom } from './json.ts';
import type { Json, JsonObject } from './json.ts';

/** A named key of `vectors/keys.json`. */
export interface NamedKey {
  readonly publicJwk: JsonObject;
  readonly privateJwk: JsonObject;
}

/** What expansion needs. */
export interface ExpandOptions {
  readonly keyByName: ReadonlyMap<string, NamedKey>;
  readonly keyForm: 'public' | 'private';
  /** For the inputs of an accumulated case: which of them. */
  readonly derivation?: Derivation;
  /** Named in errors: the case. */
  readonly where: string;
}

/** Longest text or byte string that `$repeat` and `$concat` may make: what one line carries, in bytes. */
const MAX_EXPANDED = 12 * 1024 * 1024;

type Expander = (value: Json, options: ExpandOptions) => Json;

/** The encodings of vector files that never reach a testee, by their one member. */
const EXPANDERS: ReadonlyMap<string, Expander> = new Map<string, Expander>([
  ['$repeat', expandRepeat],
  ['$concat', expandConcat],
  ['$utf16', expandUtf16],
  ['$key', expandKey],
  ['$derived', expandDerived],
]);

/**
 * Replaces inside of an object `$repeat`, `$concat`, `$utf16`, `$key` and `$derived` by what they stand for. `$b64u` stays.
 *
 * @throws HarnessError for an unknown encoding, an unknown key or a result too long to send
 */
export function expandObject(value: JsonObject, options: ExpandOptions): JsonObject {
  return objectFrom(Object.entries(value).map(([name, each]) => [name, expand(each, options)] as const));
}

/** As `expandObject`, for any value. */
export function expand(value: Json, options: ExpandOptions): Json {
  if (Array.isArray(value)) return value.map((item: Json) => expand(item, options));
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  const [name] = names;
  if (names.length === 1 && name !== undefined && name.startsWith('$')) return expandEncoding(value, name, options);
  return expandObject(value, options);
}

function expandEncoding(value: JsonObject, name: string, options: ExpandOptions): Json {
  if (name === '$b64u') return bytesFromJson(value) === undefined ? refuse(options, '$b64u holds no text') : value;
  const expander = EXPANDERS.get(name);
  if (expander === undefined) return refuse(options, `${name} is no known encoding`);
  return expander(member(value, name) ?? null, options);
}

function expandRepeat(value: Json, options: ExpandOptions): Json {
  const of = isObject(value) ? expand(member(value, 'of') ?? null, options) : null;
  const n = isObject(value) ? member(value, 'n') : undefined;
  if (typeof n !== 'number' || !Number.isInteger(n) || n < 0) return refuse(options, '$repeat needs a count n');
  const bytes = bytesFromJson(of);
  const size = bytes?.length ?? (typeof of === 'string' ? of.length : refuse(options, '$repeat needs text or bytes'));
  if (size * n > MAX_EXPANDED) return refuse(options, '$repeat is too long to send');
  if (typeof of === 'string') return of.repeat(n);
  return bytesToJson(Buffer.alloc(size * n, bytes ?? ''));
}

function expandConcat(value: Json, options: ExpandOptions): Json {
  if (!Array.isArray(value)) return refuse(options, '$concat needs a list');
  const parts: Json[] = value.map((part: Json) => expand(part, options));
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  const chunks = parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : bytesFromJson(part)));
  const known = chunks.filter((chunk) => chunk !== undefined);
  if (known.length !== chunks.length) return refuse(options, '$concat needs texts or bytes');
  return bytesToJson(Buffer.concat(known));
}

function expandUtf16(value: Json, options: ExpandOptions): Json {
  if (!Array.isArray(value) || !value.every(isUnit)) return refuse(options, '$utf16 needs code units');
  const text = String.fromCharCode(...value);
  return isWellFormed(text) ? text : bytesToJson(generalizedUtf8(text));
}

function isUnit(unit: Json): unit is number {
  return typeof unit === 'number' && Number.isInteger(unit) && unit >= 0 && unit <= 0xffff;
}

function isWellFormed(text: string): boolean {
  return Array.from(text).every((char) => !isSurrogate(char.codePointAt(0) ?? 0));
}

function isSurrogate(codePoint: number): boolean {
  return codePoint >= 0xd800 && codePoint <= 0xdfff;
}

/** UTF-8 extended to lone surrogates (each as three bytes): the octets of a text that JSON cannot carry. */
function generalizedUtf8(text: string): Uint8Array {
  const chunks = Array.from(text).map((char) => {
    const code = char.codePointAt(0) ?? 0;
    return isSurrogate(code)
      ? Uint8Array.of(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f))
      : Buffer.from(char);
  });
  return Buffer.concat(chunks);
}

function expandKey(value: Json, options: ExpandOptions): Json {
  const key = typeof value === 'string' ? options.keyByName.get(value) : undefined;
  if (key === undefined) return refuse(options, `$key ${JSON.stringify(value)} is not in keys.json`);
  return options.keyForm === 'private' ? key.privateJwk : key.publicJwk;
}

type DerivedForm = (bytes: (length: number) => Uint8Array, size: number) => Json;

/** The forms of `$derived` by the member that names each and says its size, with the largest size. */
const DERIVED_FORMS: Readonly<Record<string, { readonly max: number; readonly form: DerivedForm }>> = {
  bytes: { max: MAX_DERIVED_BYTES, form: (bytes, size) => bytesToJson(bytes(size)) },
  base64url: { max: MAX_DERIVED_BYTES, form: (bytes, size) => Buffer.from(bytes(size)).toString('base64url') },
  decimal: {
    max: Number.MAX_SAFE_INTEGER,
    form: (bytes, bound) => String(Buffer.from(bytes(8)).readBigUInt64BE() % BigInt(bound)),
  },
};

function expandDerived(value: Json, options: ExpandOptions): Json {
  const { derivation } = options;
  if (derivation === undefined) return refuse(options, '$derived stands outside of an accumulated input');
  const { label, ...rest } = isObject(value) ? value : {};
  const [[name, size] = ['', 0], ...more] = Object.entries(rest);
  if (typeof label === 'string' && name === 'order' && more.length === 0)
    return expandOrder(size, options, (length) => derivedBytes(derivation, label, length));
  const found = Object.hasOwn(DERIVED_FORMS, name) ? DERIVED_FORMS[name] : undefined;
  if (typeof label !== 'string' || found === undefined || more.length > 0)
    return refuse(options, `$derived needs a label and one of ${[...Object.keys(DERIVED_FORMS), 'order'].join(', ')}`);
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > found.max)
    return refuse(options, `$derived: ${name} is not from 1 to ${found.max}`);
  return found.form((length) => derivedBytes(derivation, label, length), size);
}

function expandOrder(items: Json, options: ExpandOptions, bytes: (length: number) => Uint8Array): Json {
  if (!Array.isArray(items) || items.length < 2 || items.length > MAX_ORDERED)
    return refuse(options, `$derived: order is no list of 2 to ${MAX_ORDERED}`);
  return inOrder<Json>(items, bytes(8 * (items.length - 1))).map((item) => expand(item, options));
}

function refuse(options: ExpandOptions, problem: string): never {
  throw new HarnessError(`${options.where}: ${problem}`);
}
