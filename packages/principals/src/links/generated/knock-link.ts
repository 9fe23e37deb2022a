// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * What a link of kind knock says.
 */
export interface KnockMembers {
  log: string;
  /**
   * where the logs can be had
   */
  relays: string[];
  /**
   * what the writer of the link calls the team
   */
  name?: string;
  [k: string]: unknown;
}
