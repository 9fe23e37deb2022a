// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * The envelope of a record: the claims of a statement of type allod-rec.
 */
export interface RecordClaims {
  /**
   * the owner
   */
  iss: string;
  /**
   * the user who wrote it
   */
  act?: string;
  /**
   * teams between owner and writer
   */
  via?: string[];
  /**
   * kind letter, colon, name
   */
  col: string;
  /**
   * name in the collection
   */
  tag?: string;
  /**
   * SHA-256 of the body
   */
  dig?: string;
  /**
   * length of the body in bytes
   */
  len?: number;
  /**
   * media type of the body
   */
  cty?: string;
  /**
   * records that this one supersedes or follows
   */
  ant?: string[];
  /**
   * number in the chain
   */
  seq: number;
  /**
   * previous records of the chain
   */
  prv?: string[];
  /**
   * microseconds since 1970
   */
  t: number;
  /**
   * heads of the owner's log
   */
  au: string[];
  /**
   * heads of further logs
   */
  ax?: {
    [k: string]: string[];
  };
  /**
   * microseconds since 1970
   */
  burn?: number;
  /**
   * this record deletes what it supersedes
   */
  del?: true;
  [k: string]: unknown;
}
