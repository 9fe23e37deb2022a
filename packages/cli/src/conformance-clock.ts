/** A clock and timers that move only when they are told to. */
export class ManualClock {
  /** Microseconds since 1970. */
  now: number;
  readonly #timers: Set<{ readonly at: number; readonly fn: () => void }> = new Set();

  constructor(now: number) {
    this.now = now;
  }

  /** Calls `fn` once the clock has moved by `ms` milliseconds. */
  set(ms: number, fn: () => void): () => void {
    const timer = { at: this.now + ms * 1000, fn };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets microseconds go by: what falls due is called in its order, at its time. */
  advance(micros: number): void {
    const end = this.now + micros;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.now = next.at;
      next.fn();
    }
    this.now = end;
  }
}
