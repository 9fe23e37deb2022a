// Chapter 06 §4 and chapter 07 §1: a session, as the peer has it that accepted the link. It opens no subscription of its own.
import type { Cbor } from './cbor.ts';
import { itemOf, statementOf, type Message, type Received } from './frames.ts';
import {
  allHeld,
  digestOf,
  findHeld,
  heldOf,
  missingBody,
  spaceOf,
  summaryOf,
  takeIn,
  type Held,
  type Holdings,
  type SpaceSummary,
  type Verdict,
} from './intake.ts';
import type { Model } from './model.ts';
import type { RecordInput } from './records.ts';
import { limit } from './registries.ts';

/** What `opened` said of a space, and what was sent of it. */
export interface Subscription {
  readonly s: number;
  readonly space: string;
  readonly live: boolean;
  readonly summary: SpaceSummary;
  readonly reset: boolean;
  readonly catchUp: Held[];
  readonly liveIds: string[];
  /** What became durable after the cut and waits for `done`. */
  queue: Held[];
  /** `fin` has come. */
  isEnding: boolean;
  done: boolean;
}

/** A `get` that was answered to the end. */
export interface AnsweredGet {
  readonly rq: number;
  readonly ids: readonly string[];
  readonly digs: readonly string[];
  readonly no: readonly (readonly [id: string, code: string])[];
}

/** An answer to `items`. */
export interface Ack {
  readonly s: number;
  readonly q: number;
  readonly no: readonly (readonly [index: number, code: string])[];
}

/** Something to be sent once the credit is there. */
interface Unit {
  readonly cost: number;
  readonly sent: () => void;
}

/** One end of a link. */
export interface Session {
  readonly holdings: Holdings;
  readonly mf: number;
  /** What the other side may still send of `items` and `got`, in bytes. */
  credit: number;
  /** What this side may still send. */
  theirCredit: number;
  isGreeted: boolean;
  isClosed: boolean;
  /** Microseconds since the link is there. */
  age: number;
  refused: number;
  unanswered: number;
  outbox: Unit[];
  readonly subscriptions: Map<number, Subscription>;
  readonly askedIds: Set<string>;
  readonly askedDigests: Set<string>;
  readonly partsByDigest: Map<string, Uint8Array>;
  readonly acks: Ack[];
  readonly got: AnsweredGet[];
}

/** What one side has of a space. */
export interface SetClaim {
  readonly n: number;
  readonly cert: Uint8Array;
  readonly heads: readonly string[];
}

const VERSION = 'allod1';
const CURSOR_BYTES = limit('cursorBytes');
const REFUSED_ITEMS = limit('refusedItems');
const GETS = limit('getsInFlight');
const SUBSCRIPTIONS = limit('subscriptions');
const HELLO_MICROS = limit('helloSeconds') * 1_000_000;
/** The longest body that rides with its item, and the longest part of one that does not: a choice, no rule. */
const PART_BYTES = 65_536;

/** A session on a new link. */
export function newSession(holdings: Holdings, { mf, wn }: { mf: number; wn: number }): Session {
  return {
    ...{ holdings, mf, credit: wn, theirCredit: 0, isGreeted: false, isClosed: false, age: 0, refused: 0 },
    ...{ unanswered: 0, outbox: [], subscriptions: new Map(), askedIds: new Set(), askedDigests: new Set() },
    ...{ partsByDigest: new Map(), acks: [], got: [] },
  };
}

/** A frame: TRN-001, chapter 06 §3, then its messages in order. */
export function receiveFrame(model: Model, session: Session, bytes: Uint8Array): void {
  model.when('TRN-001', bytes.length > session.mf, 'E_LIMIT');
  for (const received of model.decodeFrame(bytes)) {
    if (!session.isClosed) model.receiveMessage(session, received);
    flush(session);
  }
}

/** TRN-003: time goes by. */
export function receiveTime(model: Model, session: Session, micros: number): void {
  session.age += micros;
  session.holdings.now += micros;
  model.when('TRN-003', !session.isGreeted && session.age >= HELLO_MICROS, 'E_HS');
}

/** Statements that the store accepts from its own side. */
export function receiveCommit(model: Model, session: Session, input: RecordInput): void {
  publish(model, session, takeIn(model, session.holdings, { input, origin: 'own' }).added);
  flush(session);
}

