import type { Link } from '@allod/transport';
import type { PeerOptions, Session } from './contract.ts';
import { SESSION_LIMITS } from './limits.ts';
import { SessionDriver } from './session-driver.ts';
import type { SessionEvent } from './session/events.ts';
import type { PeerLimits } from './session/state.ts';

/** One store that talks to others. It behaves the same at either end of a link. (06 §4) */
export interface Peer {
  /** Begins a session on a link that nobody listens to yet. `role`: whether this side opened the link, or accepted it. */
  attach(link: Link, role: 'opened' | 'accepted', on?: (event: SessionEvent) => void): Session;
  /** Ends every session, and waits for what they gave to the intake. */
  close(): Promise<void>;
}

const { frameBytes, liveQueueBytes } = SESSION_LIMITS;
const DEFAULT_LIMITS: PeerLimits = { frameBytes, creditBytes: 2_097_152, liveQueueBytes };

/** Lowest and highest value of each bound. */
const BOUNDS: Readonly<Record<keyof PeerLimits, readonly [number, number]>> = {
  frameBytes: [131_072, frameBytes],
  creditBytes: [131_072, 16_777_216],
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
