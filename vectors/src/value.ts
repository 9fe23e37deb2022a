// The values of vector files: plain JSON, with bytes as {"$b64u"} and long runs as {"$repeat"} inside {"$concat"}.

/** A JSON value. */
export type Value = null | boolean | number | string | Value[] | ValueObject;

/** A JSON object. */
export interface ValueObject {
  [name: string]: Value;
}

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 octets of a text. */
export function octets(text: string): Uint8Array {
  return utf8.encode(text);
}

/** The text of UTF-8 octets. Throws TypeError when they are ill-formed. */
export function textOf(bytes: Uint8Array): string {
  return fromUtf8.decode(bytes);
}

/** One byte string out of texts (as UTF-8) and byte strings. */
export function join(...parts: (string | Uint8Array)[]): Uint8Array {
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? octets(part) : part)));
}

/** Base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** The bytes of base64url text that we wrote ourselves. */
export function fromBase64url(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64url'));
}

/** Bytes as they stand in a vector file. */
export function bytesValue(bytes: Uint8Array): ValueObject {
  return { $b64u: base64url(bytes) };
}

/** Whether a value is an object. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Replaces `$repeat` and `$concat` by what they stand for; `$b64u` and `$key` stay. */
export function expand(value: Value): Value {
  if (Array.isArray(value)) return value.map(expand);
  if (!isObject(value)) return value;
  if ('$concat' in value) return expandConcat(value['$concat']);
  if ('$repeat' in value) return expandRepeat(value['$repeat']);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, expand(member)]));
}

function expandConcat(value: Value | undefined): Value {
  if (!Array.isArray(value)) throw new TypeError('$concat needs a list');
  const parts = value.map(expand);
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return bytesValue(join(...parts.map(textOrBytes)));
}

function expandRepeat(value: Value | undefined): Value {
  const { of, n } = isObject(value) ? value : {};
  if (typeof n !== 'number') throw new TypeError('$repeat needs a count n');
  if (typeof of === 'string') return of.repeat(n);
  return bytesValue(Buffer.alloc(n * textOrBytes(of ?? null).length, textOrBytes(of ?? null)));
}

function textOrBytes(value: Value): string | Uint8Array {
  if (typeof value === 'string') return value;
  if (isObject(value) && typeof value['$b64u'] === 'string') return fromBase64url(value['$b64u']);
  throw new TypeError('expected text or bytes');
}

// Runs shorter than this are left as they are, in characters or bytes.
const RUN_WORTH_A_REPEAT = 600;
const RUN_PERIODS = [1, 4, 5];
// Looked for where those give nothing. 8: the shortest ping; 13: a run in DEFLATE; 34: an id; 37, 38 and 41: a row of `deps`,
// of `bd`, of `no`; 73: the shortest item.
const ROW_PERIODS = [8, 13, 34, 37, 38, 41, 73];

/** Replaces long runs in texts and bytes by `$repeat`, so that files stay small. `expand` undoes it exactly. */
export function compact(value: Value): Value {
  if (typeof value === 'string') return compactRun(value, (part) => part);
  if (Array.isArray(value)) return value.map(compact);
  if (!isObject(value)) return value;
  if (typeof value['$b64u'] === 'string') {
    const latin1 = Buffer.from(fromBase64url(value['$b64u'])).toString('latin1');
    return compactRun(latin1, (part) => bytesValue(Buffer.from(part, 'latin1')));
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, compact(member)]));
}

function compactRun(text: string, write: (part: string) => Value): Value {
  const short = longestOf(text, RUN_PERIODS);
  const run = short.length < RUN_WORTH_A_REPEAT ? longestOf(text, ROW_PERIODS) : short;
  if (run.length < RUN_WORTH_A_REPEAT) return write(text);
  const repeat = { $repeat: { of: write(text.slice(run.start, run.start + run.period)), n: run.length / run.period } };
  const [before, after] = [text.slice(0, run.start), text.slice(run.start + run.length)];
  if (before === '' && after === '') return repeat;
  return {
    $concat: [...(before === '' ? [] : [write(before)]), repeat, ...(after === '' ? [] : [compactRun(after, write)])],
  };
}

function longestOf(text: string, periods: readonly number[]): Run {
  return periods.map((period) => longestRun(text, period)).reduce((a, b) => (b.length > a.length ? b : a));
}

interface Run {
  readonly start: number;
  readonly length: number;
  readonly period: number;
}

/** The longest stretch that repeats its first `period` characters, cut to a multiple of the period. */
function longestRun(text: string, period: number): Run {
  let best = { start: 0, length: 0, period };
  for (let start = 0; start + period < text.length;) {
    let end = start + period;
    while (end < text.length && text[end] === text[end - period]) end++;
    const length = end - start - ((end - start) % period);
    if (length > best.length) best = { start, length, period };
    start = Math.max(start + 1, end - period + 1);
  }
  return best;
}

/** JSON with members sorted by name and no white space: equal values have equal texts. */
export function canonical(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .toSorted()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? null)}`);
  return `{${members.join(',')}}`;
}
