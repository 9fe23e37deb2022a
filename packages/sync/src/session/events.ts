import type { Offered } from '@allod/core/verify';
import type { ReceivedMessage } from '@allod/transport/frames';
import type { Answer } from '../answer.ts';
import type { AnswerOptions, Batch, CatchUpOptions, GotPart, Loaded } from '../outgoing.ts';
import type { Summary } from '../summary.ts';

/** A row that was committed while somebody listened. */
export interface LiveRow extends Loaded {
  readonly pos: number;
  readonly origin: number;
  readonly cur: Uint8Array;
  /** What it counts while it waits, in bytes. (SYN-022) */
  readonly counts: number;
}

/** What was found when a subscription began. */
export interface Opening {
  readonly summary: Summary;
  /** The last position, read after the store was told to report commits. (SYN-016) */
  readonly cut: number;
  readonly cutCursor: Uint8Array;
  /** Responder: the position of the cursor in `open`, when it is of use. (SYN-012) */
  readonly after?: number;
  /** Initiator: up to where the other side has everything. */
  readonly covered?: number;
  /** Initiator: the cursor that it kept. */
  readonly kept?: Uint8Array;
  /** Bodies that statements of the space refer to and that are not here. */
  readonly wants: readonly Want[];
}

/** A body to ask for. */
export interface Want {
  readonly space: string;
  readonly dig: string;
  /** Its length in bytes, when it is known. */
  readonly len?: number;
}

/** What a session is told. */
export type SessionInput =
  | { readonly on: 'start' }
  /** `at`: microseconds. */
  | { readonly on: 'frame'; readonly messages: readonly ReceivedMessage[]; readonly at: number }
  /** What came is no frame, or too long a one. */
  | { readonly on: 'fault'; readonly code: string }
  | { readonly on: 'identified'; readonly origin: number }
  | { readonly on: 'timer'; readonly timer: Timer; readonly at: number }
  | { readonly on: 'subscribe'; readonly space: string; readonly live: boolean; readonly ticket: number }
  | { readonly on: 'opening'; readonly s: number; readonly opening: Opening }
  | { readonly on: 'counted'; readonly s: number; readonly n: number; readonly heads: readonly Uint8Array[] }
  | { readonly on: 'pulled'; readonly reader: string; readonly part: Batch | GotPart | undefined }
  | { readonly on: 'committed'; readonly s: number; readonly rows: readonly LiveRow[] }
  | { readonly on: 'answered'; readonly job: number; readonly outcome: Outcome }
  | { readonly on: 'unparked'; readonly answers: readonly Answer[] }
  | { readonly on: 'lacking'; readonly ids: readonly string[] }
  | { readonly on: 'writable'; readonly isWritable: boolean }
  | { readonly on: 'close'; readonly code: string; readonly retry?: number }
  /** The link is no more. */
  | { readonly on: 'gone' };

/** What became of something that was given to the intake. */
export type Outcome =
  | { readonly ok: true; readonly answers: readonly Answer[] }
  | { readonly ok: false; readonly code: string };

/** `hello`: the other side has to have said hello. `silence`: something has to have come. */
export type Timer = 'hello' | 'silence';

/** What a session wants done. Effects are performed in their order. */
export type SessionEffect =
  /** A message as it stands in a frame. */
  | { readonly do: 'send'; readonly bytes: Uint8Array }
  /** The end: nothing is sent after it. `isSilent`: the other side does not hear any more. */
  | { readonly do: 'end'; readonly code: string; readonly retry?: number; readonly isSilent: boolean }
  /** After so many milliseconds, once; replaces the one of the same name. */
  | { readonly do: 'timer'; readonly timer: Timer; readonly ms: number }
  | { readonly do: 'identify'; readonly st: Uint8Array }
  /** Listen first when `live`, then read. */
  | {
      readonly do: 'begin';
      readonly s: number;
      readonly space: string;
      readonly live: boolean;
      readonly isMine: boolean;
      readonly cur?: Uint8Array;
    }
  | { readonly do: 'unwatch'; readonly s: number }
  | { readonly do: 'count'; readonly s: number; readonly space: string }
  | { readonly do: 'catchUp'; readonly reader: string; readonly options: CatchUpOptions }
  | { readonly do: 'answer'; readonly reader: string; readonly options: Omit<AnswerOptions, 'serves'> }
  | { readonly do: 'pull'; readonly reader: string }
  /** To the intake: statements, then bodies, and a cursor with them. */
  | { readonly do: 'offer'; readonly job: number; readonly offer: Offering }
  | { readonly do: 'lack'; readonly ids: readonly string[] }
  /** Keep in mind that the other side has everything up to a position. */
  | { readonly do: 'cover'; readonly space: string; readonly pos: number }
  | { readonly do: 'tell'; readonly event: SessionEvent }
  | { readonly do: 'settle'; readonly ticket: number; readonly settled: SettledSoFar };

/** What goes to the intake at once. */
export interface Offering {
  readonly items: readonly Offered[];
  /** The only space that they may belong to. */
  readonly space?: string;
  /** The only ids that were asked for. */
  readonly ids?: ReadonlySet<string>;
  readonly cursor?: { readonly space: string; readonly cur: Uint8Array };
  readonly bodies?: readonly { readonly space: string; readonly dig: string; readonly bytes: Uint8Array }[];
}

/** What a subscription came to when both sides had sent what they had. */
export interface Settled {
  /** Statements accepted from the other side. */
  readonly received: number;
  /** Statements that the other side has answered. */
  readonly sent: number;
  /** Statements that were refused here. */
  readonly refused: number;
  /** Statements that wait here for ops or newer software. */
  readonly parked: number;
  /** Questions of the other side that were answered so far, in the whole session: it may ask on for what the answers led to. */
  readonly answered: number;
  /** Whether both sides are known to hold the same set, by its certificate. (SYN-011) */
  readonly equal: boolean;
}

/** As far as the session knows it: `equal` is there when the certificates were the same at the beginning. */
export interface SettledSoFar extends Omit<Settled, 'equal'> {
  readonly space: string;
  readonly theirs: Summary;
  readonly wasEqual: boolean;
}

/** What somebody who watches a session hears. */
export type SessionEvent =
  /** Not accepted: by us, or by the other side of what we sent. */
  | {
      readonly type: 'refused';
      readonly by: 'us' | 'them';
      readonly space: string;
      readonly code: string;
      readonly id?: string;
    }
  /** `E_PENDING_EVICTED`: the link has parked too much. (SYN-030) */
  | { readonly type: 'evicted'; readonly space: string; readonly id: string }
  /** The other side or we were too slow; the subscription begins again. */
  | { readonly type: 'lag'; readonly space: string }
  /** Both sides have sent what they had; what comes now is live. */
  | { readonly type: 'current'; readonly space: string };
