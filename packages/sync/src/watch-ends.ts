import { dropEndedKeyboxes } from '@allod/storage';
import type { Store } from '@allod/storage';
import type { Timers } from './contract.ts';

/** How long a keybox may stay after its end, in milliseconds. */
const EVERY_MS = 60_000;

/** What the ends of epochs are watched with. */
export interface EndsOptions {
  readonly store: Store;
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
  readonly timers: Timers;
  /** Hears of what was thrown. It is tried again. */
  readonly failed?: (fault: unknown) => void;
}

/**
 * Drops the keyboxes of epochs that have ended from a store: now, and once a minute. (SEC-025) The function that it gives back ends this, and waits
 * for what is under way.
 */
export function watchEnds({ store, now, timers, failed }: EndsOptions): () => Promise<void> {
  let cancel: (() => void) | undefined;
  let isOver = false;
  let sweeping = Promise.resolve();
  const sweep = (): void => {
    sweeping = dropEndedKeyboxes(store, now()).then(wait, (fault: unknown) => {
      failed?.(fault);
      wait();
    });
  };
  const wait = (): void => {
    if (!isOver) cancel = timers.set(EVERY_MS, sweep);
  };
  sweep();
  return async () => {
    isOver = true;
    cancel?.();
    await sweeping;
  };
}
