/** Why a verb is to stop before its end. */
export type InterruptionCause = 'interrupt' | 'timeout' | 'reader gone' | 'no room for output';

/** The one thing that stops a verb from outside. */
export interface Interruption {
  /** Aborted once there is a cause. */
  readonly signal: AbortSignal;
  /** The first cause. */
  readonly cause: InterruptionCause | undefined;
  stop(cause: InterruptionCause): void;
}

/** An interruption that has not come. */
export function createInterruption(): Interruption {
  const controller = new AbortController();
  let cause: InterruptionCause | undefined;
  return {
    signal: controller.signal,
    get cause() {
      return cause;
    },
    stop(why) {
      cause ??= why;
      controller.abort();
    },
  };
}

/** Resolves when a signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
