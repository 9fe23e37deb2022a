import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Outcome } from '../outcome.ts';
import type { CollectionStatus, SpaceStatus } from '../spaces.ts';
import type { AddAllOptions, AddCode, Added, Writer } from './add.ts';
import type { Body } from './body.ts';
import { findRecord } from './find.ts';
import { listRecords } from './list.ts';
import { isOfPrograms } from './place.ts';
import type { RecordView } from './view.ts';
import { watchRecords } from './watch.ts';
import type { Watched, WatchedRecord, WatchOptions } from './watch.ts';

/** Which records are listed. */
export interface ListOptions {
  /** Only those of this collection; of all but those of programs (`allod.…`) when absent. */
  readonly col?: string;
  /** Only those of this user or team; of everybody that is here when absent. */
  readonly owner?: string;
  /** How many at most; all when absent. */
  readonly limit?: number;
}

/** A collection of somebody, and how many records of it are here. */
export interface OwnedCollection extends CollectionStatus {
  readonly owner: string;
}

/** Records: one's own to add, and all that are here to read. */
export interface Records {
  /**
   * Signs a record and stores it, for a collection of one's own or, with `owner`, of a team. With the `tag` of a record that is there it becomes
   * its next version. It is encrypted for the owner, unless the collection is of kind `c` or its name ends with `.public` (SEC-036). What a team does not let one do is refused with `E_NOT_AUTHORIZED` (COL-002), and `ask` says who may give the right.
   * Refuses with `E_INPUT` a collection, tag or body out of form, `E_SIZE` a body of more than 1,048,576 bytes as it is stored (REC-009), `E_TAG` a tag in an
   * immutable collection that is not the digest (REC-010), `E_PENDING_AUTH` while one's own log is not here (COL-001), `E_STALE_EPOCH` where no keys are in use and this user may make none (SEC-016), `E_RANDOM`
   * (SEC-039), `E_LOCKED` (SEC-053), and as the store does.
   */
  add(
    col: string,
    body: Body,
    options?: { readonly tag?: string; readonly owner?: string },
  ): Promise<Outcome<Added, AddCode>>;
  /** {@link Records.add} for many: signed in batches, committed at most 500 at a time. When one is out of form, none is written. */
  addAll(col: string, bodies: readonly Body[], options?: AddAllOptions): Promise<Outcome<Added[], AddCode>>;
  /** The record with an id, or with the only id that begins with these 6 or more characters; what cannot be opened says why, in `sealed`. Refuses with `E_NOT_FOUND`. */
  get(idOrPrefix: string): Promise<Result<RecordView, 'E_NOT_FOUND'>>;
  /** Newest first by the time that records state, every version. Those that are added meanwhile may be among them. */
  list(options?: ListOptions): AsyncIterable<RecordView>;
  /** What comes after the cursor `since`, or from now on, once it is durable. Throws `RangeError` for a `since` that is no cursor. */
  watch(options?: WatchOptions): AsyncIterable<WatchedRecord>;
  /** The collections of everybody that is here, one's own first. */
  collections(): Promise<OwnedCollection[]>;
}

/** What records are read from and written by. */
export interface RecordsOptions {
  readonly writer: Writer;
  readonly watched: Watched;
  readonly collectionsOf: (space: string) => readonly string[];
  readonly status: (space: string) => Promise<SpaceStatus>;
}

/** Puts reading and writing together. */
export function createRecords({ writer, watched, collectionsOf, status }: RecordsOptions): Records {
  const { spaces } = watched;
  return {
    async add(col, body, { tag, owner } = {}) {
      const added = await writer.addAll(col, [body], { tags: [tag], ...(owner === undefined ? {} : { owner }) });
      return added.ok ? accept(added.value[0]!) : added;
    },
    addAll: (col, bodies, options) => writer.addAll(col, bodies, options),
    get: async (idOrPrefix) => findRecord(watched, idOrPrefix, spaces()),
    list({ col, owner, limit = Infinity } = {}) {
      const owners = owner === undefined ? spaces() : [owner];
      const places = owners.flatMap((space) => {
        const cols = col === undefined ? collectionsOf(space).filter((each) => !isOfPrograms(each)) : [col];
        return cols.map((each) => ({ space, col: each }));
      });
      return listRecords(watched, places, limit);
    },
    watch: (options = {}) => watchRecords(watched, options),
    async collections() {
      const all = await Promise.all(spaces().map(status));
      return all.flatMap(({ space, collections }) => collections.map((each) => ({ owner: space, ...each })));
    },
  };
}
