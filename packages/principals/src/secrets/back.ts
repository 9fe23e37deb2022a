import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { unwrapKey, WRAPPED_KEY_BYTES, wrapKey } from '@allod/core/open/primitives';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';
import { backKey, nameEpoch } from './epoch.ts';

/** An earlier epoch under a later one. (04 §2.5) */
export interface BackEntry {
  readonly eid: string;
  /** The earlier secret under the back key of the later epoch: 40 bytes as base64url. */
  readonly w: string;
}

/** The secret of an epoch, with its id. */
export interface NamedSecret {
  readonly eid: string;
  readonly es: Secret;
}

/** What an op says in `back` of an earlier epoch. Throws `RangeError` for a secret that has not 32 bytes. */
export async function wrapBack(es: Secret, earlier: Secret): Promise<BackEntry> {
  const { eid } = await nameEpoch(earlier.bytes());
  return wrapNamed(es, { eid, es: earlier });
}

/** The same for one whose id is known. */
export async function wrapNamed(es: Secret, { eid, es: earlier }: NamedSecret): Promise<BackEntry> {
  return { eid, w: encodeBase64url(await wrapKey(backKey(es.bytes()), earlier.bytes())) };
}

/** The earlier secret; `undefined` for an entry that is to be ignored. (SEC-021) */
export async function openBack(es: Secret, { eid, w }: BackEntry): Promise<Secret | undefined> {
  const wrapped = decodeBase64url(w);
  if (!wrapped.ok || wrapped.value.length !== WRAPPED_KEY_BYTES) return undefined;
  const earlier = await unwrapKey(backKey(es.bytes()), wrapped.value);
  if (earlier === undefined) return undefined;
  const named = await nameEpoch(earlier);
  return named.eid === eid ? secretFromBytes(earlier) : undefined;
}
