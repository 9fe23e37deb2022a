import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { sealBodies } from '@allod/core/open';
import type { EpochKeys, EpochPublicKey, SealJob } from '@allod/core/open';
import type { Secret } from '@allod/principals/secrets';
import type { Content } from '../records/body.ts';
import type { Surroundings } from '../surroundings.ts';
import type { AnnounceCode, Epochs, NamedHeads } from './epochs.ts';
import type { EpochOps } from './make-epoch.ts';

const RANDOM_BYTES = 32;

/** Under what records are sealed. */
export interface Sealing {
  /** The keys of an epoch; its public key alone for whoever has no others. (04 §4.1) */
  readonly to: EpochKeys | EpochPublicKey;
  /** The epoch was just made: its ops go before the records into the same commit. */
  readonly announced?: EpochOps;
}

/** Why nothing can be sealed: no epoch is in use, and this user may announce none; there are no random numbers; the keys are locked. */
export type SealCode = Exclude<AnnounceCode, 'E_NOT_AUTHORIZED'> | 'E_STALE_EPOCH';

/**
 * The epoch for records of an owner that name these heads: the one in use; a new one where there is none, where somebody who was removed could have it, or where it was not
 * given to somebody who may announce one; else the public half of the one in use. (SEC-015, SEC-016)
 */
export async function sealingFor(
  epochs: Epochs,
  owner: string,
  at: Required<Pick<NamedHeads, 'heads'>> & NamedHeads,
): Promise<Result<Sealing, SealCode>> {
  const current = await epochs.current(owner, at);
  const found = current === undefined ? undefined : await epochs.keysOf(owner, current.eid);
  if (found?.ok === true && !(await epochs.isOutrun(owner, at))) return accept({ to: found.keys });
  if (found?.ok === false && found.missing.why === 'locked') return refuse('E_LOCKED', 'SEC-053');
  const announced = await epochs.announce(owner);
  if (announced.ok) return accept({ to: announced.value.keys, announced: announced.value });
  const { error } = announced;
  if (error.code !== 'E_NOT_AUTHORIZED') return refuse(error.code, error.requirement);
  return current === undefined ? refuse('E_STALE_EPOCH', 'SEC-016') : accept({ to: current });
}

/** The epoch of a guest, for the record with his keys. It is his own by all that his log says here. (SEC-044) */
export async function sealingForGuest(epochs: Epochs, guest: string): Promise<Result<Sealing, 'E_STALE_EPOCH'>> {
  const current = await epochs.current(guest);
  return current === undefined ? refuse('E_STALE_EPOCH', 'SEC-044') : accept({ to: current });
}

/** What a device puts into each sealed body. (SEC-040) */
export interface Drawing extends Pick<Surroundings, 'random'> {
  readonly hedge: Secret;
}

/** Seals contents for their places, in order. */
export function sealContents(
  { to }: Sealing,
  contents: readonly { readonly content: Content; readonly slot: SealJob['slot'] }[],
  { random, hedge }: Drawing,
): Promise<Uint8Array[]> {
  const secret = hedge.bytes();
  const drawn = random(RANDOM_BYTES * contents.length);
  const jobs = contents.map(({ content: { bytes, cty }, slot }, i) => ({
    slot,
    content: bytes,
    ...(cty === undefined ? {} : { cty }),
    to,
    random: drawn.subarray(i * RANDOM_BYTES, (i + 1) * RANDOM_BYTES),
    secret,
  }));
  return sealBodies(jobs);
}
