// Faults: how a refused input differs from the accepted input of its base case. Machine-checked in both directions.
import { createHmac } from 'node:crypto';
import { actor, signAs, type Label } from './actors.ts';
import {
  changeHolder,
  memberOf,
  octetsOf,
  readMember,
  readOctets,
  withInserted,
  withMember,
  withoutMember,
  writeOctets,
} from './place.ts';
import {
  base64url,
  bytesValue,
  canonical,
  fromBase64url,
  isObject,
  join,
  octets,
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

/**
 * Signatures made anew over the changed `st`: with the key of a device, with a MAC keyed by its public key, or, in the list
 * form, by several devices in order, each with the algorithm of its key; of a longer list, those that sign.
 * `at` leads to the statement when it is not the input itself.
 */
export type Resigned =
  | { by: Label; with: 'Ed25519' | 'HS256' | 'HS512'; at?: string }
  | { by: readonly Label[]; at?: string };

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
  if (resigned !== undefined) input = signedAgain(input, resigned);
  const [edit, ...rest] = edits.map((each) => asMade(input, each));
  if (edit === undefined) throw new RangeError('a fault has an edit');
  return { input, fault: { ...edit, ...(rest.length > 0 ? { also: rest } : {}), ...(resigned ? { resigned } : {}) } };
}

/** The input without the fault. Throws RangeError when the input does not show the fault. */
export function undoFault(faulty: ValueObject, fault: Fault): ValueObject {
  const { also, resigned, ...first } = fault;
  let input = faulty;
  if (resigned !== undefined) {
    demand(
      canonical(input) === canonical(signedAgain(input, resigned)),
      'the signature is not the one that the fault names',
    );
  }
  for (const edit of [first, ...(also ?? [])].toReversed()) input = backward(input, edit);
  if (resigned !== undefined) input = signedAgain(input, asInBase(resigned));
  return input;
}

/** Signatures that a fault adds are recorded as they were made. */
function asMade(input: ValueObject, edit: Edit): Edit {
  if (edit.op !== 'add' || !/\/sigs(\/[0-9]+)?$/.test(edit.path)) return edit;
  return { ...edit, value: readMember(input, edit.path).value };
}

// A MAC is a fault of its own: the base is signed with the key.
function asInBase(resigned: Resigned): Resigned {
  return 'with' in resigned ? { ...resigned, with: 'Ed25519' } : resigned;
}

function signedAgain(input: ValueObject, resigned: Resigned): ValueObject {
  const { at } = resigned;
  if (at === undefined) return signed(input, resigned);
  return changeHolder(input, at, (holder, name) =>
    withMember(holder, name, signed(memberOf(holder, name) as ValueObject, resigned)),
  );
}

function signed(statement: ValueObject, resigned: Resigned): ValueObject {
  const st = String(statement['st']);
  if ('with' in resigned) return { ...statement, sig: signatureOver(octets(st), resigned) };
  const { by } = resigned;
  const [first] = by;
  demand(first !== undefined, 'nobody signs');
  const one = { ...statement, sig: base64url(signAs(first, octets(st))) };
  const { sigs } = statement;
  if (!Array.isArray(sigs)) return one;
  const claims = st.slice(st.indexOf('.') + 1);
  const further = sigs.map((each, i) => {
    const label = by[i + 1];
    demand(label !== undefined && isObject(each), 'more signatures than signers');
    return { ...each, s: base64url(signAs(label, octets(`${String(each['h'])}.${claims}`))) };
  });
  return { ...one, sigs: further };
}

function signatureOver(message: Uint8Array, { by, with: algorithm }: Extract<Resigned, { with: string }>): string {
  if (algorithm === 'Ed25519') return base64url(signAs(by, message));
  const mac = createHmac(algorithm === 'HS256' ? 'sha256' : 'sha512', fromBase64url(actor(by).jwk.x))
    .update(message)
    .digest();
  // A MAC of 32 bytes is padded with zeros to the 64 bytes of a signature, so that its length is no second fault.
  return base64url(Buffer.concat([mac, Buffer.alloc(64 - mac.length)]));
}

function completeEdit(input: ValueObject, plan: EditPlan): Edit {
  if (plan.op === 'add') return plan;
  if (plan.op === 'splice') {
    const bytes = readOctets(input, plan.path);
    const [from, to] = [join(plan.from), join(plan.to)];
    const at = plan.at ?? Buffer.from(bytes).indexOf(from);
    demand(
      at >= 0 && (plan.at !== undefined || Buffer.from(bytes).lastIndexOf(from) === at),
      `${plan.path}: no single place`,
    );
    return { op: 'splice', path: plan.path, at, from: octetsValue(from), to: octetsValue(to) };
  }
  const { value: was, index } = readMember(input, plan.path);
  if (plan.op === 'replace') return { op: 'replace', path: plan.path, was, value: plan.value };
  return { op: 'remove', path: plan.path, was, index };
}

/** Octets as text where they are plain ASCII, otherwise as base64url. */
function octetsValue(bytes: Uint8Array): Value {
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? Buffer.from(bytes).toString('latin1') : bytesValue(bytes);
}

function forward(input: ValueObject, edit: Edit): ValueObject {
  switch (edit.op) {
    case 'splice':
      return splice(input, edit.path, { at: edit.at, from: octetsOf(edit.from), to: octetsOf(edit.to) });
    case 'add':
      return changeHolder(input, edit.path, (holder, name) => withInserted(holder, name, edit));
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
      return changeHolder(input, edit.path, (holder, name) =>
        withInserted(holder, name, { value: edit.was, index: edit.index }),
      );
    case 'replace':
      return swap(input, edit.path, { was: edit.value, value: edit.was });
  }
}

function splice(input: ValueObject, path: string, cut: { at: number; from: Uint8Array; to: Uint8Array }): ValueObject {
  const bytes = readOctets(input, path);
  const end = cut.at + cut.from.length;
  demand(Buffer.from(bytes.subarray(cut.at, end)).equals(cut.from), `${path}: other octets at ${cut.at}`);
  return writeOctets(input, path, join(bytes.subarray(0, cut.at), cut.to, bytes.subarray(end)));
}

function drop(input: ValueObject, path: string, was: Value): ValueObject {
  return changeHolder(input, path, (holder, name) => {
    demand(canonical(memberOf(holder, name)) === canonical(was), `${path} is another value`);
    return withoutMember(holder, name);
  });
}

function swap(input: ValueObject, path: string, what: { was: Value; value: Value }): ValueObject {
  return changeHolder(input, path, (holder, name) => {
    demand(canonical(memberOf(holder, name)) === canonical(what.was), `${path} is another value`);
    return withMember(holder, name, what.value);
  });
}

function demand(holds: boolean, why: string): asserts holds {
  if (!holds) throw new RangeError(why);
}
