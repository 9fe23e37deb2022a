// Faults: how a refused input differs from the accepted input of its base case. Machine-checked in both directions.
import { createHmac } from 'node:crypto';
import { actor, signAs, type Label } from './actors.ts';
import {
  base64url,
  bytesValue,
  canonical,
  expand,
  fromBase64url,
  isObject,
  join,
  octets,
  textOf,
  type Value,
  type ValueObject,
} from './value.ts';

/** A change of JSON: of the input itself (`/keys/0`), or of a part decoded from it (`/st#header/alg`). */
export type JsonEdit =
  | { op: 'add'; path: string; value: Value; index?: number }
  | { op: 'remove'; path: string; was: Value; index: number }
  | { op: 'replace'; path: string; was: Value; value: Value };

/** A change of octets: `from` at offset `at` became `to`. Offsets count octets. */
export interface Splice {
  op: 'splice';
  path: string;
  at: number;
  from: Value;
  to: Value;
}

/** One change. */
export type Edit = JsonEdit | Splice;

/** The change, what else had to change so that nothing but the fault is wrong, and who signed the result. */
export type Fault = Edit & { also?: Edit[]; resigned?: Resigned };

/** A signature made anew over the changed `st`: with the key of a device, or with a MAC keyed by its public key. */
export interface Resigned {
  by: Label;
  with: 'Ed25519' | 'HS256' | 'HS512';
}

/** An edit as a suite writes it: `was`, `index` and `at` are found in the base. */
export type EditPlan =
  | { op: 'add'; path: string; value: Value; index?: number }
  | { op: 'remove'; path: string }
  | { op: 'replace'; path: string; value: Value }
  | { op: 'splice'; path: string; from: string | Uint8Array; to: string | Uint8Array; at?: number };

/** A fault as a suite writes it. */
export type FaultPlan = EditPlan & { also?: EditPlan[]; resigned?: Resigned };

/** Applies a planned fault to the input of a base case; gives the faulty input and the full record of the fault. */
export function applyFault(base: ValueObject, plan: FaultPlan): { input: ValueObject; fault: Fault } {
  const { also, resigned, ...first } = plan;
  let input = base;
  const edits = [first, ...(also ?? [])].map((each) => {
    const edit = completeEdit(input, each);
    input = forward(input, edit);
    return edit;
  });
  const [edit, ...rest] = edits;
  if (edit === undefined) throw new RangeError('a fault has an edit');
  if (resigned !== undefined) input = { ...input, sig: signatureOver(input, resigned) };
  return { input, fault: { ...edit, ...(rest.length > 0 ? { also: rest } : {}), ...(resigned ? { resigned } : {}) } };
}

/** The input without the fault. Throws RangeError when the input does not show the fault. */
export function undoFault(faulty: ValueObject, fault: Fault): ValueObject {
  const { also, resigned, ...first } = fault;
  let input = faulty;
  if (resigned !== undefined) {
    demand(input['sig'] === signatureOver(input, resigned), 'the signature is not the one that the fault names');
  }
  for (const edit of [first, ...(also ?? [])].toReversed()) input = backward(input, edit);
  if (resigned !== undefined) input = { ...input, sig: signatureOver(input, { by: resigned.by, with: 'Ed25519' }) };
  return input;
}

function signatureOver(input: ValueObject, { by, with: algorithm }: Resigned): string {
  const message = octets(String(input['st']));
  if (algorithm === 'Ed25519') return base64url(signAs(by, message));
  const mac = createHmac(algorithm === 'HS256' ? 'sha256' : 'sha512', fromBase64url(actor(by).jwk.x))
    .update(message)
    .digest();
  // A MAC of 32 bytes is padded with zeros to the 64 bytes of a signature, so that its length is no second fault.
  return base64url(Buffer.concat([mac, Buffer.alloc(64 - mac.length)]));
}

function completeEdit(input: ValueObject, plan: EditPlan): Edit {
  if (plan.op === 'add') return plan;
  const target = openPath(input, plan.path);
  if (plan.op === 'splice') {
    const bytes = target.readBytes();
    const [from, to] = [join(plan.from), join(plan.to)];
    const at = plan.at ?? Buffer.from(bytes).indexOf(from);
    demand(
      at >= 0 && (plan.at !== undefined || Buffer.from(bytes).lastIndexOf(from) === at),
      `${plan.path}: no single place`,
    );
    return { op: 'splice', path: plan.path, at, from: octetsValue(from), to: octetsValue(to) };
  }
  const { holder, name } = target.openJson();
  const was = memberOf(holder, name);
  if (plan.op === 'replace') return { op: 'replace', path: plan.path, was, value: plan.value };
  return { op: 'remove', path: plan.path, was, index: Object.keys(holder).indexOf(name) };
}

/** Octets as text where they are plain ASCII, otherwise as base64url. */
function octetsValue(bytes: Uint8Array): Value {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? Buffer.from(bytes).toString('latin1') : bytesValue(bytes);
}

function octetsOf(value: Value): Uint8Array {
  const expanded = expand(value);
  if (typeof expanded === 'string') return octets(expanded);
  if (isObject(expanded) && typeof expanded['$b64u'] === 'string') return fromBase64url(expanded['$b64u']);
  throw new TypeError('expected octets');
}

