import { thumbprints } from './public-key.ts';
import { platform } from '#platform';
import type { Signer } from '../statement/sign.ts';

/** A signer whose key lives in this process, from a 32-byte seed (RFC 8032). Throws `RangeError` for another length. */
export async function createSoftwareSigner(seed: Uint8Array): Promise<Signer & { readonly publicKey: Uint8Array }> {
  const key = await platform.signingKeyFromSeed(seed);
  const [kid] = await thumbprints([key.publicKey]);
  return { alg: 'Ed25519', kid: kid!, publicKey: key.publicKey, sign: (messages) => key.sign(messages) };
}
