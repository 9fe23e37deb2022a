/** Time as the runner sees it. Passed in, so that tests own it. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; the zero point has no meaning. */
  nowMs(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}
