import { keysFromSeed } from '../kit/seed-keys.ts';
import type { SeedKeys } from '../kit/seed-keys.ts';
import type { Secret } from '../kit/secret.ts';

/** Bytes of the seed of an invite. */
export const INVITE_SEED_BYTES = 32;

/**
 * The keys of an invite: `sig` stands in its op, and whoever joins signs with `signer`, too. Throws `RangeError` for a seed that has not
 * 32 bytes. (PRN-090)
 */
export async function inviteKeys(seed: Secret): Promise<SeedKeys> {
  const { sizeBytes } = seed;
  if (sizeBytes !== INVITE_SEED_BYTES)
    throw new RangeError(`the seed of an invite has ${INVITE_SEED_BYTES} bytes, got ${sizeBytes}`);
  return keysFromSeed(seed, 'invite');
}
