// Chapter 06 §4 and §4.1: subscriptions, as the responder has them.
import type { Cbor } from './cbor.ts';
import { itemOf, type Message } from './frames.ts';
import { heldOf, summaryOf, type Held, type Holdings } from './intake.ts';
import type { Model } from './model.ts';
import { limit } from './registries.ts';
import {
  bytesIn,
  idsIn,
  numberIn,
  type Session,
  type SetClaim,
  type Subscription,
  type Waiting,
} from './session-state.ts';

const CURSOR_BYTES = limit('cursorBytes');
const SUBSCRIPTIONS = limit('subscriptions');
const QUEUE_BYTES = limit('liveQueueBytes');
const COUNTED_BODY_BYTES = limit('liveBodyBytes');
/** The longest body that rides with its item, and the longest part of one that does not: a choice, no rule. */
export const PART_BYTES = 65_536;

/** SYN-034, then SYN-035: this side is the responder of every subscription, and the other side has the even numbers. */
export function checkTurn(model: Model, session: Session, message: Message): void {
  const { subscriptions } = session;
  const [m, s] = [message.get('m'), numberIn(message, 's')];
  if (m === 'open') session.opens++;
  model.when('SYN-034', session.opens > SUBSCRIPTIONS, 'E_LIMIT');
  const subscription = subscriptions.get(s);
  model.when('SYN-035', m === 'open' && (subscription !== undefined || s % 2 === 1), 'E_TURN');
  model.when('SYN-035', m === 'items' && subscription === undefined, 'E_TURN');
  const isLate = subscription?.hasLagged === true;
  model.when('SYN-035', m === 'fin' && !isLate && subscription?.isEnding !== false, 'E_TURN');
  model.when('SYN-035', m === 'opened' || m === 'done', 'E_TURN');
}

/** SYN-011 to SYN-015. */
export function receiveOpen(model: Model, session: Session, message: Message): void {
  const { holdings, subscriptions } = session;
  const [s, cur] = [numberIn(message, 's'), message.get('cur')];
  const space = model.encodeBase64url(bytesIn(message, 'sp'));
  model.when('SYN-013', cur instanceof Uint8Array && cur.length !== CURSOR_BYTES, 'E_CURSOR');
  const position = cur instanceof Uint8Array ? model.positionOf(holdings, { space, cursor: cur }) : undefined;
  const summary = summaryOf(model, holdings, space);
  const theirs = { n: numberIn(message, 'n'), cert: bytesIn(message, 'ce'), heads: idsIn(model, message, 'heads') };
  const reset = cur !== undefined && position === undefined;
  const held = heldOf(holdings, space);
  const lacking = model.areEqual(theirs, summary) ? [] : held.slice(position ?? 0);
  const subscription: Subscription = {
    s,
    space,
    live: message.get('live') === true,
    summary,
    reset,
    catchUp: [],
    liveIds: [],
    queue: [],
    isEnding: false,
    done: false,
    hasLagged: false,
  };
  subscriptions.set(s, subscription);
  const wanted = lacking.filter((each) => !model.isEcho(each) && model.isServed(each, holdings.now));
  for (const each of model.inCatchUpOrder(wanted)) {
    const sent = (): void => void subscription.catchUp.push(each);
    session.outbox.push({ of: subscription, cost: costOf(model, session, { subscription, held: each }), sent });
  }
  endWhenDue(model, session, subscription);
}

/** A cursor for a space. */
export interface Resumption {
  readonly space: string;
  readonly cursor: Uint8Array;
}

/** An item on its way. */
interface Sending {
  readonly subscription: Subscription;
  readonly held: Held;
}

