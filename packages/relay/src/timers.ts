import { setImmediate } from 'node:timers/promises';
import type { Timers } from '@allod/sync';

/** The timers of the process. None of them keeps it alive. */
export const processTimers: Timers = {
  set(ms, fn) {
    const timer = setTimeout(fn, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Resolves in the next turn of the event loop. */
export const nextTurn = (): Promise<void> => setImmediate();
