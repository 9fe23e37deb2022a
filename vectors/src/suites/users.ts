// The users of the vectors: their first ops, their logs, and the records of their devices.
import * as ed25519 from '@allod/conformance-model/ed25519';
import { actor, answer, CARDS, derive, type Label } from '../actors.ts';
import * as craft from '../craft.ts';
import { applyFault, type EditPlan, type FaultPlan, type Resigned } from '../fault.ts';
import { joint, NOW, statement } from '../statement.ts';
import { base64url, octets, type Value, type ValueObject } from '../value.ts';

/** Where the first op stands in the input of `log.resolve`. */
export const OP = '/ops/0';

/** 16 bytes for the `salt` of a user. */
export function saltOf(user: string): string {
  return base64url(derive(`${user}/salt`).subarray(0, 16));
}

/** An id that is the hash of nothing in the vectors. */
export function idOfNothing(name: string): string {
  return base64url(derive(`id/${name}`));
}

/** The entry of a device; a card says that it is hardware. */
export function deviceEntry(label: Label, lvl = 40, more: ValueObject = {}): ValueObject {
  const { kid, jwk } = actor(label);
  return { kid, lvl, sig: { ...jwk }, ...more, ...(CARDS.includes(label) ? { hw: true } : {}) };
}

/** The seed of a cold key. */
export function coldSeed(name: string): Uint8Array {
  return derive(`${name}/kit`);
}

/** The id of a cold key. */
export function coldKid(name: string): string {
  return craft.kidOf(craft.jwkOf(ed25519.publicKey(coldSeed(name))));
}

/** The entry of a cold key. */
export function rootEntry(name: string, more: ValueObject = {}): ValueObject {
  return { kid: coldKid(name), lvl: 50, ...more };
}

/** Eight devices: as many as a statement can have signers. */
export const EIGHT: readonly Label[] = [
  'alice/phone',
  'alice/laptop',
  'bob/phone',
  'bob/laptop',
  'carol/phone',
  'dave/phone',
  'erin/phone',
  'alice/card',
];

/** How a first op is made. */
export interface InitPlan {
  /** The devices that sign, in order. */
  by: readonly Label[];
  /** The members; absent: the signers, each as owner. */
  mem?: Value[];
  /** Claims beside or instead of the plainest. */
  claims?: ValueObject;
}

/** The first op of a user. */
export function initOp({ by, mem = by.map((label) => deviceEntry(label)), claims = {} }: InitPlan): ValueObject {
  const all = { k: 'init', kind: 'user', salt: saltOf('alice'), mem, t: NOW, ...claims };
  const [only, ...others] = by;
  if (only === undefined) throw new RangeError('an op has a signer');
  if (others.length > 0) return { ...joint({ by, typ: 'allod-op', claims: all }) };
  return { ...statement({ by: only, typ: 'allod-op', claims: all }) };
}

/** The statement id of a statement in its JSON form. */
export function idOf(made: ValueObject): string {
  return String(answer('statement.id', { st: made['st'] ?? '' })['id']);
}

/** The input of `log.resolve` for one op, under its own id. */
export function logInput(op: ValueObject): ValueObject {
  return { log: idOf(op), ops: [op] };
}

/** What `spoil` changes, and who signs the result. */
export interface Spoil {
  base: ValueObject;
  edits: readonly [EditPlan, ...EditPlan[]];
  resigned?: Resigned;
}

/** A fault of the first op: the log takes its new id, so that PRN-003 stays out of the way. */
export function spoil({ base, edits: [first, ...also], resigned }: Spoil): FaultPlan {
  const plan = { ...first, ...(resigned === undefined ? {} : { resigned }) };
  const { input } = applyFault(base, also.length > 0 ? { ...plan, also } : plan);
  const [op] = input['ops'] as ValueObject[];
  if (op === undefined) throw new RangeError('the input has no op');
  const log: EditPlan[] = idOf(op) === base['log'] ? [] : [{ op: 'replace', path: '/log', value: idOf(op) }];
  const all = [...also, ...log];
  return all.length > 0 ? { ...plan, also: all } : plan;
}

/** A log that a verifier has accepted. */
export interface UserLog {
  id: string;
  ops: ValueObject[];
}

function userLog(op: ValueObject): UserLog {
  return { id: idOf(op), ops: [op] };
}

/** Alice: a phone as owner, a laptop as writer, and a cold key. */
export const ALICE: UserLog = userLog(
  initOp({
    by: ['alice/phone', 'alice/laptop'],
    mem: [deviceEntry('alice/phone'), deviceEntry('alice/laptop', 20), rootEntry('alice')],
  }),
);

/** Bob: a phone. */
export const BOB: UserLog = userLog(initOp({ by: ['bob/phone'], claims: { salt: saltOf('bob') } }));

/** Carol: a phone as owner, a card as admin, and a tablet that is Alice's phone. */
export const CAROL: UserLog = userLog(
  initOp({
    by: ['carol/phone', 'alice/card', 'alice/phone'],
    mem: [deviceEntry('carol/phone'), deviceEntry('alice/card', 30), deviceEntry('alice/phone', 20)],
    claims: { salt: saltOf('carol') },
  }),
);

/** The body of the records here. */
export const BODY = '{}';

/** The claims of a record of a user, and whatever is to be otherwise; `undefined` leaves a claim out. */
export function recordClaims(user: UserLog, change: Record<string, Value | undefined> = {}): ValueObject {
  const claims = {
    iss: user.id,
    col: 'v:com.example.notes',
    tag: 'shopping',
    dig: digestOf(BODY),
    len: octets(BODY).length,
    seq: 1,
    t: NOW,
    au: [user.id],
    ...change,
  };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)) as ValueObject;
}

/** The digest of a body, as an id: what a statement id is for an `st`. */
export function digestOf(text: string): string {
  return String(answer('statement.id', { st: text })['id']);
}

/** The signature of a cold key over an `st`. */
export function signCold(name: string, st: string): string {
  return base64url(ed25519.sign(coldSeed(name), octets(st)));
}
