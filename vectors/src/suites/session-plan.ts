// How the requests of sync/receive and sync/pack are written.
import { answer, derive, type Label } from '../actors.ts';
import { cbor, Raw, type Cbor, type CborMap } from '../cbor.ts';
import { fixed } from '../deflate.ts';
import { NOW, statement } from '../statement.ts';
import { bytesValue, fromBase64url, isObject, octets, textOf, type Value, type ValueObject } from '../value.ts';
import { DELETE } from './accept-plan.ts';
import { frame } from './frame-plan.ts';
import { ALICE, BODY, digestOf, idOf, idOfNothing, recordClaims, type UserLog } from './users.ts';

/** The generation of the testee's store. */
export const GENERATION: Uint8Array = derive('store/testee').subarray(0, 8);

/** A record of Alice, and whatever is to be otherwise. */
export interface NotePlan {
  user?: UserLog;
  by?: Label;
  claims?: Record<string, Value | undefined>;
  /** The body that travels with it; null for none. */
  body?: string | null;
}

/** A record, each number another one. */
export function note(
  number: number,
  { user = ALICE, by = 'alice/phone', claims = {}, body = BODY }: NotePlan = {},
): ValueObject {
  const all = recordClaims(user, { tag: `note ${number}`, seq: number, ...claims });
  return { ...statement({ by, claims: all }), ...(body === null ? {} : { body }) };
}

/** A record that says that another is no more: it has no body. */
export function removal(number: number, claims: Record<string, Value | undefined> = {}): ValueObject {
  return note(number, { claims: { ...DELETE, ant: [idOfNothing('ant')], ...claims }, body: null });
}

/** A record with a body of so many bytes. */
export function noteOf(number: number, body: string): ValueObject {
  return note(number, { claims: { dig: digestOf(body), len: octets(body).length }, body });
}

/** The statement with the signature of another. */
export function forged(made: ValueObject): ValueObject {
  const other = note(1_000_000);
  return { ...made, sig: other['sig'] ?? '' };
}

/** The first op of a user. */
export function opOf({ ops: [op] }: UserLog): ValueObject {
  if (op === undefined) throw new RangeError('a log has an op');
  return op;
}

/** A statement as an item; `body: undefined` in the statement leaves the body out. */
export function item(made: ValueObject): Cbor {
  const [p = '', c = ''] = String(made['st'])
    .split('.')
    .map((part) => part);
  const { sig, sigs, body } = made;
  const further = Array.isArray(sigs) ? sigs.filter(isObject) : [];
  const first = fromBase64url(String(sig));
  const s: Cbor =
    further.length === 0
      ? first
      : [first, further.map((each) => [fromBase64url(String(each['h'])), fromBase64url(String(each['s']))])];
  return [fromBase64url(p), fromBase64url(c), s, ...(typeof body === 'string' ? [octets(body)] : [])];
}

/** What one side has of a space: count, certificate, heads. */
export interface Summary {
  readonly n: number;
  readonly ce: Uint8Array;
  readonly heads: readonly Uint8Array[];
}

/** The summary of statements. */
export function summaryOf(made: readonly ValueObject[]): Summary {
  const rows = made.map((each) => ({ typ: typOf(each), claims: bytesValue(claimsOf(each)), id: idOf(each) }));
  const { n, cert } = answer('sync.cert', { items: rows });
  const ops = made.filter((each) => typOf(each) === 'allod-op');
  return {
    n: Number(n),
    ce: fromBase64url(String((cert as ValueObject)['$b64u'])),
    heads: headsAmong(ops).toSorted(Buffer.compare),
  };
}

/** The ids of the ops that none of these follows. */
export function headsAmong(ops: readonly ValueObject[]): Uint8Array[] {
  const parents = ops.flatMap((each) => (JSON.parse(textOf(claimsOf(each))) as { par?: string[] }).par ?? []);
  const followed = new Set(parents);
  const heads = [...new Set(ops.map(idOf))].filter((id) => !followed.has(id));
  return heads.map((id) => fromBase64url(id));
}

function typOf(made: ValueObject): string {
  const [header = ''] = String(made['st']).split('.');
  return String((JSON.parse(textOf(fromBase64url(header))) as ValueObject)['typ']);
}

function claimsOf(made: ValueObject): Uint8Array {
  return fromBase64url(String(made['st']).split('.')[1] ?? '');
}

/** The `hello` of the runner. */
export const HELLO: CborMap = {
  m: 'hello',
  v: ['allod1'],
  ft: ['z'],
  mf: 1_048_576,
  wn: 1_048_576,
  st: derive('store/runner').subarray(0, 8),
};

/** How a space is opened. What is not given: of Alice, as number 0, once, by somebody who has nothing. */
export interface OpenPlan {
  s?: number;
  user?: UserLog;
  live?: boolean;
  has?: readonly ValueObject[];
  cur?: Uint8Array;
}

/** An `open`. */
export function open({ s = 0, user = ALICE, live = false, has = [], cur }: OpenPlan = {}): CborMap {
  const { n, ce, heads } = summaryOf(has);
  const message = { m: 'open', s, sp: fromBase64url(user.id), live, n, ce, heads };
  return cur === undefined ? message : { ...message, cur };
}

/** An `items`. */
export function items(q: number, made: readonly ValueObject[], s = 0): CborMap {
  return { m: 'items', s, q, i: made.map(item) };
}

/** An `items` of statements of one length, compressed. */
export function compressedItems(q: number, made: readonly ValueObject[], s = 0): CborMap {
  const encoded = made.map((each) => cbor(item(each)));
  const list = cbor(encoded.map((bytes) => new Raw(bytes)));
  return { m: 'items', s, q, z: fixed(list, encoded[0]?.length ?? 1), zn: list.length };
}

/** A `fin`. */
export const FIN: CborMap = { m: 'fin', s: 0 };

/** A step: a frame of these messages. */
export function arrives(...messages: readonly Cbor[]): ValueObject {
  return { frame: bytesValue(frame(...messages)) };
}

/** A step: the store accepts these by itself. */
export function commits(...made: readonly ValueObject[]): ValueObject {
  return { commit: [...made] };
}

/** How a request is made: what is held before, and the steps. */
export interface ReceivePlan {
  held?: readonly ValueObject[];
  steps: readonly ValueObject[];
  mf?: number;
  wn?: number;
}

/** The input of `session.receive`. */
export function receiveInput({ held = [opOf(ALICE)], steps, ...limits }: ReceivePlan): ValueObject {
  return { now: NOW, st: bytesValue(GENERATION), held: [...held], ...limits, steps: [...steps] };
}

/** A cursor of the testee's store, and whatever is to be otherwise. */
export function cursorAt(
  position: number | bigint,
  at: ValueObject | undefined,
  generation: Uint8Array = GENERATION,
): Uint8Array {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(position));
  const id = at === undefined ? Buffer.alloc(8) : fromBase64url(idOf(at)).subarray(0, 8);
  return Buffer.concat([generation, number, id]);
}
