// Chapter 06 §4.2, §4.3 and chapter 07 §1: a session, as the peer has it that accepted the link. It opens no subscription of its own.
import { itemOf, statementOf, type Message, type Received } from './frames.ts';
import { askForLacking, noteBody } from './asking.ts';
import { allHeld, digestOf, findHeld, inWorkableOrder, missingBody, spaceOf, takeIn, type Verdict } from './intake.ts';
import type { Model } from './model.ts';
import type { RecordInput } from './records.ts';
import { limit } from './registries.ts';
import { idsIn, listIn, numberIn, type Ack, type AnsweredGet, type Session } from './session-state.ts';
import { bodyFor, flush, PART_BYTES, publish } from './subscriptions.ts';

const VERSION = 'allod1';
const REFUSED_ITEMS = limit('refusedItems');
const GETS = limit('getsInFlight');
const HELLO_MICROS = limit('helloSeconds') * 1_000_000;
const SILENCE_MICROS = limit('silenceSeconds') * 1_000_000;
/** TRN-006: the silence before the first ping, and that behind each of two. */
const SILENCES = 3;

/** A frame: TRN-001, chapter 06 §3, the credit that it uses up, then its messages in order. */
export function receiveFrame(model: Model, session: Session, bytes: Uint8Array): void {
  model.when('TRN-001', bytes.length > session.mf, 'E_LIMIT');
  session.heard = session.age;
  const all = model.decodeFrame(bytes);
  const carried = all.filter(({ message }) => message.get('m') === 'items' || message.get('m') === 'got');
  model.spendCredit(
    session,
    carried.reduce((sum, { length }) => sum + length, 0),
  );
  for (const received of all) {
    if (!session.isClosed) model.receiveMessage(session, received);
    askForLacking(model, session);
    flush(model, session);
  }
}

/** TRN-003, TRN-006: time goes by. A link that is lost is closed without a word. */
export function receiveTime(model: Model, session: Session, micros: number): void {
  session.age += micros;
  session.holdings.now += micros;
  model.when('TRN-003', !session.isGreeted && session.age >= HELLO_MICROS, 'E_HS');
  session.isClosed = model.isLost(session);
}

/** TRN-006. */
export function isLost(_model: Model, { age, heard }: Session): boolean {
  return age - heard >= SILENCES * SILENCE_MICROS;
}

/** Statements that the store accepts from its own side. */
export function receiveCommit(model: Model, session: Session, input: RecordInput): void {
  publish(model, session, takeIn(model, session.holdings, { input, origin: 'own' }).added);
  askForLacking(model, session);
  flush(model, session);
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

// Items

/** SYN-023, SYN-025, SYN-033. An item may name an op that comes in the same message, in whatever order. */
export function receiveItems(model: Model, session: Session, { message, length }: Received): void {
  const [s, q] = [numberIn(message, 's'), numberIn(message, 'q')];
  const { holdings } = session;
  const subscription = session.subscriptions.get(s);
  if (subscription === undefined) return;
  const inputs = listIn(message, 'i').map((item) => statementOf(model, item));
  const verdictByInput = new Map<RecordInput, Verdict>();
  for (const input of inWorkableOrder(model, holdings, inputs)) {
    verdictByInput.set(input, receiveItem(model, session, { input, within: subscription.space }));
  }
  const verdicts = inputs.flatMap((input) => verdictByInput.get(input) ?? []);
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

/** An item, and the space to which it has to belong, if to any. */
interface Arrival {
  readonly input: RecordInput;
  readonly within?: string;
}

/** SYN-025, SYN-026, SYN-028. */
function receiveItem(model: Model, session: Session, { input, within }: Arrival): Verdict {
  const { holdings } = session;
  const { verdict, added, refused } = takeIn(model, holdings, { input, origin: 'link' });
  const space = spaceOf(model, verdict, input);
  model.when('SYN-025', within !== undefined && space !== undefined && space !== within, 'E_RANGE');
  session.refused += refused + (verdict.verdict === 'refused' ? 1 : 0);
  model.when('SYN-026', session.refused >= REFUSED_ITEMS, 'E_ABUSE');
  if (verdict.code === 'E_PENDING_AUTH') {
    session.lackingIds.push(...model.missingHeads(holdings, verdict));
  }
  for (const each of added) {
    for (const want of missingBody(holdings, each)) noteBody(session, want);
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
    rq: numberIn(message, 'rq'),
    ids: held.map(({ id }) => id),
    digs: known,
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
  const asked = new Set(session.asks.flatMap(({ ids }) => ids));
  for (const item of listIn(message, 'i')) {
    const input = statementOf(model, item);
    if (asked.has(model.statementId(input.st))) receiveItem(model, session, { input });
  }
  for (const part of listIn(message, 'bd')) receivePart(model, session, part as BodyPart);
  const ask = session.asks[numberIn(message, 'rq')];
  if (ask !== undefined && !message.has('more')) ask.isAnswered = true;
  session.credit += length;
}

type BodyPart = [digest: Uint8Array, offset: number, length: number, bytes: Uint8Array];

function receivePart(model: Model, { holdings, asks, partsByDigest }: Session, part: BodyPart): void {
  const [digest, offset, length, bytes] = [model.encodeBase64url(part[0]), part[1], part[2], part[3]];
  const before = partsByDigest.get(digest) ?? new Uint8Array(0);
  const isAsked = asks.some(({ bodies }) => bodies.some((want) => want.digest === digest));
  if (!isAsked || offset !== before.length) return;
  const body = Buffer.concat([before, bytes]);
  partsByDigest.set(digest, body);
  if (body.length === length && digestOf(model, body) === digest) holdings.bodyByDigest.set(digest, body);
}

// What a session shows

/** The ids of all accepted statements. */
export function heldIds({ holdings }: Session): string[] {
  return allHeld(holdings).map(({ id }) => id);
}
