import { createHash } from 'node:crypto';
import type { JsonObject } from '@allod/core/bytes';
import { encodeBase64url } from '@allod/core/bytes';
import type { EncodedBody } from './body.ts';

/** How many ids `prv` and `ant` may name. (02 §7) */
export const MAX_NAMED = 16;

/** The end of the chain of one device in one collection of its user: what the next record has to go on with. */
export interface Chain {
  /** Id of the user. */
  readonly user: string;
  readonly col: string;
  /** Heads of the user's log. */
  readonly heads: readonly string[];
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
  readonly tag?: string;
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

const encoder = new TextEncoder();

/** The claims of the next record of a chain. Time is that of the clock, and never not after the last record. (01 §5) */
export function nextClaims(
  chain: Chain,
  { body, tag, ant = [] }: Entry,
  now: number,
): JsonObject & Pick<Chain, 'seq' | 't'> {
  const { bytes, dig, cty } = body;
  return {
    iss: chain.user,
    col: chain.col,
    ...(tag === undefined ? {} : { tag }),
    dig,
    ...(bytes.length === 0 ? {} : { len: bytes.length }),
    ...(cty === undefined ? {} : { cty }),
    ...(ant.length === 0 ? {} : { ant: ant.slice(0, MAX_NAMED) }),
    seq: chain.seq + 1,
    ...(chain.last.length === 0 ? {} : { prv: chain.last.slice(0, MAX_NAMED) }),
    t: Math.max(now, chain.t + 1),
    au: [...chain.heads],
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
  const claimsBytes = encoder.encode(JSON.stringify(claims));
  const st = `${header}.${encodeBase64url(claimsBytes)}`;
  const id = createHash('sha256').update(st).digest('base64url');
  return { draft: { id, seq, t, claimsBytes }, chain: { ...chain, seq, last: [id], t } };
}
