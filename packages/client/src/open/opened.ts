import type { Named, Outcome } from '../outcome.ts';
import type { RecordView } from '../records/view.ts';
import type { Role } from '../teams/role.ts';
import type { Changed } from '../teams/teams.ts';

/** What a link is for. */
export type OpenedKind = 'invite' | 'device' | 'knock' | 'request' | 'share';

/** What is said to a person before he decides, in plain words. */
export interface Preview {
  /** What it is, as one whole sentence. */
  readonly title: string;
  /** The team, or the user whose device one would become. Its name is the link's word until the log says one. */
  readonly log: Named;
  /** Who invites or asks. */
  readonly from?: Named;
  readonly role?: Role;
  /** From when on it is over, microseconds since 1970. */
  readonly exp?: number;
  readonly members?: number;
  /** What to think of before accepting, as whole sentences. */
  readonly warnings: readonly string[];
  /** Why it cannot be accepted, as one whole sentence; absent when it can. */
  readonly impossible?: string;
}

/** What accepting came to. */
export interface Accepted extends Changed {
  /** Id of the team; of a share, whose records they are. */
  readonly team: string;
  /** Of a knock: what to hand to an admin of the team. Of a request: what to hand back to who asked. Neither holds a secret. */
  readonly link?: string;
}

/** How a link is accepted. */
export interface AcceptOptions {
  /** What one is called in the team, as a record of the team; what the home says when absent. */
  readonly name?: string;
  /** Of a request: what he may be; `writer` when absent. */
  readonly role?: Role;
  /** Relays that a link names which is made for it. */
  readonly relays?: readonly string[];
}

/**
 * A link that was looked at. Nothing was written for it, and nobody was told but the relays that were asked for the log. `accept` writes what the
 * link is for; it reaches others with the next sync.
 */
export interface Opened {
  readonly kind: OpenedKind;
  readonly preview: Preview;
  /** Of a share: what it opens, newest first; what does not open says why. Nothing of it is written here. */
  readonly records?: readonly RecordView[];
  /** Refuses with `E_INVITE` an offer that is over, `E_NOT_FOUND` a log that could not be had, `E_INPUT` a link for a new device. */
  accept(options?: AcceptOptions): Promise<Outcome<Accepted>>;
  /** Forgets it without a trace: nobody is told. */
  decline(): Promise<void>;
  /** Forgets it, and notes that nothing by whoever sent it is to be shown. Refuses with `E_NOT_FOUND` when that is nobody known. */
  block(): Promise<Outcome<Named>>;
}

/** How a link is looked at. */
export interface OpenOptions {
  /** Relays to ask beside those that the link names. */
  readonly relays?: readonly string[];
  /** Gives up asking. */
  readonly signal?: AbortSignal;
}
