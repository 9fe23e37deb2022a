import { encodeBase64url } from '@allod/core/bytes';
import type { DoneMessage, LagMessage, OpenedMessage, OpenMessage } from '@allod/transport/frames';
import { encodeCursor, idBytes } from '../cursor.ts';
import { SESSION_LIMITS } from '../limits.ts';
import type { PositionRow } from '../outgoing.ts';
import { isSameSet } from '../summary.ts';
import type { Summary } from '../summary.ts';
import { ask, noteWant } from './asking.ts';
import type { LiveRow, Opening } from './events.ts';
import { cover, emit, end, MESSAGE_OVERHEAD, say } from './state.ts';
import type { SessionState, Subscription } from './state.ts';

const { cursorBytes, subscriptions: MAX_SUBSCRIPTIONS } = SESSION_LIMITS;

/** Begins a subscription of our own: asks what there is of the space first. */
export function subscribe(
  state: SessionState,
  request: { readonly space: string; readonly live: boolean; readonly ticket: number | undefined },
): void {
  const { space, live, ticket } = request;
  if (state.opensOut === MAX_SUBSCRIPTIONS) return end(state, 'E_LIMIT');
  const s = 2 * state.opensOut++ + parityOf(state);
  state.subscriptions.set(s, newSubscription(state, { s, space, live, ticket, isMine: true }));
  emit(state, { do: 'begin', s, space, live, isMine: true });
}

/** Takes `open` of the other side. (SYN-013, SYN-035, SYN-036) */
export function receiveOpen(state: SessionState, { s, sp, live, n, ce, heads, cur }: OpenMessage): void {
  const space = encodeBase64url(sp);
  if (state.subscriptions.has(s) || s % 2 === parityOf(state)) return end(state, 'E_TURN');
  if (cur !== undefined && cur.length !== cursorBytes) return end(state, 'E_CURSOR');
  if (!state.options.serves(space)) return end(state, 'E_NOT_ADMITTED');
  const subscription = newSubscription(state, { s, space, live, ticket: undefined, isMine: false });
  subscription.theirs = { n, ce, heads };
  subscription.hasCursor = cur !== undefined;
  state.subscriptions.set(s, subscription);
  state.opening++;
  emit(state, { do: 'begin', s, space, live, isMine: false, ...(cur === undefined ? {} : { cur }) });
}

/** Takes `opened`: sends what the other side may lack. */
export function receiveOpened(state: SessionState, { s, n, ce, heads }: OpenedMessage): void {
  const subscription = state.subscriptions.get(s);
  if (subscription?.phase === 'lost') return;
  if (subscription?.isMine !== true || subscription.theirs === undefined || subscription.phase !== 'opening')
    return end(state, 'E_TURN');
  const mine = subscription.theirs;
  subscription.theirs = { n, ce, heads };
  subscription.wasEqual = isSameSet(mine, subscription.theirs);
  subscription.phase = 'catching-up';
  if (subscription.wasEqual) subscription.covered = subscription.cut;
  sendFrom(state, subscription, subscription.wasEqual ? subscription.cut : Math.max(subscription.covered, 0));
}

/** Goes on with a subscription whose space was looked into. */
export function receiveOpening(state: SessionState, s: number, opening: Opening): void {
  const subscription = state.subscriptions.get(s);
  if (subscription === undefined || subscription.phase !== 'opening') return;
  subscription.cut = opening.cut;
  subscription.cutCursor = opening.cutCursor;
  if (!state.base.has(subscription.space)) state.base.set(subscription.space, opening.cut);
  // Listening began before the cut was read: what came in between is of the catch-up. (SYN-017)
  const early = subscription.queue.filter(({ pos }) => pos <= opening.cut);
  subscription.queue.splice(0, early.length);
  for (const row of early) subscription.queueBytes -= row.counts;
  for (const want of opening.wants) noteWant(state, want);
  if (subscription.isMine) sendOpen(state, subscription, opening);
  else sendOpened(state, subscription, opening);
  ask(state);
}

