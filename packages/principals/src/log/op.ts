/** What an op says that its kind needs. */
export type OpKind = 'init' | 'add' | 'invite' | 'join' | 'set' | 'remove' | 'bound' | 'epoch' | 'pol';

/** A key, and the principals from the log down to its user. Without any, the key itself is an entry of the log. */
export interface OpSigner {
  readonly kid: string;
  readonly by: readonly string[];
}

/** A member with whom a log begins. One at level root is a key known by its thumbprint, which need not sign. */
export interface Founder {
  readonly who: string;
  readonly lvl: number;
  /** Whether it says to which key one encrypts. */
  readonly enc?: true;
}

/** An op of a principal log, decoded. Chapter 03; times are microseconds, levels 0, 10, 20, 30, 40 or 50. */
export interface Op {
  readonly id: string;
  readonly k: OpKind;
  /** The principal; of an `init` its own id. */
  readonly log: string;
  /** At most 16; none of an `init`. */
  readonly par: readonly string[];
  /** 1 to 8, in order; the first one acts, the others agree. */
  readonly signers: readonly OpSigner[];
  /** Heads of other logs: at most 16 logs, and 16 heads of each. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
  readonly who?: string;
  readonly lvl?: number;
  /** What a guest may do, each capability as one canonical text. */
  readonly caps?: readonly string[];
  readonly keep?: boolean;
  readonly thru?: readonly string[];
  readonly why?: 'lost' | 'retired';
  /** Of a join: the invite. */
  readonly ref?: string;
  /** Of an invite: the thumbprint of its one-time key. Of a join: that of the invite key that signed it. */
  readonly key?: string;
  /** Of an invite: how many may join; 1 where absent. */
  readonly uses?: number;
  /** Of an invite: a join at this time or later is too late. */
  readonly exp?: number;
  /** When it was made; 0 where absent. */
  readonly t?: number;
  /** Of a `bound`: the keys whose tips it lists. */
  readonly kids?: readonly string[];
  readonly pol?: Readonly<Record<string, string>>;
  /** Of an `add`, `join` or `invite`: whether it says to which key one encrypts. */
  readonly enc?: true;
  /** Of an `epoch`: the epoch that it announces, the earlier ones that it leads back to, and when it is deleted. */
  readonly eid?: string;
  readonly back?: readonly string[];
  readonly end?: number;
  /** Of an `init`. */
  readonly kind?: 'user' | 'team';
  readonly mem?: readonly Founder[];
}

/** The six levels. (design 3.2) */
export const LEVEL = { guest: 0, reader: 10, writer: 20, admin: 30, owner: 40, root: 50 } as const;

/** Less than a guest: no member. */
export const NOBODY = -1;

/** The direct member that a signer acts for. */
export function entryOf({ kid, by }: OpSigner): string {
  return by[0] ?? kid;
}
