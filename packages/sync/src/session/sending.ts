import { encodeBase64url } from '@allod/core/bytes';
import { encodeMessage } from '@allod/transport/frames';
import type { AckMessage, GetMessage, GotMessage, Item, ItemsMessage } from '@allod/transport/frames';
import { compressed } from '../compressed.ts';
import { SESSION_LIMITS } from '../limits.ts';
import { ITEMS_PER_MESSAGE } from '../outgoing.ts';
import type { Batch, GotPart } from '../outgoing.ts';
import { cover, emit, end, MESSAGE_OVERHEAD } from './state.ts';
import type { Pending, Reader, SessionState, Subscription } from './state.ts';
import { caughtUp, coverCut } from './subscribing.ts';

/** From this many items on, compression is worth its time. */
const COMPRESS_FROM = 8;
/** Positions after which it is worth a commit to keep up to where the other side has everything. */
const COVER_STEP = 256;

/** Sends what there is to send, as far as credit and link allow, and says where a catch-up is over. (SYN-032, TRN-010) */
export function pump(state: SessionState): void {
  sendReady(state);
  for (const { name, s, isAtEnd, ready } of state.readers.values()) {
    if (s === undefined || !isAtEnd || ready.length > 0 || state.pending?.s === s) continue;
    state.readers.delete(name);
    caughtUp(state, state.subscriptions.get(s)!);
  }
}

function sendReady(state: SessionState): void {
  while (state.phase === 'open' && state.isWritable) {
    state.pending ??= nextAnswer(state) ?? nextLive(state) ?? nextCatchUp(state);
    const { pending } = state;
    if (pending === undefined || pending.bytes.length > state.creditOut) return;
    state.creditOut -= pending.bytes.length;
    state.pending = undefined;
    emit(state, { do: 'send', bytes: pending.bytes });
    pending.sent();
  }
}

/** The next part of an answer to a `get`, in the order of the questions. */
function nextAnswer(state: SessionState): Pending | undefined {
  for (const reader of state.readers.values()) {
    const { rq, ready, isAtEnd } = reader;
    if (rq === undefined) continue;
    if (ready.length > 1 || isAtEnd) return answerMessage(state, reader);
    pull(state, reader);
    return undefined;
  }
  return undefined;
}

function answerMessage(state: SessionState, reader: Reader): Pending {
  const { i, ...others } = (reader.ready.shift() ?? {}) as GotPart;
  const isLast = reader.ready.length === 0;
  const items = i === undefined ? {} : pack(state, i);
  const message: GotMessage = { m: 'got', rq: reader.rq!, ...others, ...items, ...(isLast ? {} : { more: true }) };
  if (isLast) state.readers.delete(reader.name);
  const sent = (): void => {
    if (isLast) {
      state.getsIn--;
      state.answered++;
    }
  };
  return { s: undefined, bytes: encodeMessage(message), sent };
}

/** What is live of a subscription whose catch-up is over in both directions. (SYN-017, SYN-018) */
function nextLive(state: SessionState): Pending | undefined {
  for (const subscription of state.subscriptions.values()) {
    const { phase, queue } = subscription;
    if (phase !== 'live' || queue.length === 0) continue;
    let bytes = 0;
    let length = 0;
    for (const row of queue.slice(0, ITEMS_PER_MESSAGE)) {
      bytes += row.bytes;
      if (length > 0 && bytes > state.other!.messageBytes - MESSAGE_OVERHEAD) break;
      length++;
    }
    const rows = queue.splice(0, length);
    const last = rows.at(-1)!;
    const [items, ids] = [rows.map(({ item }) => item), rows.map(({ id }) => id)];
    const message = itemsMessage(state, subscription, { items, ids, upTo: last.pos, cur: last.cur });
    const sent = (): void => {
      message.sent();
      for (const row of rows) subscription.queueBytes -= row.counts;
    };
    return { ...message, sent };
  }
  return undefined;
}

