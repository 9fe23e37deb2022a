// Places in an input, as faults name them: `/keys/0`, `/sig#bytes`, `/st#claims`, `/ops/0/st#claims/mem/1/kid`.
import {
  base64url,
  bytesValue,
  expand,
  fromBase64url,
  isObject,
  octets,
  textOf,
  type Value,
  type ValueObject,
} from './value.ts';

/** A list or an object: what a member stands in. */
export type Holder = Value[] | ValueObject;

/** The octets at a place: of a text, of bytes, or of a decoded part. */
export function readOctets(input: ValueObject, path: string): Uint8Array {
  const { names, part } = parse(path);
  const value = valueAt(input, names);
  return part === undefined ? octetsOf(value) : partOf(textIn(value), part).read();
}

/** The input with other octets at a place. */
export function writeOctets(input: ValueObject, path: string, bytes: Uint8Array): ValueObject {
  const { names, part } = parse(path);
  const value = valueAt(input, names);
  const octetsWritten = part === undefined ? bytes : octets(partOf(textIn(value), part).write(bytes));
  const written = typeof value === 'string' ? textOf(octetsWritten) : bytesValue(octetsWritten);
  return alter(input, names, (holder, name) => withMember(holder, name, written)) as ValueObject;
}

/** The member at a place, and the number of members before it. Throws RangeError when there is none. */
export function readMember(input: ValueObject, path: string): { value: Value; index: number } {
  const { names, part, inner } = parse(path);
  const holder = part === undefined ? input : jsonOf(readOctets(input, outer(path)));
  const within = part === undefined ? names : inner;
  const name = within.at(-1) ?? '';
  const parent = valueAt(holder, within.slice(0, -1)) as Holder;
  return { value: memberOf(parent, name), index: Object.keys(parent).indexOf(name) };
}

/** The input with the holder of a place changed. */
export function changeHolder(
  input: ValueObject,
  path: string,
  change: (holder: Holder, name: string) => Holder,
): ValueObject {
  const { names, part, inner } = parse(path);
  if (part === undefined) return alter(input, names, change) as ValueObject;
  const changed = alter(jsonOf(readOctets(input, outer(path))), inner, change);
  return writeOctets(input, outer(path), octets(JSON.stringify(changed)));
}

/** A text, or the text that bytes are. */
function textIn(value: Value): string {
  return typeof value === 'string' ? value : textOf(octetsOf(value));
}

/** The octets that stand for themselves: a text, or bytes. */
export function octetsOf(value: Value): Uint8Array {
  const expanded = expand(value);
  if (typeof expanded === 'string') return octets(expanded);
  if (isObject(expanded) && typeof expanded['$b64u'] === 'string') return fromBase64url(expanded['$b64u']);
  throw new TypeError('expected octets');
}

/** The holder with another value in place of a member. */
export function withMember(holder: Holder, name: string, value: Value): Holder {
  memberOf(holder, name);
  if (Array.isArray(holder)) return holder.with(Number(name), value);
  // Object.fromEntries defines members, so that a name such as __proto__ stays data.
  return Object.fromEntries(Object.entries(holder).map(([each, old]) => [each, each === name ? value : old]));
}

/** The holder with one more member; an object may say after how many others. */
export function withInserted(holder: Holder, name: string, what: { value: Value; index?: number | undefined }): Holder {
  if (Array.isArray(holder)) return holder.toSpliced(Number(name), 0, what.value);
  if (Object.hasOwn(holder, name)) throw new RangeError(`${name} is there already`);
  const members = Object.entries(holder);
  return Object.fromEntries(members.toSpliced(what.index ?? members.length, 0, [name, what.value]));
}

/** The holder without a member. */
export function withoutMember(holder: Holder, name: string): Holder {
  memberOf(holder, name);
  if (Array.isArray(holder)) return holder.toSpliced(Number(name), 1);
  return Object.fromEntries(Object.entries(holder).filter(([each]) => each !== name));
}

/** A member. Throws RangeError when there is none. */
export function memberOf(holder: Holder, name: string): Value {
  const value = Object.hasOwn(holder, name) ? (holder as ValueObject)[name] : undefined;
  if (value === undefined) throw new RangeError(`no member ${name}`);
  return value;
}

interface Path {
  readonly names: string[];
  readonly part: string | undefined;
  readonly inner: string[];
}

const JWE_PARTS = ['header', 'key', 'iv', 'ciphertext', 'tag'];

function parse(path: string): Path {
  const [pointer = '', within] = path.split('#');
  const [part, ...inner] = within?.split('/') ?? [];
  return { names: pointer.split('/').slice(1), part, inner };
}

/** The part that a path leads into. */
function outer(path: string): string {
  const { names, part } = parse(path);
  return `/${names.join('/')}#${part ?? ''}`;
}

function jsonOf(bytes: Uint8Array): Value {
  return JSON.parse(textOf(bytes)) as Value;
}

function valueAt(root: Value, names: readonly string[]): Value {
  return names.reduce((value, name) => memberOf(value as Holder, name), root);
}

function alter(root: Value, names: readonly string[], change: (holder: Holder, name: string) => Holder): Value {
  const [name = '', ...rest] = names;
  const holder = root as Holder;
  if (rest.length === 0) return change(holder, name);
  return withMember(holder, name, alter(memberOf(holder, name), rest, change));
}

/**
 * `#bytes` is what a text encodes; `#header` and `#claims` are the parts of an `st`, and a header alone is a `#header` too; `#data` is
 * what a link encodes. Of a compact JWE, `#header`, `#key`, `#iv`, `#ciphertext` and `#tag` are its parts; `#json` is the whole text.
 */
function partOf(text: string, part: string): { read(): Uint8Array; write(bytes: Uint8Array): string } {
  const stop = text.indexOf('.');
  if (part === 'json') return { read: () => octets(text), write: textOf };
  const place = JWE_PARTS.indexOf(part);
  if (place > 0)
    return {
      read: () => fromBase64url(text.split('.')[place] ?? ''),
      write: (bytes) => text.split('.').with(place, base64url(bytes)).join('.'),
    };
  if (part === 'bytes' || (part === 'header' && stop < 0)) return { read: () => fromBase64url(text), write: base64url };
  if (part === 'data') {
    const behind = text.lastIndexOf('.') + 1;
    const [before, data] = [text.slice(0, behind), text.slice(behind)];
    return { read: () => fromBase64url(data), write: (bytes) => `${before}${base64url(bytes)}` };
  }
  const [header, claims] = [text.slice(0, stop), text.slice(stop + 1)];
  if (part === 'header')
    return { read: () => fromBase64url(header), write: (bytes) => `${base64url(bytes)}.${claims}` };
  if (part !== 'claims') throw new RangeError(`no part ${part}`);
  return { read: () => fromBase64url(claims), write: (bytes) => `${header}.${base64url(bytes)}` };
}