function forward(input: ValueObject, edit: Edit): ValueObject {
  switch (edit.op) {
    case 'splice':
      return splice(input, edit.path, { at: edit.at, from: octetsOf(edit.from), to: octetsOf(edit.to) });
    case 'add':
      return insert(input, edit.path, { value: edit.value, index: edit.index });
    case 'remove':
      return drop(input, edit.path, edit.was);
    case 'replace':
      return swap(input, edit.path, { was: edit.was, value: edit.value });
  }
}

function backward(input: ValueObject, edit: Edit): ValueObject {
  switch (edit.op) {
    case 'splice':
      return splice(input, edit.path, { at: edit.at, from: octetsOf(edit.to), to: octetsOf(edit.from) });
    case 'add':
      return drop(input, edit.path, edit.value);
    case 'remove':
      return insert(input, edit.path, { value: edit.was, index: edit.index });
    case 'replace':
      return swap(input, edit.path, { was: edit.value, value: edit.was });
  }
}

function splice(input: ValueObject, path: string, cut: { at: number; from: Uint8Array; to: Uint8Array }): ValueObject {
  const target = openPath(input, path);
  const bytes = target.readBytes();
  const end = cut.at + cut.from.length;
  demand(Buffer.from(bytes.subarray(cut.at, end)).equals(cut.from), `${path}: other octets at ${cut.at}`);
  return target.writeBytes(join(bytes.subarray(0, cut.at), cut.to, bytes.subarray(end)));
}

function insert(input: ValueObject, path: string, what: { value: Value; index: number | undefined }): ValueObject {
  const { holder, name, close } = openPath(input, path).openJson();
  demand(!Object.hasOwn(holder, name), `${path} is there already`);
  const members = Object.entries(holder);
  members.splice(what.index ?? members.length, 0, [name, what.value]);
  return close(fromMembers(members));
}

function drop(input: ValueObject, path: string, was: Value): ValueObject {
  const { holder, name, close } = openPath(input, path).openJson();
  demand(canonical(memberOf(holder, name)) === canonical(was), `${path} is another value`);
  return close(fromMembers(Object.entries(holder).filter(([each]) => each !== name)));
}

function swap(input: ValueObject, path: string, what: { was: Value; value: Value }): ValueObject {
  const { holder, name, close } = openPath(input, path).openJson();
  demand(canonical(memberOf(holder, name)) === canonical(what.was), `${path} is another value`);
  return close(fromMembers(Object.entries(holder).map(([each, value]) => [each, each === name ? what.value : value])));
}

// Object.fromEntries defines members, so that a name such as __proto__ stays data.
function fromMembers(members: [string, Value][]): ValueObject {
  return Object.fromEntries(members);
}

function memberOf(holder: ValueObject, name: string): Value {
  const value = Object.hasOwn(holder, name) ? holder[name] : undefined;
  if (value === undefined) throw new RangeError(`no member ${name}`);
  return value;
}

function demand(holds: boolean, why: string): asserts holds {
  if (!holds) throw new RangeError(why);
}

/** What a path leads to: octets, or a member of an object. */
interface Target {
  readBytes(): Uint8Array;
  writeBytes(bytes: Uint8Array): ValueObject;
  openJson(): { holder: ValueObject; name: string; close(holder: ValueObject): ValueObject };
}

/**
 * `/sig` the text, `/sig#bytes` what it encodes, `/st#header` and `/st#claims` the decoded parts as octets,
 * `/st#header/alg` a member of a part, `/keys/0` a value of the input.
 */
function openPath(input: ValueObject, path: string): Target {
  const [pointer = '', inner] = path.split('#');
  if (inner === undefined) return openField(input, pointer.split('/').slice(1));
  const [part = '', ...names] = inner.split('/');
  const field = pointer.slice(1);
  const { read, write } = partOf(String(input[field]), part);
  const put = (bytes: Uint8Array): ValueObject => ({ ...input, [field]: write(bytes) });
  return {
    readBytes: read,
    writeBytes: put,
    openJson: () => {
      const [name = ''] = names;
      demand(names.length === 1, `${path}: only direct members of a part`);
      const holder = JSON.parse(textOf(read())) as ValueObject;
      return { holder, name, close: (changed) => put(octets(JSON.stringify(changed))) };
    },
  };
}

function partOf(text: string, part: string): { read(): Uint8Array; write(bytes: Uint8Array): string } {
  if (part === 'bytes') return { read: () => fromBase64url(text), write: base64url };
  const stop = text.indexOf('.');
  const [header, claims] = [text.slice(0, stop), text.slice(stop + 1)];
  if (part === 'header')
    return { read: () => fromBase64url(header), write: (bytes) => `${base64url(bytes)}.${claims}` };
  demand(part === 'claims', `no part ${part}`);
  return { read: () => fromBase64url(claims), write: (bytes) => `${header}.${base64url(bytes)}` };
}

function openField(input: ValueObject, names: string[]): Target {
  const [first = '', ...rest] = names;
  const value = input[first] ?? null;
  return {
    readBytes: () => octetsOf(value),
    writeBytes: (bytes) => ({ ...input, [first]: typeof value === 'string' ? textOf(bytes) : bytesValue(bytes) }),
    openJson: () => {
      if (rest.length === 0) return { holder: input, name: first, close: (holder) => holder };
      demand(rest.length === 1 && Array.isArray(value), 'only direct items of a list');
      // A list is opened as an object whose member names are its indexes.
      const close = (holder: ValueObject): ValueObject => ({ ...input, [first]: Object.values(holder) });
      return { holder: { ...value } as unknown as ValueObject, name: rest[0] ?? '', close };
    },
  };
}
