import { isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Policy } from '../claims.ts';
import { hasBallotForm, isBallotKind, isProposable, NAMES_BY_KIND } from './forms.ts';

/** The collection of a team in which its ballots stand. (03 §9.1) */
export const BALLOTS = 'i:allod.votes';

/** What an op is to say: admit somebody, give a member another level, end a membership, or set fields of the policy. */
export type ProposedOp =
  | { readonly k: 'invite' | 'set'; readonly who: string; readonly lvl: 10 | 20 | 30 | 40 }
  | { readonly k: 'remove'; readonly who: string }
  | { readonly k: 'pol'; readonly pol: Policy };

/** This is to be done. */
export interface Proposal {
  readonly k: 'proposal';
  readonly op: ProposedOp;
  /** Why: 1 to 500 characters without controls. */
  readonly text?: string;
}

/** Yes, or no, to the proposal in the record `on`. */
export interface Vote {
  readonly k: 'vote';
  readonly on: string;
  readonly yes: boolean;
}

/** The proposal in the record `on` is taken back. */
export interface Withdrawal {
  readonly k: 'withdrawal';
  readonly on: string;
}

/** A signature of the op that the proposal in the record `on` asks for. */
export interface Signature {
  readonly k: 'signature';
  readonly on: string;
  /** Header and claims of the op. */
  readonly st: string;
  /** 64 bytes as base64url. */
  readonly sig: string;
}

/** What the body of a record of a ballot says. */
export type Ballot = Proposal | Vote | Withdrawal | Signature;

/** Why a body is refused; with `E_UPGRADE`, it waits for newer software. */
export type BallotCode = 'E_JSON' | 'E_FORMAT' | 'E_UPGRADE';

/**
 * Reads the body of a record of a ballot. Refuses with `E_JSON` (PRN-100) and `E_FORMAT` (PRN-102). `E_UPGRADE` means that newer software
 * reads it (PRN-101). Members that its kind does not have are left out (PRN-103).
 */
export function readBallot(body: Uint8Array): Result<Ballot, BallotCode> {
  const said = parseStrictJson(body);
  if (!said.ok) return said;
  if (!isJsonObject(said.value)) return refuse('E_FORMAT', 'PRN-102');
  const { k, op } = said.value;
  if (typeof k === 'string' && !isBallotKind(k)) return refuse('E_UPGRADE', 'PRN-101', { unknown: `ballot ${k}` });
  const asked = k === 'proposal' ? kindOf(op) : undefined;
  if (asked !== undefined && !isProposable(asked))
    return refuse('E_UPGRADE', 'PRN-101', { unknown: `proposal of ${asked}` });
  if (typeof k !== 'string' || !hasBallotForm(said.value, k)) return refuse('E_FORMAT', 'PRN-102');
  return accept(pick(said.value, NAMES_BY_KIND[k]) as unknown as Ballot);
}

function kindOf(op: JsonValue | undefined): string | undefined {
  return isJsonObject(op) && typeof op.k === 'string' ? op.k : undefined;
}

function pick(from: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name]!]] : [])));
}
