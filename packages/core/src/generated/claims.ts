// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * What every statement's claims have in common.
 */
export interface Claims {
  /**
   * microseconds since 1970
   */
  t?: number;
  [k: string]: unknown;
}