/** TRN-002, then each message by its own rules. */
export function receiveMessage(model: Model, session: Session, { message, length }: Received): void {
  const m = message.get('m');
  model.when('TRN-002', (m === 'hello') === session.isGreeted, 'E_HS');
  model.checkTurn(session, message);
  if (m === 'hello') model.receiveHello(session, message);
  if (m === 'open') model.receiveOpen(session, message);
  if (m === 'items') model.receiveItems(session, { message, length });
  if (m === 'get') model.receiveGet(session, message);
  if (m === 'got') model.receiveGot(session, { message, length });
  if (m === 'fin') model.receiveFin(session, message);
  if (m === 'win') session.theirCredit += numberIn(message, 'c');
  if (m === 'bye') session.isClosed = true;
}

/** TRN-004. */
export function receiveHello(model: Model, session: Session, message: Message): void {
  model.when('TRN-004', !listIn(message, 'v').includes(VERSION), 'E_VERSION');
  session.isGreeted = true;
  session.theirCredit = numberIn(message, 'wn');
}

// Subscriptions

/** SYN-035: this side is the responder of every subscription, and the other side has the even numbers. */
export function checkTurn(model: Model, { subscriptions }: Session, message: Message): void {
  const [m, s] = [message.get('m'), numberIn(message, 's')];
  const subscription = subscriptions.get(s);
  model.when('SYN-035', m === 'open' && (subscription !== undefined || s % 2 === 1), 'E_TURN');
  model.when('SYN-035', m === 'items' && subscription === undefined, 'E_TURN');
  model.when('SYN-035', m === 'fin' && subscription?.isEnding !== false, 'E_TURN');
  model.when('SYN-035', m === 'opened' || m === 'done', 'E_TURN');
}

/** SYN-011 to SYN-015, SYN-034. */
export function receiveOpen(model: Model, session: Session, message: Message): void {
  const { holdings, subscriptions } = session;
  const [s, cur] = [numberIn(message, 's'), message.get('cur')];
  const space = model.encodeBase64url(bytesIn(message, 'sp'));
  model.when('SYN-034', subscriptions.size >= SUBSCRIPTIONS, 'E_LIMIT');
  model.when('SYN-013', cur instanceof Uint8Array && cur.length !== CURSOR_BYTES, 'E_CURSOR');
  const position = cur instanceof Uint8Array ? model.positionOf(holdings, space, cur) : undefined;
  const summary = summaryOf(model, holdings, space);
  const theirs = { n: numberIn(message, 'n'), cert: bytesIn(message, 'ce'), heads: idsIn(model, message, 'heads') };
  const reset = cur !== undefined && position === undefined;
  const held = heldOf(holdings, space);
  const lacking = position === undefined ? (model.areEqual(theirs, summary) ? [] : held) : held.slice(position);
  const subscription: Subscription = {
    ...{ s, space, live: message.get('live') === true, summary, reset },
    ...{ catchUp: [], liveIds: [], queue: [], isEnding: false, done: false },
  };
  subscriptions.set(s, subscription);
  const wanted = lacking.filter((each) => !model.isEcho(each) && model.isServed(each, holdings.now));
  for (const each of model.inCatchUpOrder(wanted)) sendItem(model, session, subscription, each);
}

/** SYN-012: the position of a cursor of this store, or undefined when it is none. */
export function positionOf(model: Model, holdings: Holdings, space: string, cursor: Uint8Array): number | undefined {
  const position = Number(BigInt(`0x0${Buffer.from(cursor.subarray(8, 16)).toString('hex')}`));
  const held = heldOf(holdings, space);
  if (position > held.length) return undefined;
  const id = position === 0 ? new Uint8Array(8) : model.parseId(held[position - 1]?.id ?? '').subarray(0, 8);
  const expected = Buffer.concat([holdings.generation, cursor.subarray(8, 16), id]);
  return Buffer.compare(expected, cursor) === 0 ? position : undefined;
}

/** SYN-011: count, certificate and heads. */
export function areEqual(_model: Model, a: SetClaim, b: SetClaim): boolean {
  return a.n === b.n && Buffer.compare(a.cert, b.cert) === 0 && String(a.heads) === String(b.heads);
}