function sendOpen(state: SessionState, subscription: Subscription, { summary, covered, kept }: Opening): void {
  const { s, space, live } = subscription;
  // Until `opened` comes this is what we said of ourselves; then it is compared with what the other side says.
  subscription.theirs = summary;
  subscription.covered = covered ?? -1;
  subscription.coveredInStore = covered ?? -1;
  const cur = kept === undefined ? {} : { cur: kept };
  say(state, { m: 'open', s, sp: idBytes(space), live, ...summary, ...cur });
}

function sendOpened(state: SessionState, subscription: Subscription, { summary, after, cutCursor }: Opening): void {
  state.opening--;
  const { s, theirs, hasCursor, cut } = subscription;
  const isReset = after === undefined && hasCursor;
  say(state, { m: 'opened', s, at: cutCursor, ...summary, ...(isReset ? { reset: true as const } : {}) });
  subscription.wasEqual = isSameSet(summary, theirs!);
  subscription.phase = 'catching-up';
  sendFrom(state, subscription, subscription.wasEqual ? cut : (after ?? 0));
}

/** Sends what lies after a position and not after the cut. */
function sendFrom(state: SessionState, subscription: Subscription, after: number): void {
  const { s, space, cut } = subscription;
  if (after >= cut) return caughtUp(state, subscription);
  const name = `s${s}.${state.nextReader++}`;
  state.readers.set(name, { name, s, rq: undefined, isPulling: true, isAtEnd: false, ready: [] });
  const maxBytes = state.other!.messageBytes - MESSAGE_OVERHEAD;
  const skip = (row: PositionRow): boolean => isFromThere(state, subscription, row);
  emit(state, { do: 'catchUp', reader: name, options: { space, after, upTo: cut, maxBytes, skip } });
  emit(state, { do: 'pull', reader: name });
}

/** Whether a row came over this link, or the other side is known to have it. (SYN-019) */
function isFromThere(state: SessionState, { space, isMine }: Subscription, { pos, origin }: PositionRow): boolean {
  if (state.fromHere.get(space)?.some(([first, last]) => pos >= first && pos <= last) === true) return true;
  const isTheirs = origin !== 0 && origin === state.origin;
  return isTheirs && (isMine || pos > (state.base.get(space) ?? Infinity));
}

/** Says that all up to the cut was sent: `fin`, or `done` when there was a `fin`. */
export function caughtUp(state: SessionState, subscription: Subscription): void {
  subscription.isCaughtUp = true;
  subscription.told = subscription.cutCursor;
  if (subscription.isMine) {
    say(state, { m: 'fin', s: subscription.s });
    coverCut(state, subscription);
  } else prepareDone(state, subscription);
}

/** Takes `fin`. */
export function receiveFin(state: SessionState, s: number): void {
  const subscription = state.subscriptions.get(s);
  if (subscription?.phase === 'lost') return;
  if (subscription === undefined || subscription.isMine || subscription.hasFin) return end(state, 'E_TURN');
  subscription.hasFin = true;
  prepareDone(state, subscription);
}

function prepareDone(state: SessionState, { s, space, hasFin, isCaughtUp }: Subscription): void {
  if (hasFin && isCaughtUp) emit(state, { do: 'count', s, space });
}

/** Sends `done`; from here on what comes is live. (SYN-039) */
export function sendDone(state: SessionState, s: number, count: Pick<Summary, 'n' | 'heads'>): void {
  const subscription = state.subscriptions.get(s);
  if (subscription === undefined || isEnded(subscription)) return;
  say(state, { m: 'done', s, cur: subscription.cutCursor, n: count.n, heads: count.heads });
  becomeCurrent(state, subscription);
}

/** Takes `done`: keeps its cursor, then what comes is live. */
export function receiveDone(state: SessionState, { s, cur }: DoneMessage): void {
  const subscription = state.subscriptions.get(s);
  if (subscription?.phase === 'lost') return;
  const isDue = subscription?.isMine === true && subscription.isCaughtUp && !subscription.hasDone;
  if (subscription === undefined || !isDue) return end(state, 'E_TURN');
  const { space } = subscription;
  const job = state.nextJob++;
  state.jobs.set(job, { kind: 'cursor', credit: 0 });
  emit(state, { do: 'offer', job, offer: { items: [], space, cursor: { space, cur } } });
  subscription.hasDone = true;
  becomeCurrent(state, subscription);
}

