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

/** What an op says in `back` of an earlier epoch. Throws `RangeError` for a secret that has not 32 bytes. */
export async function wrapBack(es: Secret, earlier: Secret): Promise<BackEntry> {
  const [key, bytes] = [es.bytes(), earlier.bytes()];
  const [{ eid }, wrapped] = await Promise.all([nameEpoch(bytes), wrapKey(backKey(key), bytes)]);
  return { eid, w: encodeBase64url(wrapped) };
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
