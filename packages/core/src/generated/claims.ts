// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * What every statement's claims have in common.
 */
export interface Claims {
  /**
   * microseconds since 1970
   */
  t?: number;
  /**
   * the signers in order
   */
  sgn?: {
    kid: string;
    /**
     * path of authority, from the log down to the user
     */
    by?: string[];
  }[];
  [k: string]: unknown;
}
