/** How much is measured. */
export interface Plan {
  /** Records of one round of signing one by one. */
  readonly single: number;
  /** Records of one round of signing in batches, of verifying, and of jose. */
  readonly local: number;
  /** Records of a pull. */
  readonly pull: number;
  /** Rounds of each contender that count; of a pull `pullRounds`. */
  readonly rounds: number;
  readonly pullRounds: number;
  /** Rounds before those. A pull has one. */
  readonly warmUps: number;
}

/** What the figures are taken from. */
export const FULL: Plan = { single: 500, local: 5_000, pull: 100_000, rounds: 5, pullRounds: 3, warmUps: 2 };

/** Shows that everything runs, and measures nothing. */
export const QUICK: Plan = { single: 4, local: 40, pull: 300, rounds: 1, pullRounds: 1, warmUps: 0 };

/** Records that a client signs and commits at once. */
export const WRITE_BATCH = 500;
/** Statements of one message of sync. */
export const READ_BATCH = 256;
