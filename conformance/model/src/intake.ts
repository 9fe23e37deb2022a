// Chapter 06 §4.2: what a peer holds, and the verdicts on the items that it is given.
import { createHash } from 'node:crypto';
import type { Json } from './conventions.ts';
import { Fault, type Model } from './model.ts';
import { type Book, enterOp, faultOf, openBook } from './op-judge.ts';
import type { RecordInput } from './records.ts';
import { limit } from './registries.ts';
import type { Want } from './session-state.ts';
import type { SetItem, SetSummary } from './sync.ts';

/** Where a statement came from: the link of the session, or the peer's own side. */
export type Origin = 'link' | 'own';

/** An accepted statement. Its position is its place in the list of its space, counted from 1. */
export interface Held {
  readonly id: string;
  readonly space: string;
  readonly typ: string;
  readonly claims: ReadonlyMap<string, Json>;
  readonly input: RecordInput;
  readonly origin: Origin;
}

/** A copy of a statement that waits. One statement may wait in several copies, of which one may be right. */
export interface Parked {
  readonly id: string;
  readonly input: RecordInput;
  readonly origin: Origin;
  /** How long it is, its body included. */
  readonly bytes: number;
}

/** What a peer holds. */
export interface Holdings {
  readonly generation: Uint8Array;
  /** The clock, in microseconds since 1970. */
  now: number;
  readonly heldBySpace: Map<string, Held[]>;
  readonly bodyByDigest: Map<string, Uint8Array>;
  parked: Parked[];
  /** The log of every op that was refused whatever its signatures are; '' where nothing can be read of it. */
  readonly refusedById: Map<string, string>;
}

/** What is said of one item. */
export interface Verdict {
  readonly id: string;
  readonly typ: string;
  readonly claims: ReadonlyMap<string, Json>;
  /** Absent: accepted, body and all. */
  readonly code?: string;
  readonly verdict: 'accepted' | 'parked' | 'refused';
  readonly body?: Uint8Array;
}

/** What a peer can say of a set. */
export interface SpaceSummary extends SetSummary {
  readonly heads: readonly string[];
}

const OP = 'allod-op';
const PARKING_CODES = ['E_PENDING_AUTH', 'E_UPGRADE'];
const PARKED_STATEMENTS = limit('parkedStatements');
const PARKED_BYTES = limit('parkedBytes');

/** A peer that holds nothing. */
export function emptyHoldings(generation: Uint8Array, now: number): Holdings {
  return { generation, now, heldBySpace: new Map(), bodyByDigest: new Map(), parked: [], refusedById: new Map() };
}

/** The accepted statements of a space, in the order of positions. */
export function heldOf({ heldBySpace }: Holdings, space: string): readonly Held[] {
  return heldBySpace.get(space) ?? [];
}

/** All accepted statements. */
export function allHeld({ heldBySpace }: Holdings): Held[] {
  return [...heldBySpace.values()].flat();
}

/** The statement with this id, if it is accepted. */
export function findHeld(holdings: Holdings, id: string): Held | undefined {
  return allHeld(holdings).find((held) => held.id === id);
}

/** Count, certificate and heads of a space. */
export function summaryOf(model: Model, holdings: Holdings, space: string): SpaceSummary {
  const held = heldOf(holdings, space);
  const items = held.map(({ typ, id, input }): SetItem => ({
    typ,
    id,
    claims: model.decodeBase64url(claimsPart(input)),
  }));
  return { ...model.summarise(items), heads: headsAmong(held.filter(({ typ }) => typ === OP)) };
}

/** The ops among some that none of these follows. */
export function headsAmong(ops: readonly Pick<Held, 'id' | 'claims'>[]): string[] {
  const followed = new Set(ops.flatMap(({ claims }) => textsOf(claims.get('par'))));
  return [...new Set(ops.map(({ id }) => id))].filter((id) => !followed.has(id));
}

