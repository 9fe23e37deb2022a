// Generated from spec/schemas by `npm run generate`. Not edited by hand.

export type Id = string;

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
   *
   * @minItems 2
   * @maxItems 8
   */
  sgn?: {
    kid: Id;
    /**
     * path of authority, from the log down to the user
     *
     * @minItems 1
     * @maxItems 8
     */
    by?: Id[];
  }[];
  [k: string]: unknown;
}
