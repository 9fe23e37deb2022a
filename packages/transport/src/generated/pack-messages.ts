// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/** Any message of `spec/schemas/pack-messages.schema.json`, in the form that travels: byte strings are `Uint8Array`. */
export type PackMessage =
  | PackHeadMessage
  | PackEndMessage;

/** Begins a pack. */
export interface PackHeadMessage {
  readonly m: 'pack';
  readonly v: 1;
  /** the spaces */
  readonly sp: readonly Uint8Array[];
  /** when, in microseconds since 1970 */
  readonly made: number;
}

/** Ends a pack. */
export interface PackEndMessage {
  readonly m: 'packend';
  /** count of items */
  readonly n: number;
  readonly per: readonly (readonly [Uint8Array, number, Uint8Array, readonly Uint8Array[]])[];
  /** SHA-256 of all bytes before this message */
  readonly sha: Uint8Array;
}