/** SYN-014: ops first. */
export function inCatchUpOrder(_model: Model, held: readonly Held[]): Held[] {
  const isOp = ({ typ }: Held): boolean => typ === 'allod-op';
  return [...held.filter(isOp), ...held.filter((each) => !isOp(each))];
}

/** SYN-015: the state decides nothing here. */
export function isServed(_model: Model, _held: Held, _now: number): boolean {
  return true;
}

/** SYN-019: it came from the one link that there is. */
export function isEcho(_model: Model, { origin }: Held): boolean {
  return origin === 'link';
}

/** The initiator has sent what it had: `done` follows what this side had, and then what has waited. SYN-017. */
export function receiveFin(model: Model, session: Session, message: Message): void {
  const subscription = session.subscriptions.get(numberIn(message, 's'));
  if (subscription === undefined) return;
  subscription.isEnding = true;
  const done = (): void => {
    subscription.done = true;
    for (const held of model.inLiveOrder(subscription.queue)) sendItem(model, session, subscription, held);
    subscription.queue = [];
  };
  session.outbox.push({ cost: 0, sent: done });
}

/** SYN-018: as positions ascend. */
export function inLiveOrder(_model: Model, held: readonly Held[]): Held[] {
  return [...held];
}

/** What is accepted now goes to every live subscription of its space. SYN-017, SYN-019. */
function publish(model: Model, session: Session, added: readonly Held[]): void {
  for (const held of added) {
    for (const subscription of session.subscriptions.values()) {
      const isWanted = subscription.live && subscription.space === held.space && !model.isEcho(held);
      if (!isWanted) continue;
      if (model.isAtOnce(subscription)) sendItem(model, session, subscription, held);
      else subscription.queue.push(held);
    }
  }
}

/** SYN-017: whether an item after the cut is sent at once. */
export function isAtOnce(_model: Model, { done }: Subscription): boolean {
  return done;
}

function sendItem(model: Model, session: Session, subscription: Subscription, held: Held): void {
  const { s, catchUp, liveIds } = subscription;
  const items = new Map<string, Cbor>([
    ['m', 'items'],
    ['s', s],
    ['q', catchUp.length + liveIds.length],
    ['i', [itemOf(model, held.input, bodyFor(session, held))]],
  ]);
  const sent = (): void => {
    if (subscription.done) liveIds.push(held.id);
    else catchUp.push(held);
  };
  session.outbox.push({ cost: model.writeValue(items).length, sent });
}

function bodyFor({ holdings }: Session, { claims }: Held): Uint8Array | undefined {
  const body = holdings.bodyByDigest.get(String(claims.get('dig')));
  return body !== undefined && body.length <= PART_BYTES ? body : undefined;
}

/** Sends what the credit allows, in order. SYN-032. */
function flush(session: Session): void {
  for (let [unit] = session.outbox; unit !== undefined && unit.cost <= session.theirCredit; [unit] = session.outbox) {
    session.theirCredit -= unit.cost;
    session.outbox = session.outbox.slice(1);
    unit.sent();
  }
}

// Items

/** SYN-023, SYN-025, SYN-031, SYN-033. */
export function receiveItems(model: Model, session: Session, { message, length }: Received): void {
  const [s, q] = [numberIn(message, 's'), numberIn(message, 'q')];
  const subscription = session.subscriptions.get(s);
  if (subscription === undefined) return;
  model.spendCredit(session, length);
  const verdicts = listIn(message, 'i').map((item) => {
    const verdict = receiveItem(model, session, statementOf(model, item));
    const isElsewhere = verdict.verdict !== 'refused' && spaceOf(verdict) !== subscription.space;
    model.when('SYN-025', isElsewhere, 'E_RANGE');
    return verdict;
  });
  session.acks.push(model.ackOf({ s, q }, verdicts));
  session.credit += length;
}

/** SYN-031. */
export function spendCredit(model: Model, session: Session, length: number): void {
  session.credit -= length;
  model.when('SYN-031', session.credit < 0, 'E_FLOW');
}

/** SYN-023: the code of each item that was not accepted as it came. */
export function ackOf(_model: Model, { s, q }: Pick<Ack, 's' | 'q'>, verdicts: readonly Pick<Verdict, 'code'>[]): Ack {
  const no = verdicts.flatMap(({ code }, index) => (code === undefined ? [] : [[index, code] as const]));
  return { s, q, no };
}

