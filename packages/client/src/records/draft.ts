import { encodeBase64url } from '@allod/core/bytes';
import { digest, utf8Bytes } from '../bytes.ts';
import type { EncodedBody } from './body.ts';

/** How many ids `prv` and `ant` may name. (02 §7) */
export const MAX_NAMED = 16;

/** In whose name a device writes, and what it goes by. */
export interface Authority {
  /** Id of the owner: the device's user, or a team. */
  readonly owner: string;
  /** The user, when the owner is a team. */
  readonly act?: string;
  /** The teams between them, if there are any. */
  readonly via?: readonly string[];
  /** Heads of the owner's log. */
  readonly heads: readonly string[];
  /** Heads of other logs, where the owner's log names older ones. */
  readonly x?: Readonly<Record<string, readonly string[]>>;
}

/** The end of the chain of one device in one collection of one owner: what the next record has to go on with. */
export interface Chain extends Authority {
  readonly col: string;
  /** `seq` of the last record, 0 before the first. */
  readonly seq: number;
  /** Ids of the last records, none before the first. */
  readonly last: readonly string[];
  /** `t` of the last record, -1 before the first. */
  readonly t: number;
}

/** What one record says. */
export interface Entry {
  readonly body: EncodedBody;
  /** Absent for the body's digest, in immutable collections alone. */
  readonly tag?: string | undefined;
  /** Versions that it supersedes. */
  readonly ant?: readonly string[];
}

/** A record before it is signed. */
export interface Draft {
  readonly id: string;
  readonly seq: number;
  readonly t: number;
  readonly claimsBytes: Uint8Array;
}

/** The claims of a record, in the order in which they are written; JSON leaves out those that are `undefined`. */
interface NextClaims extends Pick<Chain, 'seq' | 't'> {
  readonly iss: string;
  readonly act: string | undefined;
  readonly via: readonly string[] | undefined;
  readonly col: string;
  readonly tag: string | undefined;
  readonly dig: string;
  readonly len: number | undefined;
  readonly cty: string | undefined;
  readonly ant: readonly string[] | undefined;
  readonly prv: readonly string[] | undefined;
  readonly au: readonly string[];
  readonly ax: Authority['x'];
}

/** The claims of the next record of a chain. Time is that of the clock, and never not after the last record. (01 §5) */
export function nextClaims(chain: Chain, { body, tag, ant = [] }: Entry, now: number): NextClaims {
  const { bytes, dig, cty } = body;
  return {
    iss: chain.owner,
    act: chain.act,
    via: chain.via,
    col: chain.col,
    tag,
    dig,
    len: bytes.length === 0 ? undefined : bytes.length,
    cty,
    ant: ant.length === 0 ? undefined : ant.slice(0, MAX_NAMED),
    seq: chain.seq + 1,
    prv: chain.last.length === 0 ? undefined : chain.last.slice(0, MAX_NAMED),
    t: Math.max(now, chain.t + 1),
    au: chain.heads.slice(0, MAX_NAMED),
    ax: chain.x,
  };
}

/**
 * Drafts the next record, and the chain that it ends. `header` is the first part of `st`, which is the same for all that one device signs: the
 * id of a record is known before its signature, so that those of one batch can name one another.
 */
export function draftNext(
  chain: Chain,
  entry: Entry,
  { now, header }: { readonly now: number; readonly header: string },
): { readonly draft: Draft; readonly chain: Chain } {
  const claims = nextClaims(chain, entry, now);
  const { seq, t } = claims;
  const claimsBytes = utf8Bytes(JSON.stringify(claims));
  const id = digest(`${header}.${encodeBase64url(claimsBytes)}`);
  return { draft: { id, seq, t, claimsBytes }, chain: { ...chain, seq, last: [id], t } };
}
