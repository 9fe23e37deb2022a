import type { Result } from '@allod/core/errors';
import type { Link } from '@allod/transport';
import type { SessionEnd, Timers } from './contract.ts';

/** First bound of the wait, in milliseconds. (TRN-007) */
const FIRST_MS = 500;
/** Greatest bound of the wait, in milliseconds. (TRN-007) */
const MOST_MS = 60_000;
/** After standing for so long, in microseconds, a link counts as good, and the bound begins again. (TRN-007) */
const GOOD_AFTER_US = 30_000_000;

/** What the wait before an attempt depends on. */
export interface Backoff {
  /** Attempts without a good link between them, from 0. */
  readonly attempt: number;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: number;
  /** Seconds that the last `bye` asked for. */
  readonly retry?: number;
}

/** How long to wait before connecting again, in milliseconds: anything up to a bound that doubles, and what was asked for. (TRN-007, TRN-008) */
export function reconnectDelay({ attempt, random, retry = 0 }: Backoff): number {
  return Math.floor(random * Math.min(MOST_MS, FIRST_MS * 2 ** attempt)) + 1_000 * retry;
}

/** What keeps connecting. */
export interface ReconnectOptions {
  /** Tries once. */
  readonly connect: () => Promise<Result<Link, 'E_LINK'>>;
  /** Uses a link until it is no more. */
  readonly use: (link: Link) => Promise<SessionEnd>;
  readonly timers: Timers;
  /** From 0, inclusive, to 1, exclusive. */
  readonly random: () => number;
  /** The clock, in microseconds. */
  readonly now: () => number;
}

/** Somebody who connects again and again. */
export interface Reconnect {
  /** Connects no more. A link that stands is left to whoever uses it. */
  close(): void;
}

/** Connects at once, and again whenever a link is no more. (TRN-007, TRN-008) */
export function createReconnect(options: ReconnectOptions): Reconnect {
  const { connect, use, timers, random, now } = options;
  let attempt = 0;
  let isClosed = false;
  let stop = (): void => {};
  const again = (retry: number | undefined): void => {
    if (isClosed) return;
    const ms = reconnectDelay({ attempt, random: random(), ...(retry === undefined ? {} : { retry }) });
    attempt++;
    stop = timers.set(ms, () => void run());
  };
  const run = async (): Promise<void> => {
    const connected = await connect();
    if (!connected.ok) return again(undefined);
    if (isClosed) return connected.value.close(1000);
    const since = now();
    const { retry } = await use(connected.value);
    if (now() - since >= GOOD_AFTER_US) attempt = 0;
    again(retry);
  };
  void run();
  return {
    close() {
      isClosed = true;
      stop();
    },
  };
}
