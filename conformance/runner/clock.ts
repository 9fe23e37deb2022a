/** Time as the runner sees it. Passed in, so that tests own it. */
export interface Clock {
  /** Calls `run` once after `delayMs` on a clock that never goes back; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
