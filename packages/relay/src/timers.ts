import type { Timers } from '@allod/sync';

/** The timers of the process. None of them keeps it alive. */
export const processTimers: Timers = {
  set(ms, fn) {
    const timer = setTimeout(fn, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