/** SYN-012: the position of a cursor of this store, or undefined when it is none. */
export function positionOf(model: Model, holdings: Holdings, { space, cursor }: Resumption): number | undefined {
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

/** The initiator has sent what it had. */
export function receiveFin(model: Model, session: Session, message: Message): void {
  const subscription = session.subscriptions.get(numberIn(message, 's'));
  if (subscription === undefined || subscription.hasLagged) return;
  subscription.isEnding = true;
  endWhenDue(model, session, subscription);
}

/** SYN-039: whether `done` may follow what this side had. */
export function isDue(_model: Model, { isEnding }: Subscription): boolean {
  return isEnding;
}

/** `done` follows what this side had. */
function endWhenDue(model: Model, session: Session, subscription: Subscription): void {
  if (!model.isDue(subscription)) return;
  const sent = (): void => {
    subscription.done = true;
  };
  session.outbox.push({ of: subscription, cost: 0, sent });
}

/** SYN-018: as positions ascend. */
export function inLiveOrder(_model: Model, queue: readonly Waiting[]): Waiting[] {
  return [...queue];
}

/** What is accepted now is put into the queue of every live subscription of its space. SYN-019. */
export function publish(model: Model, session: Session, added: readonly Held[]): void {
  for (const held of added) {
    for (const subscription of session.subscriptions.values()) {
      const { live, hasLagged, space } = subscription;
      const isWanted = live && !hasLagged && space === held.space && !model.isEcho(held);
      if (isWanted) subscription.queue.push({ ...held, counts: model.countInQueue(session.holdings, held) });
    }
  }
}

/** SYN-022: the characters of its `st`, and the length of a body that is at hand and not too long. */
export function countInQueue(_model: Model, { bodyByDigest }: Holdings, { claims, input }: Held): number {
  const length = Number(claims.get('len') ?? 0);
  const isCounted = bodyByDigest.has(String(claims.get('dig'))) && length <= COUNTED_BODY_BYTES;
  return input.st.length + (isCounted ? length : 0);
}

/** SYN-022. */
export function isOverfull(_model: Model, { queue }: Subscription): boolean {
  return queue.reduce((sum, { counts }) => sum + counts, 0) > QUEUE_BYTES;
}

/** SYN-022: a queue that is too long goes, and with it everything else that was to be sent of its subscription. */
function lagWhereDue(model: Model, session: Session): void {
  for (const subscription of session.subscriptions.values()) {
    if (!model.isOverfull(subscription)) continue;
    subscription.hasLagged = true;
    subscription.queue = [];
    session.outbox = session.outbox.filter((unit) => unit.of !== subscription);
  }
}

/** SYN-017: whether items after the cut may be sent. */
export function isAtOnce(_model: Model, { done }: Subscription): boolean {
  return done;
}

/** The bytes of credit that an item takes. */
function costOf(model: Model, session: Session, { subscription, held }: Sending): number {
  const { s, catchUp, liveIds } = subscription;
  const items = new Map<string, Cbor>([
    ['m', 'items'],
    ['s', s],
    ['q', catchUp.length + liveIds.length],
    ['i', [itemOf(model, held.input, bodyFor(session, held))]],
  ]);
  return model.writeValue(items).length;
}

/** The body that rides with an item. */
export function bodyFor({ holdings }: Session, { claims }: Held): Uint8Array | undefined {
  const body = holdings.bodyByDigest.get(String(claims.get('dig')));
  return body !== undefined && body.length <= PART_BYTES ? body : undefined;
}

/** Sends what the credit allows, in order. SYN-022, SYN-032. */
export function flush(model: Model, session: Session): void {
  for (let [unit] = session.outbox; unit !== undefined && unit.cost <= session.theirCredit; [unit] = session.outbox) {
    session.theirCredit -= unit.cost;
    session.outbox = session.outbox.slice(1);
    unit.sent();
  }
  if (session.outbox.length === 0) {
    for (const subscription of session.subscriptions.values()) sendLive(model, session, subscription);
  }
  lagWhereDue(model, session);
}

/** SYN-017, SYN-018. */
function sendLive(model: Model, session: Session, subscription: Subscription): void {
  if (!model.isAtOnce(subscription)) return;
  const rest = model.inLiveOrder(subscription.queue);
  for (let [held] = rest; held !== undefined; [held] = rest) {
    const cost = costOf(model, session, { subscription, held });
    if (cost > session.theirCredit) break;
    session.theirCredit -= cost;
    rest.shift();
    if (subscription.done) subscription.liveIds.push(held.id);
    else subscription.catchUp.push(held);
  }
  subscription.queue = rest;
}
