import type { ExitCode } from './exit-codes.ts';

/** A code in words: each member is one or two whole sentences. */
export interface Explanation {
  /** What happened. */
  readonly title: string;
  /** What it means for the data. */
  readonly data: string;
  /** What to do. */
  readonly hint: string;
  /** What the program ends with when this stops it. */
  readonly exit: ExitCode;
}