/** The next part of a catch-up; they take turns. */
function nextCatchUp(state: SessionState): Pending | undefined {
  for (const reader of state.readers.values()) {
    const batch = reader.s === undefined ? undefined : (reader.ready.shift() as Batch | undefined);
    if (batch === undefined) continue;
    state.readers.delete(reader.name);
    state.readers.set(reader.name, reader);
    pull(state, reader);
    return itemsMessage(state, state.subscriptions.get(reader.s!)!, batch);
  }
  return undefined;
}

function itemsMessage(state: SessionState, subscription: Subscription, { items, ids, upTo, cur }: Batch): Pending {
  const { s } = subscription;
  const q = subscription.nextQ++;
  const packed = pack(state, items);
  const message: ItemsMessage = { m: 'items', s, q, ...packed, ...(cur === undefined ? {} : { cur }) };
  const sent = (): void => {
    subscription.unanswered.push({ q, ids, upTo, isAnswered: false });
    if (cur !== undefined) subscription.told = cur;
  };
  return { s, bytes: encodeMessage(message), sent };
}

/** Items as they are, or compressed when both sides know how and it pays. (SYN-010) */
function pack({ other }: SessionState, items: readonly Item[]): Pick<ItemsMessage, 'i' | 'z' | 'zn'> {
  if (!other!.hasCompression || items.length < COMPRESS_FROM) return { i: items };
  return compressed(items) ?? { i: items };
}

/** Takes what a reader gave: a part, or that there is no more. */
export function receivePulled(state: SessionState, name: string, part: Batch | GotPart | undefined): void {
  const reader = state.readers.get(name);
  if (reader === undefined) return;
  reader.isPulling = false;
  if (part === undefined) reader.isAtEnd = true;
  else reader.ready.push(part);
}

function pull(state: SessionState, reader: Reader): void {
  if (reader.isPulling || reader.isAtEnd) return;
  reader.isPulling = true;
  emit(state, { do: 'pull', reader: reader.name });
}

/** Takes a question. (SYN-034) */
export function receiveGet(state: SessionState, { rq, ids = [], digs = [] }: GetMessage): void {
  if (++state.getsIn > SESSION_LIMITS.getsInFlight) return end(state, 'E_LIMIT');
  const name = `g${rq}`;
  if (state.readers.has(name)) return end(state, 'E_TURN');
  const options = {
    ids: ids.map(encodeBase64url),
    digs: digs.map(encodeBase64url),
    maxBytes: state.other!.messageBytes - MESSAGE_OVERHEAD,
  };
  state.readers.set(name, { name, s: undefined, rq, isPulling: true, isAtEnd: false, ready: [] });
  emit(state, { do: 'answer', reader: name, options });
  emit(state, { do: 'pull', reader: name });
}

/** Takes the answer to items: what the other side has now need not be sent to it again. */
export function receiveAck(state: SessionState, { s, q, no, dur }: AckMessage): void {
  const subscription = state.subscriptions.get(s);
  const entry = subscription?.unanswered.find((each) => each.q === q);
  if (subscription === undefined || entry === undefined) return;
  const { unanswered, space, counts } = subscription;
  counts.sent += entry.ids.length;
  for (const [i, code] of no) {
    const id = entry.ids[i];
    if (id !== undefined) emit(state, { do: 'tell', event: { type: 'refused', by: 'them', space, code, id } });
  }
  // Items that are only received are not there yet: they are sent again in another session.
  entry.isAnswered = true;
  subscription.isDurable &&= dur > 0;
  while (unanswered[0]?.isAnswered === true) {
    const { upTo } = unanswered.shift()!;
    if (upTo !== undefined && subscription.isDurable) subscription.covered = Math.max(subscription.covered, upTo);
  }
  if (subscription.isDurable) {
    cover(state, subscription, COVER_STEP);
    coverCut(state, subscription);
  }
}
