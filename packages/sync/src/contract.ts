import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import type { Intake } from './intake.ts';
import type { Settled } from './session/events.ts';
import type { PeerLimits } from './session/state.ts';

/** Timers, as the composition root gives them. */
export interface Timers {
  /** Calls `fn` once after `ms` milliseconds, unless the function it gives back is called before. */
  set(ms: number, fn: () => void): () => void;
}

/** What a peer is made of. */
export interface PeerOptions {
  readonly store: Store;
  /** The only writer of `store`, shared by everything that writes statements to it. */
  readonly intake: Intake;
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  /** Whether a space is served to others; every one when absent. */
  readonly admitSpace?: (space: string) => boolean;
  readonly limits?: Partial<PeerLimits>;
}

/** A session with one other peer. */
export interface Session {
  /**
   * Subscribes to a space: catches up in both directions and then, with `live`, stays with it. Throws `TypeError` for a text that is
   * no id, and after the end of the session.
   */
  open(space: string, options?: { readonly live?: boolean }): OpenSubscription;
  /** Ends the session with this code, `E_LINK` when absent. */
  close(code?: string): void;
  /** Resolves when nothing that the session began is under way, such as reading, judging and storing. */
  idle(): Promise<void>;
  /** How it ended. */
  readonly closed: Promise<SessionEnd>;
}

/** How a session ended. */
export interface SessionEnd {
  /** The code of the `bye` of either side; `E_LINK` when the link went without one, or when this side closed it. */
  readonly code: string;
  /** Seconds that the other side asked to wait. (TRN-008) */
  readonly retry?: number;
  /** A fault in this process that ended it. */
  readonly cause?: unknown;
}

/** A subscription of our own. */
export interface OpenSubscription {
  /** Resolves when both sides have sent what they had and everything is answered. Refuses with `E_LINK` when the session ends before. */
  readonly settled: Promise<Result<Settled, 'E_LINK'>>;
}
