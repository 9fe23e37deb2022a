// Generated from spec/schemas by `npm run generate`. Not edited by hand.

export type Id = string;
/**
 * teams between owner and writer
 *
 * @minItems 1
 * @maxItems 7
 */
export type Ids = Id[];
/**
 * records that this one supersedes or follows
 *
 * @minItems 1
 * @maxItems 16
 */
export type Ids1 = Id[];
/**
 * previous records of the chain
 *
 * @minItems 1
 * @maxItems 16
 */
export type Ids2 = Id[];
/**
 * heads of the owner's log
 *
 * @minItems 1
 * @maxItems 16
 */
export type Ids3 = Id[];
/**
 * @minItems 1
 * @maxItems 16
 */
export type Ids4 = Id[];

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
  via?: Ids;
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
  ant?: Ids1;
  /**
   * number in the chain
   */
  seq: number;
  prv?: Ids2;
  /**
   * microseconds since 1970
   */
  t: number;
  au: Ids3;
  /**
   * heads of further logs
   */
  ax?: {
    [k: string]: Ids4;
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
