import { publicKeysFromBytes } from './public-key.ts';
import type { PublicKey } from './public-key.ts';
import { platform } from '#platform';
import type { Signer } from '../statement/sign.ts';

/** The keys of the signers that were made here: they sign with the platform, and nothing can make them do something else. */
const keyBySigner = new WeakMap<Signer, PublicKey>();

/** A signer whose key lives in this process, from a 32-byte seed (RFC 8032). Throws `RangeError` for another length. */
export async function createSoftwareSigner(seed: Uint8Array): Promise<Signer & { readonly publicKey: Uint8Array }> {
  const { publicKey, sign } = await platform.signingKeyFromSeed(seed);
  // Bytes of its own: what the caller gets, he can write to.
  const [key] = await publicKeysFromBytes([new Uint8Array(publicKey)]);
  const signer = Object.freeze({ alg: 'Ed25519', kid: key!.kid, publicKey, sign } as const);
  keyBySigner.set(signer, key!);
  return signer;
}

/** The public key of a signer that {@link createSoftwareSigner} made: this very object, not one like it. */
export function ownKey(signer: Signer): PublicKey | undefined {
  return keyBySigner.get(signer);
}
