import type { Ed25519Jwk, P256Jwk, RootEntry, X25519Jwk } from './generated/user-init-claims.ts';

export type {
  DeviceEntry,
  Ed25519Jwk,
  P256Jwk,
  RootEntry,
  UserInitClaims,
  X25519Jwk,
} from './generated/user-init-claims.ts';

/** A public key that signs, as JWK. */
export type SigningJwk = Ed25519Jwk | P256Jwk;

/** What a guest may do in one collection, or with one tag of it; from `nbf` until before `exp`, in microseconds. (03 §4) */
export interface Capability {
  readonly do: readonly ['r'] | readonly ['w'] | readonly ['r', 'w'];
  readonly col: string;
  readonly tag?: string;
  readonly nbf?: number;
  readonly exp?: number;
}

/** By log, 1 to 16 ids of its ops; at most 16 logs. */
export type Heads = Readonly<Record<string, readonly string[]>>;

/** By collection and device, its last records: 1 to 8 ids. */
export type Tips = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** 1 to 16 fields; names of 1 to 16 letters from `a` to `z`, texts of 1 to 64 characters. */
export type Policy = Readonly<Record<string, string>> & { readonly admit?: 'open' | 'quorum' };

/** A principal with whom a team begins. */
export interface MemberEntry {
  readonly who: string;
  readonly lvl: 10 | 20 | 30 | 40;
}

/** What all ops but the first say: whose log it is, after which ops, who signs and what is known of other logs. (03 §4) */
export interface FurtherClaims {
  readonly log: string;
  readonly par: readonly string[];
  readonly by?: readonly string[];
  readonly sgn?: readonly { readonly kid: string; readonly by?: readonly string[] }[];
  readonly x?: Heads;
  readonly keys?: readonly SigningJwk[];
  readonly t: number;
}

/** How a device shows its keys when it becomes a member. */
export interface DeviceKeys {
  readonly sig?: SigningJwk;
  readonly enc?: X25519Jwk;
  readonly hw?: true;
}

/** The first op of a team. (PRN-013) */
export interface TeamInitClaims extends Pick<FurtherClaims, 'by' | 'sgn' | 'x' | 't'> {
  readonly k: 'init';
  readonly kind: 'team';
  readonly salt: string;
  readonly mem: readonly (MemberEntry | RootEntry)[];
  readonly pol?: Policy;
}

/** The ops that do not begin a log, by their kind. (PRN-015) */
export type OpClaims = FurtherClaims &
  (
    | ({
        readonly k: 'add';
        readonly who: string;
        readonly lvl: Level;
        readonly caps?: readonly Capability[];
      } & DeviceKeys)
    | {
        readonly k: 'invite';
        readonly who?: string;
        readonly key?: Ed25519Jwk;
        readonly lvl: GivenLevel;
        readonly caps?: readonly Capability[];
        readonly uses?: number;
        readonly enc?: X25519Jwk;
        readonly exp?: number;
      }
    | ({ readonly k: 'join'; readonly who: string; readonly ref: string; readonly lvl?: GivenLevel } & DeviceKeys)
    | {
        readonly k: 'set';
        readonly who: string;
        readonly lvl: GivenLevel;
        readonly caps?: readonly Capability[];
        readonly last?: Tips;
      }
    | {
        readonly k: 'remove';
        readonly who: string;
        readonly keep?: true;
        readonly thru?: readonly string[];
        readonly why?: 'lost' | 'retired';
        readonly last?: Tips;
      }
    | { readonly k: 'bound'; readonly last: Tips }
    | EpochSaid
    | { readonly k: 'pol'; readonly pol: Policy }
  );

/** What announces an epoch. (04 §2.1) */
export interface EpochSaid {
  readonly k: 'epoch';
  readonly pub: X25519Jwk;
  /** Digest and length of its keybox; both or none. */
  readonly dig?: string;
  readonly len?: number;
  /** 1 to 64 earlier epochs; `w` is 40 bytes as base64url. */
  readonly back?: readonly { readonly eid: string; readonly w: string }[];
  /** Microseconds since 1970. */
  readonly end?: number;
}

/** guest, reader, writer, admin, owner: what can be offered and set. */
export type GivenLevel = 0 | 10 | 20 | 30 | 40;
/** Those and root, which only a cold key has. (03 §1.1) */
export type Level = GivenLevel | 50;
