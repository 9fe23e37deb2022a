import type { Result } from '@allod/core/errors';
import type { StatementParts } from '@allod/core/statement';
import type { Admitted, Parked, ParkCode, State } from '@allod/core/verify';

/**
 * A store of statements and bodies. Ids and digests are base64url, 43 characters; times are microseconds since 1970.
 * Made by a driver: `createMemoryStore`, or `openLmdbStore` of `@allod/storage/lmdb`. Every call throws `TypeError` after `close`.
 */
export interface Store {
  /** 8 random bytes, drawn once when the store was made: what its positions belong to. */
  readonly gen: Uint8Array;
  /**
   * Makes all changes or none. Once it resolves, they survive what the driver promises. (STO-001, STO-002)
   * Refuses with `E_CONFLICT` (STO-007), `E_DIGEST` (STO-010) and `E_STORE_FULL` (STO-013), having changed nothing.
   * Throws `TypeError` when a statement belongs to another space, `RangeError` for an id, an origin or a meta name out of bounds.
   */
  commit(commit: Commit): Promise<Result<Committed, CommitCode>>;
  /** The statements with these ids, accepted or parked, in order. */
  items(ids: readonly string[]): Promise<(Stored | undefined)[]>;
  /** A body, or its bytes from `range[0]` up to, not including, `range[1]`. (STO-009) */
  body(dig: string, range?: readonly [number, number]): Promise<Uint8Array | undefined>;
  /** The rows of one index, in its order. Whether rows of a commit that happens meanwhile are among them is left open. */
  scan<Q extends Scan>(query: Q): AsyncIterable<Extract<Row, { readonly by: Q['by'] }>>;
  /** Count and lanes of each range of the set, and its certificate where it is asked for. (SYN-002, SYN-003) */
  fold(space: string, ranges: readonly Range[]): Promise<Fold[]>;
  /** Calls `fn` for each commit to the space, or to any for `*`. Ends when the returned function is called. (STO-008) */
  watch(space: string, fn: (committed: Committed) => void): () => void;
  /** Waits for what is under way, and gives the store up. */
  close(): Promise<void>;
}

/** The codes of a commit. Nothing was written when one of them comes back. */
export type CommitCode = 'E_CONFLICT' | 'E_DIGEST' | 'E_STORE_FULL';

/** What one commit does to one space, in the order of its members. */
export interface Commit {
  readonly space: string;
  /** Values that `meta` has to have, `null` for none. (STO-007) */
  readonly expect?: readonly (readonly [name: string, value: Uint8Array | null])[];
  /** Accepted statements: into the set, with a position each. */
  readonly put?: readonly Admitted[];
  /** Number of the peer that sent the accepted ones, 0 to 65535, for one's own use; 0 when absent. */
  readonly origin?: number;
  /** Statements that wait; one that is held already stays as it is. */
  readonly park?: readonly Parked[];
  /** New states of accepted statements; unknown ids are passed over. */
  readonly state?: readonly (readonly [id: string, state: State])[];
  /** Ids to forget: of parked statements, or of a collection or space that is given up. Unknown ids are passed over. */
  readonly drop?: readonly string[];
  /** Bodies with their digests. One to which no statement refers after the commit is not kept. (STO-010) */
  readonly bodies?: readonly (readonly [dig: string, bytes: Uint8Array])[];
  /** Digests of bodies to give up although statements refer to them. (STO-012) */
  readonly dropBodies?: readonly string[];
  /**
   * Ids of accepted statements whose bodies may be kept no more. A body goes unless a statement that is not among these refers to it:
   * nobody ends the body of another by naming its digest. (SEC-025)
   */
  readonly release?: readonly string[];
  /** Values to set, `null` to delete. Names have at most 512 bytes of UTF-8. */
  readonly meta?: readonly (readonly [name: string, value: Uint8Array | null])[];
}

/** What a commit did. `last` is `first - 1` when it gave no position. */
export interface Committed {
  readonly space: string;
  readonly gen: Uint8Array;
  readonly first: number;
  readonly last: number;
  /** Ids that got a position, in the order of their positions. */
  readonly added: readonly string[];
  /** Ids that were in the set before. */
  readonly known: readonly string[];
}

/**
 * A statement as it was stored. A disk is outside: nothing here is trusted by type. `statementFromParts(parts)` of
 * `@allod/core/statement` reads it again, without any signature being checked; the caller decides whether it needs that.
 */
export interface Stored {
  readonly id: string;
  readonly space: string;
  readonly parts: StatementParts;
  /** What is shown of it, when it is accepted. */
  readonly state?: State;
  /** Its position, when it is accepted. (STO-019) */
  readonly pos?: number;
  /** Why it waits and for which ops, when it is parked. */
  readonly parked?: Waiting;
}

/** Why a statement waits. */
export interface Waiting {
  readonly code: ParkCode;
  readonly requirement: string;
  /** What this version did not know, for `E_UPGRADE`. */
  readonly unknown?: string;
  /** Ids of the ops it waits for; empty when it waits for software. */
  readonly waitsFor: readonly string[];
}

/** A half-open range of order keys; without `lo` from the first key, without `hi` past the last. */
export interface Range {
  readonly lo?: Uint8Array;
  readonly hi?: Uint8Array;
  /** Whether the certificate of the range is wanted; it costs a hash over all its ids. */
  readonly certificate?: boolean;
}

/** The sum of a range. */
export interface Fold {
  readonly count: number;
  /** 32 bytes: eight little-endian 32-bit lanes. */
  readonly lanes: Uint8Array;
  /** 32 bytes, when asked for. */
  readonly certificate?: Uint8Array;
}

/** What can be listed, and in which order. */
export type Scan =
  /** The set in its order. */
  | { readonly by: 'key'; readonly space: string; readonly range?: Range; readonly reverse?: boolean }
  /** Accepted statements after a position, in the order of positions. */
  | { readonly by: 'pos'; readonly space: string; readonly after?: number }
  /** Versions of one tag, by `t`, then by id. */
  | { readonly by: 'tag'; readonly space: string; readonly col: string; readonly tag: string }
  /** Records of one device in one collection, highest `seq` first. */
  | { readonly by: 'tip'; readonly space: string; readonly kid: string; readonly col: string }
  /** Parked statements of all spaces that wait for an op, or for newer software when it is absent. */
  | { readonly by: 'parked'; readonly waitsFor?: string }
  /** Statements of all spaces to look at again up to and including this time. */
  | { readonly by: 'due'; readonly until: number }
  /** Values whose names begin with `prefix`. */
  | { readonly by: 'meta'; readonly prefix: string };

/** One row of a scan. */
export type Row =
  | { readonly by: 'key'; readonly id: string; readonly key: Uint8Array }
  | {
      readonly by: 'pos';
      readonly id: string;
      readonly pos: number;
      readonly origin: number;
      /** As in {@link Stored}: not trusted, and read again with `statementFromParts`. */
      readonly parts: StatementParts;
      readonly state: State;
    }
  | { readonly by: 'tag'; readonly id: string; readonly t: number; readonly del: boolean }
  | { readonly by: 'tip'; readonly id: string; readonly seq: number }
  | { readonly by: 'parked'; readonly id: string }
  | { readonly by: 'due'; readonly id: string; readonly due: number; readonly why: 'held' | 'burn' | 'end' }
  | { readonly by: 'meta'; readonly name: string; readonly value: Uint8Array };