/** Each item by itself: chapter 02 §8 and chapter 05, with the ops that are held. */
export function judgeItem(model: Model, holdings: Holdings, input: RecordInput): Verdict {
  const id = model.statementId(input.st);
  const { typ, claims } = glance(model, input);
  const book = bookOf(model, holdings);
  const faulty = ({ code }: Fault): Verdict => {
    const verdict = PARKING_CODES.includes(code) ? 'parked' : 'refused';
    return { id, typ, claims, verdict, code };
  };
  if (typ === OP) {
    const fault = faultOf(model, book, { log: id, input });
    return fault === undefined ? { id, typ, claims, verdict: 'accepted' } : faulty(fault);
  }
  try {
    const { body, bodyError } = model.acceptRecord({ ...input, book, now: holdings.now });
    const code = bodyError === undefined ? {} : { code: bodyError.code };
    return { id, typ, claims, verdict: 'accepted', ...code, ...(body === undefined ? {} : { body }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return faulty(error);
  }
}

/** Type and claims, as far as they can be read before anything is judged. */
function glance(model: Model, { st }: RecordInput): Pick<Verdict, 'typ' | 'claims'> {
  const [header, claims] = st.split('.').map((part) => objectIn(model, part));
  return { typ: String(header?.get('typ')), claims: claims ?? new Map<string, Json>() };
}

/** Whether a statement says that it is an op. */
function isOp(model: Model, input: RecordInput): boolean {
  return glance(model, input).typ === OP;
}

function objectIn(model: Model, part: string): ReadonlyMap<string, Json> {
  try {
    const json = model.parseStrictJson(model.decodeBase64url(part));
    return json instanceof Map ? json : new Map<string, Json>();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return new Map();
  }
}

/** What was accepted is not judged again, and what is refused for ever stays known. */
function bookOf(model: Model, holdings: Holdings): Book {
  const book = { ...openBook(model), refusedById: holdings.refusedById };
  for (const { typ, input } of allHeld(holdings)) {
    if (typ === OP) enterOp(book, model.readOp(model.decodeOp(input)));
  }
  return book;
}

function claimsPart({ st }: RecordInput): string {
  return st.slice(st.indexOf('.') + 1);
}

/** The space that an item belongs to, or undefined for what belongs to any. */
export function spaceOf(model: Model, verdict: Verdict, input: RecordInput): string | undefined {
  const { id, typ, claims } = verdict;
  if (verdict.verdict === 'refused' && !hasShape(model, typ, input)) return undefined;
  if (typ !== OP) return String(claims.get('iss'));
  const log = logOf(id, claims);
  return model.isId(log) ? log : undefined;
}

function logOf(id: string, claims: ReadonlyMap<string, Json>): string {
  return claims.get('k') === 'init' ? id : String(claims.get('log'));
}

/** Whether steps 1 to 6 of chapter 02 §8 pass. */
function hasShape(model: Model, typ: string, input: RecordInput): boolean {
  const shape = (claims: Map<string, Json>): void =>
    typ === OP ? model.checkOpForm(claims) : model.checkRecordClaims(claims);
  try {
    model.decodeStatement({ ...input, typ: typ === OP ? OP : 'allod-rec', shape });
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}

/** What an item changed. */
export interface Change {
  /** What is accepted now and was not before, in order. */
  readonly added: readonly Held[];
  /** How many that waited were refused. */
  readonly refused: number;
}

/** The items of one message: ops as long as one of them need not wait, then those that wait, then the records. */
export function* inWorkableOrder(
  model: Model,
  holdings: Holdings,
  inputs: readonly RecordInput[],
): Generator<RecordInput, void> {
  let ops = inputs.filter((each) => isOp(model, each));
  for (let before = Infinity; ops.length < before;) {
    before = ops.length;
    const waiting: RecordInput[] = [];
    for (const input of ops) {
      if (model.judgeItem(holdings, input).verdict === 'parked') waiting.push(input);
      else yield input;
    }
    ops = waiting;
  }
  yield* [...ops, ...inputs.filter((each) => !isOp(model, each))];
}

/** Takes one item in. */
export function takeIn(
  model: Model,
  holdings: Holdings,
  { input, origin }: { input: RecordInput; origin: Origin },
): Change & { verdict: Verdict } {
  const verdict = model.judgeItem(holdings, input);
  if (verdict.verdict === 'parked') model.park(holdings, { id: verdict.id, input, origin, bytes: sizeOf(input) });
  const added = verdict.verdict === 'accepted' ? keep(holdings, verdict, { input, origin }) : [];
  if (verdict.verdict === 'parked' || verdict.typ !== OP) return { verdict, added, refused: 0 };
  const again = model.judgeAgain(holdings);
  return { verdict, added: [...added, ...again.added], refused: again.refused };
}

function keep(holdings: Holdings, verdict: Verdict, { input, origin }: Pick<Parked, 'input' | 'origin'>): Held[] {
  const { id, typ, claims, body } = verdict;
  if (body !== undefined) holdings.bodyByDigest.set(String(claims.get('dig')), body);
  holdings.parked = holdings.parked.filter((parked) => parked.id !== id);
  if (findHeld(holdings, id) !== undefined) return [];
  const space = typ === OP ? logOf(id, claims) : String(claims.get('iss'));
  const held: Held = { id, space, typ, claims, input, origin };
  holdings.heldBySpace.set(held.space, [...heldOf(holdings, held.space), held]);
  return [held];
}

/** SYN-027: beside the copies that wait already. SYN-030. */
export function park(_model: Model, holdings: Holdings, copy: Parked): void {
  const others = holdings.parked.filter(({ id, input }) => id !== copy.id || !isSame(input, copy.input));
  holdings.parked = [...others, copy];
  while (isTooMuch(holdings.parked.filter(({ origin }) => origin === 'link'))) {
    holdings.parked = holdings.parked.toSpliced(
      holdings.parked.findIndex(({ origin }) => origin === 'link'),
      1,
    );
  }
}

function isSame(a: RecordInput, b: RecordInput): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isTooMuch(parked: readonly Parked[]): boolean {
  const bytes = parked.reduce((sum, copy) => sum + copy.bytes, 0);
  return parked.length > PARKED_STATEMENTS || bytes > PARKED_BYTES;
}

/** The bytes of headers, claims, signatures and body. */
function sizeOf({ st, sig = '', sigs = [], bodyB = '' }: RecordInput): number {
  const further = sigs.flatMap(({ h, s }) => [h, s]);
  return [...st.split('.'), sig, ...further, bodyB].reduce(
    (sum, part) => sum + Buffer.from(part, 'base64url').length,
    0,
  );
}

/** SYN-029: what waited for an op that has come, and for the ops of which the same is then true. */
export function judgeAgain(model: Model, holdings: Holdings): Change {
  const added: Held[] = [];
  let refused = 0;
  for (let before = -1; before < added.length + refused;) {
    before = added.length + refused;
    for (const { id, input, origin } of holdings.parked) {
      const verdict = model.judgeItem(holdings, input);
      if (verdict.verdict === 'accepted') added.push(...keep(holdings, verdict, { input, origin }));
      else if (verdict.verdict === 'refused') {
        refused++;
        holdings.parked = holdings.parked.filter((parked) => parked.id !== id || parked.input !== input);
      }
    }
  }
  return { added, refused };
}

/** SYN-028: the ops that an item names, and that are not held. */
export function missingHeads(_model: Model, holdings: Holdings, { typ, claims }: Verdict): string[] {
  const further = claims.get(typ === OP ? 'x' : 'ax');
  const own = typ === OP ? [claims.get('par'), [claims.get('ref') ?? []].flat()] : [claims.get('au')];
  const named = [...own, ...(further instanceof Map ? further.values() : [])].flatMap(textsOf);
  return named.filter((id) => findHeld(holdings, id) === undefined);
}

function textsOf(list: Json | undefined): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

/** The body that was absent from what came on the link and is not held. */
export function missingBody({ bodyByDigest }: Holdings, { claims, input, origin }: Held): Want[] {
  const dig = claims.get('dig');
  const isAbsent = origin === 'link' && input.bodyB === undefined;
  const isMissing = typeof dig === 'string' && isAbsent && !bodyByDigest.has(dig);
  return isMissing ? [{ digest: dig, length: Number(claims.get('len')) }] : [];
}

/** The SHA-256 of a body, as an id. */
export function digestOf(model: Model, body: Uint8Array): string {
  return model.encodeBase64url(createHash('sha256').update(body).digest());
}
