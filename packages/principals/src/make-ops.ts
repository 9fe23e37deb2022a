/** The ops of a log, one function for each thing that can be said. Chapter 03 §4. All throw `RangeError` as `makeOp` does. */
import type { Statement } from '@allod/core/statement';
import type {
  Capability,
  Ed25519Jwk,
  EpochSaid,
  GivenLevel,
  OpClaims,
  Policy,
  SigningJwk,
  Tips,
  X25519Jwk,
} from './claims.ts';
import { makeOp } from './make-op.ts';
import type { OpPlace } from './make-op.ts';

/** A level, and for a guest what it may do. */
export interface Standing {
  readonly lvl: GivenLevel;
  readonly caps?: readonly Capability[];
}

/** A device that becomes a member: its id, and its keys. */
export interface NewDevice {
  /** Thumbprint of `sig`. */
  readonly who: string;
  readonly sig: SigningJwk;
  readonly enc?: X25519Jwk;
  /** The signing key lives in hardware: an `ES256` key has to. (PRN-011) */
  readonly hw?: true;
}

/** Takes a user or a team into a team, at once. The newcomer signs as well. (PRN-025) */
export function addMember(said: Standing & { readonly who: string }, place: OpPlace): Promise<Statement> {
  return makeOp({ k: 'add', ...said }, place);
}

/** Enrols a device of a user, at level writer or above. The device signs as well, without a path. (PRN-017, PRN-025) */
export function addDevice(said: Standing & NewDevice, place: OpPlace): Promise<Statement> {
  return makeOp({ k: 'add', ...said }, place);
}

/** Adds a cold key by its thumbprint. It need not sign. (03 §5.3) */
export function addColdKey(
  said: { readonly who: string; readonly enc?: X25519Jwk },
  place: OpPlace,
): Promise<Statement> {
  return makeOp({ k: 'add', lvl: 50, ...said }, place);
}

/** Offers a membership to a principal, or to whoever has a one-time key. `uses` and `exp` as in chapter 03 §4. */
export function createInvite(
  said: Standing & { readonly exp?: number } & (
      | { readonly who: string }
      | { readonly key: Ed25519Jwk; readonly uses?: number; readonly enc?: X25519Jwk }
    ),
  place: OpPlace,
): Promise<Statement> {
  return makeOp({ k: 'invite', ...said }, place);
}

/** Takes an offer up. The newcomer signs, and with an invite by key that key as well. (PRN-050, PRN-051) */
export function joinByInvite(
  said: { readonly ref: string } & ({ readonly who: string } | NewDevice),
  place: OpPlace,
): Promise<Statement> {
  return makeOp({ k: 'join', ...said }, place);
}

/** Gives a member another level, or a guest other capabilities. */
export function setLevel(
  said: Standing & { readonly who: string; readonly last?: Tips },
  place: OpPlace,
): Promise<Statement> {
  return makeOp({ k: 'set', ...said }, place);
}

/** Ends a membership or an invite; with `keep`, only what the target does beside this op. */
export function removeMember(
  said: Omit<Extract<OpClaims, { readonly k: 'remove' }>, 'k' | keyof OpPlace | 'by' | 'sgn'>,
  place: OpPlace,
): Promise<Statement> {
  return makeOp({ k: 'remove', ...said }, place);
}

/** Says which late work of somebody stands. (03 §4, chapter 05) */
export function setBound(last: Tips, place: OpPlace): Promise<Statement> {
  return makeOp({ k: 'bound', last }, place);
}

/** Sets fields of the policy. */
export function setPolicy(pol: Policy, place: OpPlace): Promise<Statement> {
  return makeOp({ k: 'pol', pol }, place);
}

/** Announces an epoch, or brings it to more recipients. Its keybox is the body of the op. (04 §2) */
export function announceEpoch(said: Omit<EpochSaid, 'k'>, place: OpPlace): Promise<Statement> {
  return makeOp({ k: 'epoch', ...said }, place);
}
