// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * The claims of a snapshot: a statement of type allod-snap.
 */
export interface SnapshotClaims {
  /**
   * the principal
   */
  log: string;
  /**
   * heads of the log
   */
  heads: string[];
  /**
   * ops in heads and their pasts
   */
  n: number;
  /**
   * digest of the state at the heads
   */
  state: string;
  /**
   * from the log down to the user
   */
  by?: string[];
  /**
   * the signers in order
   */
  sgn?: {
    kid: string;
    /**
     * from the log down to the user
     */
    by?: string[];
  }[];
  /**
   * heads of other logs
   */
  x?: {
    [k: string]: string[];
  };
  t: number;
  [k: string]: unknown;
}
