// Chapter 06 §4: what one end of a link knows of its session.
import type { Cbor } from './cbor.ts';
import type { Message } from './frames.ts';
import type { Held, Holdings, SpaceSummary } from './intake.ts';
import type { Model } from './model.ts';

/** What `opened` said of a space, and what was sent of it. */
export interface Subscription {
  readonly s: number;
  readonly space: string;
  readonly live: boolean;
  readonly summary: SpaceSummary;
  readonly reset: boolean;
  readonly catchUp: Held[];
  readonly liveIds: string[];
  /** The live queue: what became durable after the cut and is not sent. */
  queue: Waiting[];
  /** `fin` has come. */
  isEnding: boolean;
  done: boolean;
  /** `lag` was said: it is over. */
  hasLagged: boolean;
}

/** An item in a live queue. */
export interface Waiting extends Held {
  /** What it counts there, in bytes. */
  readonly counts: number;
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

/** A body that is not here. */
export interface Want {
  readonly digest: string;
  readonly length: number;
}

/** A `get` of this side. */
export interface Ask {
  readonly ids: readonly string[];
  readonly bodies: readonly Want[];
  isAnswered: boolean;
}

/** Something to be sent once the credit is there. */
interface Unit {
  /** The subscription that it belongs to, if to any. */
  readonly of?: Subscription;
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
  /** The age at which something came last. */
  heard: number;
  refused: number;
  unanswered: number;
  outbox: Unit[];
  readonly subscriptions: Map<number, Subscription>;
  /** How often the other side has said `open`. */
  opens: number;
  /** Heads that the message which is being taken showed to be missing. */
  lackingIds: string[];
  /** Bodies to ask for. */
  wants: Want[];
  readonly asks: Ask[];
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

/** A session on a new link. */
export function newSession(holdings: Holdings, { mf, wn }: { mf: number; wn: number }): Session {
  return {
    holdings,
    mf,
    credit: wn,
    theirCredit: 0,
    isGreeted: false,
    isClosed: false,
    age: 0,
    heard: 0,
    refused: 0,
    unanswered: 0,
    outbox: [],
    subscriptions: new Map(),
    opens: 0,
    lackingIds: [],
    wants: [],
    asks: [],
    partsByDigest: new Map(),
    acks: [],
    got: [],
  };
}

/** A number of a message. */
export function numberIn(message: Message, name: string): number {
  return Number(message.get(name));
}

/** Bytes of a message. */
export function bytesIn(message: Message, name: string): Uint8Array {
  const value = message.get(name);
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

/** A list of a message; none is an empty one. */
export function listIn(message: Message, name: string): Cbor[] {
  const value = message.get(name);
  return Array.isArray(value) ? value : [];
}

/** A list of ids of a message, as text. */
export function idsIn(model: Model, message: Message, name: string): string[] {
  return listIn(message, name).map((id) => model.encodeBase64url(id as Uint8Array));
}
