import type { Named, Outcome } from '../outcome.ts';
import type { Changed } from '../teams/teams.ts';

/** How much a link opens: one version of a record, all versions of it, or a collection. */
export type ShareScope = 'version' | 'record' | 'collection';

/** What is shared. */
export type ShareTarget =
  /** A collection or, with `tag`, all versions of a record; one's own unless `owner` says whose. */
  | { readonly col: string; readonly owner?: string; readonly tag?: string }
  /** One version: the record with this id. */
  | { readonly record: string };

/** What a link is about. */
export interface ShareFacts {
  /** By which `revoke` finds it. */
  readonly id: string;
  readonly of: ShareScope;
  /** Whose records they are. */
  readonly log: Named;
  readonly col: string;
  readonly tag?: string;
  /** Id of the record, of a version. */
  readonly rec?: string;
  /** Id of the epoch whose records it opens. */
  readonly eid: string;
}

/** A link that was made. */
export interface Shared extends ShareFacts {
  /** **Whoever has it reads what it is for.** The key stands in it, and nowhere else. */
  readonly link: string;
  /** How many of the records that are here it opens. */
  readonly opens: number;
  /** How many there are of that collection, or of that tag. */
  readonly among: number;
}

/** A link that was made on one of this user's devices, and what it opens by now. */
export interface ShareStatus extends ShareFacts {
  /** When it was made, microseconds since 1970. */
  readonly t: number;
  /**
   * `in use`: it opens what is written now, too · `past`: it opens what was written before another epoch was announced, and nothing after it ·
   * `for ever`: one version, which stays as it is.
   */
  readonly state: 'in use' | 'past' | 'for ever';
}

/** Links with which somebody reads who is no member. */
export interface Shares {
  /**
   * Makes a link, and notes it without its key in a record of one's own space. Refuses with `E_INPUT` a collection that everybody can read, a tag in an immutable one
   * (SEC-042), a record that no key of an epoch is for, or a relay that is none; with `E_NOT_FOUND` what is not here; and, where the key cannot be had, with
   * `E_LOCKED`, `E_BURNED` or `E_DECRYPT` and whom to ask.
   */
  create(target: ShareTarget, options?: { readonly relays?: readonly string[] }): Promise<Outcome<Shared>>;
  /** The links that this user has made, newest first. */
  list(): Promise<ShareStatus[]>;
  /**
   * Ends a link, by its id or the beginning of it (6 characters or more): a new epoch is announced, and what is written from then on does not open with it. What it
   * opened before, it opens still. Refuses with `E_INPUT` a link for one version, which cannot be taken back, and as `Keys.rotate` does.
   */
  revoke(id: string): Promise<Outcome<Changed>>;
}
