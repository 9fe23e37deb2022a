/** Names of the limits registry that concern a session. */
export type SessionLimit =
  | 'frameBytes'
  | 'cursorBytes'
  | 'refusedItems'
  | 'parkedStatements'
  | 'parkedBytes'
  | 'liveQueueBytes'
  | 'liveBodyBytes'
  | 'getsInFlight'
  | 'askedBodyBytes'
  | 'packMessageBytes'
  | 'subscriptions'
  | 'helloSeconds'
  | 'silenceSeconds';

/** The bounds that every session goes by, under their names in the registry of limits. (RLY-009) */
export const SESSION_LIMITS: Readonly<Record<SessionLimit, number>> = Object.freeze({
  /** Greatest frame that is taken, in bytes. (TRN-001) */
  frameBytes: 1_048_576,
  /** Length of a cursor, in bytes. (SYN-013) */
  cursorBytes: 24,
  /** Refused items that end a session. (SYN-026) */
  refusedItems: 100,
  /** Statements that one link may have parked. (SYN-030) */
  parkedStatements: 1_000,
  /** Bytes of them, bodies included. (SYN-030) */
  parkedBytes: 8_388_608,
  /** Bytes of the live items that wait for one subscription. (SYN-022) */
  liveQueueBytes: 4_194_304,
  /** Longest body that is counted among them. (SYN-022) */
  liveBodyBytes: 65_536,
  /** Questions of one side that are not answered. (SYN-034) */
  getsInFlight: 64,
  /** Bytes of bodies in our questions that are not answered. (SYN-038) */
  askedBodyBytes: 1_048_576,
  /** Longest message of a pack, in bytes: a pack is a session in a file. (STO-022) */
  packMessageBytes: 2_097_152,
  /** Subscriptions that one side may open on one link. (SYN-034) */
  subscriptions: 1_024,
  /** Wait for `hello`, in seconds. (TRN-003) */
  helloSeconds: 10,
  /** Silence before a ping, and the wait for its answer, in seconds. (TRN-006) */
  silenceSeconds: 25,
});

/** The versions of the specification that a peer speaks, as its `hello` says. (TRN-004) */
export const VERSIONS: readonly string[] = Object.freeze(['allod1']);

/** The features that a peer knows, as its `hello` says: `z`, compressed items. (SYN-010) */
export const FEATURES: readonly string[] = Object.freeze(['z']);
