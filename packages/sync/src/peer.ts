import { refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import type { Link } from '@allod/transport';
import type { Intake } from './intake.ts';
import { SESSION_LIMITS } from './limits.ts';
import { SessionDriver } from './session-driver.ts';
import type { SessionEvent, Settled } from './session/events.ts';
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

/** One store that talks to others. It behaves the same at either end of a link. (06 §4) */
export interface Peer {
  /** Begins a session on a link that nobody listens to yet. `role`: whether this side opened the link, or accepted it. */
  attach(link: Link, role: 'opened' | 'accepted', on?: (event: SessionEvent) => void): Session;
  /** Ends every session, and waits for what they gave to the intake. */
  close(): Promise<void>;
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

const { frameBytes, liveQueueItems, liveQueueBytes } = SESSION_LIMITS;
const DEFAULT_LIMITS: PeerLimits = { frameBytes, creditBytes: 2_097_152, liveQueueItems, liveQueueBytes };

/** Lowest and highest value of each bound. */
const BOUNDS: Readonly<Record<keyof PeerLimits, readonly [number, number]>> = {
  frameBytes: [131_072, frameBytes],
  creditBytes: [131_072, 16_777_216],
  liveQueueItems: [1, liveQueueItems],
  liveQueueBytes: [1, liveQueueBytes],
};

/** Makes a peer. Throws `RangeError` for limits beyond those of the registry. */
export function createPeer(options: PeerOptions): Peer {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  for (const [name, [least, most]] of Object.entries(BOUNDS) as [keyof PeerLimits, readonly [number, number]][]) {
    const value = limits[name];
    if (!Number.isInteger(value) || value < least || value > most)
      throw new RangeError(`${name} is ${least} to ${most}, not ${value}`);
  }
  const drivers = new Set<SessionDriver>();
  return {
    attach(link, role, on) {
      const driver = new SessionDriver({ ...options, limits, link, role, on });
      drivers.add(driver);
      void driver.closed.then(() => drivers.delete(driver));
      return driver;
    },
    async close() {
      await Promise.all(
        [...drivers].map(async (driver) => {
          driver.close();
          await driver.idle();
        }),
      );
    },
  };
}

/** What `settled` says when the link went first. */
export function lostLink(): Result<never, 'E_LINK'> {
  return refuse('E_LINK', 'TRN-006');
}
