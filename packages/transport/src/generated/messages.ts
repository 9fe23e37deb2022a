// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/** Any message of `spec/schemas/messages.schema.json`, in the form that travels: byte strings are `Uint8Array`. */
export type Message =
  | HelloMessage
  | OpenMessage
  | OpenedMessage
  | DepsMessage
  | ItemsMessage
  | AckMessage
  | GetMessage
  | GotMessage
  | WinMessage
  | FinMessage
  | DoneMessage
  | LagMessage
  | PingMessage
  | PongMessage
  | ByeMessage;

/** A statement, with its body or without. */
export type Item = readonly [Uint8Array, Uint8Array, Uint8Array | readonly [Uint8Array, readonly (readonly [Uint8Array, Uint8Array])[]], Uint8Array?];

/** What one side knows and takes. */
export interface HelloMessage {
  readonly m: 'hello';
  /** versions */
  readonly v: readonly string[];
  /** features */
  readonly ft: readonly string[];
  /** longest frame taken, in bytes */
  readonly mf: number;
  /** first credit given, in bytes */
  readonly wn: number;
  /** generation of the store */
  readonly st: Uint8Array;
}

/** Asks for a space. */
export interface OpenMessage {
  readonly m: 'open';
  /** subscription */
  readonly s: number;
  /** space */
  readonly sp: Uint8Array;
  /** whether later items are wanted */
  readonly live: boolean;
  /** count of the set */
  readonly n: number;
  /** certificate of the set */
  readonly ce: Uint8Array;
  /** ids of the last ops of the log, ascending */
  readonly heads: readonly Uint8Array[];
  /** cursor of the responder's store */
  readonly cur?: Uint8Array;
}

/** Answers open. */
export interface OpenedMessage {
  readonly m: 'opened';
  /** subscription */
  readonly s: number;
  /** the cut */
  readonly at: Uint8Array;
  /** count of the set */
  readonly n: number;
  /** certificate of the set */
  readonly ce: Uint8Array;
  /** ids of the last ops of the log, ascending */
  readonly heads: readonly Uint8Array[];
  /** the cursor was of no use */
  readonly reset?: true;
}

/** Names the logs that items of a space go by. */
export interface DepsMessage {
  readonly m: 'deps';
  /** subscription */
  readonly s: number;
  readonly l: readonly (readonly [Uint8Array, number, readonly Uint8Array[]])[];
}

/** Carries items. */
export interface ItemsMessage {
  readonly m: 'items';
  /** subscription */
  readonly s: number;
  /** number in this subscription and direction */
  readonly q: number;
  readonly i?: readonly Item[];
  /** the CBOR array of items as raw DEFLATE */
  readonly z?: Uint8Array;
  /** length of that array in bytes */
  readonly zn?: number;
  /** where the receiver is after these */
  readonly cur?: Uint8Array;
}

/** Answers items. */
export interface AckMessage {
  readonly m: 'ack';
  /** subscription */
  readonly s: number;
  readonly q: number;
  /** what was not accepted */
  readonly no: readonly (readonly [number, string])[];
  /** durability of the others */
  readonly dur: number;
}

/** Asks for statements and bodies. */
export interface GetMessage {
  readonly m: 'get';
  /** number of the request */
  readonly rq: number;
  readonly ids?: readonly Uint8Array[];
  readonly digs?: readonly Uint8Array[];
}

/** Answers get. */
export interface GotMessage {
  readonly m: 'got';
  readonly rq: number;
  readonly i?: readonly Item[];
  /** the CBOR array of items as raw DEFLATE */
  readonly z?: Uint8Array;
  /** length of that array in bytes */
  readonly zn?: number;
  /** parts of bodies */
  readonly bd?: readonly (readonly [Uint8Array, number, number, Uint8Array])[];
  /** what is not sent */
  readonly no?: readonly (readonly [Uint8Array, string])[];
  /** further answers follow */
  readonly more?: true;
}

/** Gives credit. */
export interface WinMessage {
  readonly m: 'win';
  /** bytes */
  readonly c: number;
}

/** The initiator has sent what it had. */
export interface FinMessage {
  readonly m: 'fin';
  /** subscription */
  readonly s: number;
}

/** The responder has sent what it had. */
export interface DoneMessage {
  readonly m: 'done';
  /** subscription */
  readonly s: number;
  readonly cur: Uint8Array;
  /** count of the set */
  readonly n: number;
  /** ids of the last ops of the log, ascending */
  readonly heads: readonly Uint8Array[];
}

/** Live items were dropped. */
export interface LagMessage {
  readonly m: 'lag';
  /** subscription */
  readonly s: number;
  /** where to begin again */
  readonly cur: Uint8Array;
}

/** Asks for a sign of life. */
export interface PingMessage {
  readonly m: 'ping';
}

/** Gives it. */
export interface PongMessage {
  readonly m: 'pong';
}

/** The link is closed. */
export interface ByeMessage {
  readonly m: 'bye';
  readonly code: string;
  /** seconds to wait */
  readonly retry?: number;
}
