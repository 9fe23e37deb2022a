import { encodeBase64url } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { signTogether } from '@allod/core/statement';
import type { Signer, Statement } from '@allod/core/statement';
import type { DeviceEntry, RootEntry, X25519Jwk } from './claims.ts';

/** A device that a user begins with: who signs for it, and its keys as JWK. */
export interface FirstDevice {
  readonly signer: Signer;
  readonly sig: DeviceEntry['sig'];
  /** What is encrypted to it. */
  readonly enc?: X25519Jwk;
  readonly level: DeviceEntry['lvl'];
}

/**
 * Makes the first op of a user, signed by every device. `salt` is 16 random bytes, `t` the time in microseconds, `roots` are cold keys.
 * Throws `RangeError` for another length of salt, and without an owner among the devices.
 */
export async function createUser(
  devices: readonly FirstDevice[],
  { salt, t, roots = [] }: { readonly salt: Uint8Array; readonly t: number; readonly roots?: readonly RootEntry[] },
): Promise<Statement> {
  if (salt.length !== 16) throw new RangeError(`the salt has 16 bytes, got ${salt.length}`);
  if (!devices.some(({ level }) => level === 40)) throw new RangeError('a user begins with a device of level owner');
  const listed = devices.map(({ signer, sig, enc, level }) => ({
    kid: signer.kid,
    lvl: level,
    sig: { ...sig },
    ...(enc === undefined ? {} : { enc: { ...enc } }),
  }));
  const mem = [...listed, ...roots];
  const claims = { k: 'init', kind: 'user', salt: encodeBase64url(salt), mem, t } as unknown as JsonObject;
  const draft = { typ: 'allod-op' as const, claims };
  const signers = devices.map(({ signer }) => signer);
  return signTogether(draft, signers);
}
