import { encodeMessage } from '@allod/transport/frames';
import type { Message, ReceivedMessage } from '@allod/transport/frames';
import type { Batch, GotPart } from '../outgoing.ts';
import type { Summary } from '../summary.ts';
import type { LiveRow, SessionEffect, Want } from './events.ts';

/** Greatest number of an item message's bytes before it is compressed. */
export const MESSAGE_BYTES = 262_144;
/** What a message takes beyond its items or parts, at most. */
export const MESSAGE_OVERHEAD = 1_024;

/** The bounds of a session. All have a default, and none may be above the limit of the registry. */
export interface PeerLimits {
  /** Longest frame that is taken, in bytes: 131,072 to 1,048,576. */
  readonly frameBytes: number;
  /** First credit that is given, in bytes: 131,072 to 16,777,216. */
  readonly creditBytes: number;
  /** Bytes of the live items that wait for one subscription: 1 to 4,194,304. (SYN-022) */
  readonly liveQueueBytes: number;
}

/** What a session is made with. */
export interface SessionOptions {
  readonly role: 'opened' | 'accepted';
  /** Generation of the store, 8 bytes. */
  readonly gen: Uint8Array;
  readonly limits: PeerLimits;
  readonly serves: (space: string) => boolean;
}

/** The other side, as its `hello` described it. */
export interface OtherSide {
  readonly frameBytes: number;
  /** Bytes of items in one message to it. */
  readonly messageBytes: number;
  readonly hasCompression: boolean;
}

/** Items that were sent and are not answered yet. */
export interface Unanswered {
  readonly q: number;
  readonly ids: readonly string[];
  readonly upTo: number | undefined;
  isAnswered: boolean;
}

/** One subscription. */
export interface Subscription {
  readonly s: number;
  readonly space: string;
  readonly isMine: boolean;
  readonly live: boolean;
  readonly ticket: number | undefined;
  /** Whether `open` of the other side brought a cursor. */
  hasCursor: boolean;
  /** `lost`: it has lagged, and is over. */
  phase: 'opening' | 'catching-up' | 'live' | 'over' | 'lost';
  cut: number;
  cutCursor: Uint8Array;
  theirs: Summary | undefined;
  wasEqual: boolean;
  /** Whether all up to the cut was sent. */
  isCaughtUp: boolean;
  hasFin: boolean;
  hasDone: boolean;
  nextQ: number;
  readonly unanswered: Unanswered[];
  /** Whether every answer so far said that what was accepted is durable. */
  isDurable: boolean;
  /** Up to where the other side has everything, -1 when that is not known. */
  covered: number;
  /** What of that is kept in the store, -1 for nothing. */
  coveredInStore: number;
  /** Up to where the other side was told everything. */
  told: Uint8Array;
  /** Live items of which no message is made yet. */
  readonly queue: LiveRow[];
  /** What all count that are not sent yet. (SYN-022) */
  queueBytes: number;
  isSettled: boolean;
  readonly counts: { received: number; sent: number; refused: number; parked: number };
}

/** A source of messages that cost credit: a catch-up, or the answer to a `get`. */
export interface Reader {
  readonly name: string;
  readonly s: number | undefined;
  readonly rq: number | undefined;
  isPulling: boolean;
  isAtEnd: boolean;
  /** What was pulled and not sent. Of an answer the last part waits until it is known whether more follow. */
  readonly ready: (Batch | GotPart)[];
}

/** A question to the other side that is not answered to the end. */
export interface Ask {
  readonly ids: ReadonlySet<string>;
  readonly wants: readonly Want[];
  readonly partsByDig: Map<string, { readonly bytes: Uint8Array; at: number }>;
}

/** Something that the intake has. */
export interface Job {
  readonly kind: 'items' | 'got' | 'cursor';
  readonly s?: number;
  readonly q?: number;
  readonly rq?: number;
  /** Credit that is given back when it is done. */
  readonly credit: number;
  readonly isLast?: boolean;
}