/** SYN-026, SYN-028. */
function receiveItem(model: Model, session: Session, input: RecordInput): Verdict {
  const { holdings } = session;
  const { verdict, added } = takeIn(model, holdings, { input, origin: 'link' });
  if (verdict.verdict === 'refused') session.refused++;
  model.when('SYN-026', session.refused >= REFUSED_ITEMS, 'E_ABUSE');
  if (verdict.code === 'E_PENDING_AUTH') {
    for (const id of model.missingHeads(holdings, verdict)) session.askedIds.add(id);
  }
  if (verdict.verdict === 'accepted') {
    for (const digest of missingBody(holdings, verdict, input)) session.askedDigests.add(digest);
  }
  publish(model, session, added);
  return verdict;
}

// Get and got

/** SYN-034. Statements of any space, and bodies. */
export function receiveGet(model: Model, session: Session, message: Message): void {
  const { holdings, outbox } = session;
  session.unanswered++;
  model.when('SYN-034', session.unanswered > GETS, 'E_LIMIT');
  const [ids, digs] = [idsIn(model, message, 'ids'), idsIn(model, message, 'digs')];
  const held = ids.flatMap((id) => findHeld(holdings, id) ?? []);
  const bodies = digs.flatMap((digest) => holdings.bodyByDigest.get(digest) ?? []);
  const unknown = [
    ...ids.filter((id) => findHeld(holdings, id) === undefined),
    ...digs.filter((digest) => !holdings.bodyByDigest.has(digest)),
  ];
  for (const each of held) {
    const item = itemOf(model, each.input, bodyFor(session, each));
    outbox.push({ cost: model.writeValue(item).length, sent: () => {} });
  }
  for (const { length } of bodies) outbox.push(...partsOf(length).map((cost) => ({ cost, sent: () => {} })));
  const known = digs.filter((digest) => holdings.bodyByDigest.has(digest));
  const answer: AnsweredGet = {
    ...{ rq: numberIn(message, 'rq'), ids: held.map(({ id }) => id), digs: known },
    no: unknown.map((id) => [id, 'E_UNKNOWN'] as const),
  };
  const sent = (): void => {
    session.unanswered--;
    session.got.push(answer);
  };
  outbox.push({ cost: 0, sent });
}

function partsOf(length: number): number[] {
  return Array.from({ length: Math.ceil(length / PART_BYTES) }, (_, part) =>
    Math.min(PART_BYTES, length - part * PART_BYTES),
  );
}

/** Statements of any space, each judged by itself, and parts of bodies; what was not asked for is passed over. */
export function receiveGot(model: Model, session: Session, { message, length }: Received): void {
  model.spendCredit(session, length);
  for (const item of listIn(message, 'i')) {
    const input = statementOf(model, item);
    if (session.askedIds.has(model.statementId(input.st))) receiveItem(model, session, input);
  }
  for (const part of listIn(message, 'bd')) receivePart(model, session, part as BodyPart);
  session.credit += length;
}

type BodyPart = [digest: Uint8Array, offset: number, length: number, bytes: Uint8Array];

function receivePart(model: Model, { holdings, askedDigests, partsByDigest }: Session, part: BodyPart): void {
  const [digest, offset, length, bytes] = [model.encodeBase64url(part[0]), part[1], part[2], part[3]];
  const before = partsByDigest.get(digest) ?? new Uint8Array(0);
  if (!askedDigests.has(digest) || offset !== before.length) return;
  const body = Buffer.concat([before, bytes]);
  partsByDigest.set(digest, body);
  if (body.length === length && digestOf(model, body) === digest) holdings.bodyByDigest.set(digest, body);
}

// What a session shows

/** The ids of all accepted statements. */
export function heldIds({ holdings }: Session): string[] {
  return allHeld(holdings).map(({ id }) => id);
}

function numberIn(message: Message, name: string): number {
  return Number(message.get(name));
}

function bytesIn(message: Message, name: string): Uint8Array {
  const value = message.get(name);
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

function listIn(message: Message, name: string): Cbor[] {
  const value = message.get(name);
  return Array.isArray(value) ? value : [];
}

function idsIn(model: Model, message: Message, name: string): string[] {
  return listIn(message, name).map((id) => model.encodeBase64url(id as Uint8Array));
}