function becomeCurrent(state: SessionState, subscription: Subscription): void {
  const { live, space } = subscription;
  subscription.phase = live ? 'live' : 'over';
  emit(state, { do: 'tell', event: { type: 'current', space } });
}

/** Takes rows that were committed while the subscription listened. (SYN-018, SYN-020, SYN-022) */
export function receiveCommitted(state: SessionState, s: number, rows: readonly LiveRow[]): void {
  const subscription = state.subscriptions.get(s);
  if (subscription === undefined || isEnded(subscription) || !subscription.live) return;
  for (const row of rows) {
    const isTheirs = row.origin !== 0 && row.origin === state.origin;
    if (isTheirs || row.pos <= subscription.cut || isServedElsewhere(state, subscription)) continue;
    subscription.queue.push(row);
    subscription.queueBytes += row.counts;
  }
  if (subscription.queueBytes > state.options.limits.liveQueueBytes) lag(state, subscription);
}

/** Whether another subscription of this link carries the same space already: an item goes over a link once. */
function isServedElsewhere(state: SessionState, { s, space, phase }: Subscription): boolean {
  for (const other of state.subscriptions.values())
    if (other.space === space && other.phase === 'live' && (other.s < s || phase !== 'live')) return true;
  return false;
}

/** Gives a subscription up whose reader is too slow, and says so. */
function lag(state: SessionState, subscription: Subscription): void {
  const { s, told, space, ticket, live, isMine, isSettled } = subscription;
  lose(state, subscription);
  say(state, { m: 'lag', s, cur: told });
  if (isMine && !isSettled) subscribe(state, { space, live, ticket });
}

/** Takes `lag`: begins again, by cursor. (SYN-022) */
export function receiveLag(state: SessionState, { s }: LagMessage): void {
  const subscription = state.subscriptions.get(s);
  if (subscription === undefined || isEnded(subscription)) return;
  const { space, live, ticket } = subscription;
  lose(state, subscription);
  subscribe(state, { space, live, ticket });
}

function lose(state: SessionState, subscription: Subscription): void {
  const { s, space } = subscription;
  cover(state, subscription, 1);
  subscription.phase = 'lost';
  subscription.queue.length = 0;
  subscription.queueBytes = 0;
  if (state.pending?.s === s) state.pending = undefined;
  for (const reader of state.readers.values()) if (reader.s === s) state.readers.delete(reader.name);
  emit(state, { do: 'unwatch', s });
  emit(state, { do: 'tell', event: { type: 'lag', space } });
}

/** Takes up to where the other side has everything, when the last of the catch-up is answered. */
export function coverCut(state: SessionState, subscription: Subscription): void {
  const { isMine, isCaughtUp, unanswered, covered, cut } = subscription;
  if (!isMine || !isCaughtUp || covered >= cut || unanswered.length > 0) return;
  subscription.covered = cut;
  cover(state, subscription, 1);
}

function isEnded({ phase }: Subscription): boolean {
  return phase === 'over' || phase === 'lost';
}

/** Who opened the link gives even numbers to its subscriptions. */
function parityOf({ options }: SessionState): 0 | 1 {
  return options.role === 'opened' ? 0 : 1;
}

function newSubscription(
  { options }: SessionState,
  request: Pick<Subscription, 's' | 'space' | 'live' | 'ticket' | 'isMine'>,
): Subscription {
  const beginning = encodeCursor(options.gen, { pos: 0 });
  return {
    ...request,
    hasCursor: false,
    phase: 'opening',
    cut: 0,
    cutCursor: beginning,
    theirs: undefined,
    wasEqual: false,
    isCaughtUp: false,
    hasFin: false,
    hasDone: false,
    nextQ: 0,
    unanswered: [],
    isDurable: true,
    covered: -1,
    coveredInStore: -1,
    told: beginning,
    queue: [],
    queueBytes: 0,
    isSettled: false,
    counts: { received: 0, sent: 0, refused: 0, parked: 0 },
  };
}