/** A message that costs credit and is sent as soon as there is enough of it. */
export interface Pending {
  readonly s: number | undefined;
  readonly bytes: Uint8Array;
  /** What changes when it is sent. */
  readonly sent: () => void;
}

/** Everything that a session knows. Only functions beside this file change it. */
export interface SessionState {
  readonly options: SessionOptions;
  phase: 'hello' | 'identifying' | 'open' | 'ended';
  other: OtherSide | undefined;
  origin: number;
  readonly inbox: ReceivedMessage[];
  /** Subscriptions of the other side whose `opened` is being prepared: nothing else is looked at meanwhile. */
  opening: number;
  readonly subscriptions: Map<number, Subscription>;
  readonly waiting: { readonly space: string; readonly live: boolean; readonly ticket: number }[];
  opensIn: number;
  opensOut: number;
  creditIn: number;
  creditOut: number;
  isWritable: boolean;
  pending: Pending | undefined;
  readonly jobs: Map<number, Job>;
  nextJob: number;
  readonly readers: Map<string, Reader>;
  nextReader: number;
  getsIn: number;
  /** Questions of the other side that were answered. */
  answered: number;
  readonly asks: Map<number, Ask>;
  nextAsk: number;
  readonly idsToAsk: Set<string>;
  readonly wantsToAsk: Map<string, Want>;
  /** Ids that were asked for on this link, but for those that were accepted. (SYN-037) */
  readonly asked: Set<string>;
  /** Digests that the other side did not have. */
  readonly unknown: Set<string>;
  refused: number;
  heardAt: number;
  pings: number;
  /** Positions of what came over this link, by space. (SYN-019) */
  readonly fromHere: Map<string, [first: number, last: number][]>;
  /** The last position of a space when it was first spoken about. */
  readonly base: Map<string, number>;
  effects: SessionEffect[];
}

/** A session before its first message. */
export function createSessionState(options: SessionOptions): SessionState {
  return {
    options,
    phase: 'hello',
    other: undefined,
    origin: 0,
    inbox: [],
    opening: 0,
    subscriptions: new Map(),
    waiting: [],
    opensIn: 0,
    opensOut: 0,
    creditIn: options.limits.creditBytes,
    creditOut: 0,
    isWritable: true,
    pending: undefined,
    jobs: new Map(),
    nextJob: 0,
    readers: new Map(),
    nextReader: 0,
    getsIn: 0,
    answered: 0,
    asks: new Map(),
    nextAsk: 0,
    idsToAsk: new Set(),
    wantsToAsk: new Map(),
    asked: new Set(),
    unknown: new Set(),
    refused: 0,
    heardAt: 0,
    pings: 0,
    fromHere: new Map(),
    base: new Map(),
    effects: [],
  };
}

/** Adds an effect. */
export function emit(state: SessionState, effect: SessionEffect): void {
  if (state.phase !== 'ended') state.effects.push(effect);
}

/** Sends a message that costs no credit. */
export function say(state: SessionState, message: Message): void {
  emit(state, { do: 'send', bytes: encodeMessage(message) });
}

/** Closes the session: says why, when the other side may still hear it. */
export function end(state: SessionState, code: string, how: { retry?: number; isSilent?: boolean } = {}): void {
  if (state.phase === 'ended') return;
  const { retry, isSilent = false } = how;
  const more = retry === undefined ? {} : { retry };
  for (const each of state.subscriptions.values()) cover(state, each, 1);
  if (!isSilent) say(state, { m: 'bye', code, ...more });
  emit(state, { do: 'end', code, ...more, isSilent });
  state.phase = 'ended';
}

/** Has it kept up to where the other side holds everything, when that went on by so many positions. */
export function cover(state: SessionState, subscription: Subscription, step: number): void {
  const { isMine, space, covered, coveredInStore } = subscription;
  if (!isMine || covered - coveredInStore < step) return;
  subscription.coveredInStore = covered;
  emit(state, { do: 'cover', space, pos: covered });
}
