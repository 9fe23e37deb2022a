// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * What a link of kind request says.
 */
export interface RequestMembers {
  user: string;
  /**
   * heads of the log of user
   */
  heads: string[];
  /**
   * the team that is asked
   */
  log: string;
  /**
   * where the logs can be had
   */
  relays: string[];
  /**
   * what the user calls himself
   */
  name?: string;
  [k: string]: unknown;
}
