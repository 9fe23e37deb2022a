// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * What a link of kind invite says.
 */
export interface InviteMembers {
  log: string;
  /**
   * the invite
   */
  op: string;
  /**
   * 32 random bytes
   */
  seed?: string;
  /**
   * heads of log
   */
  heads: string[];
  /**
   * where the logs can be had
   */
  relays: string[];
  /**
   * what the inviter calls the team
   */
  name?: string;
  exp?: number;
  [k: string]: unknown;
}
