import { encodeBase64url } from '@allod/core/bytes';
import { createSoftwareSigner } from '@allod/core/statement';
import type { Signer } from '@allod/core/statement';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Ed25519Jwk, X25519Jwk } from '../claims.ts';
import { secretFromBytes } from './secret.ts';
import type { Secret } from './secret.ts';

/** The two key pairs that a seed stands for. */
export interface SeedKeys {
  /** Signs with the Ed25519 key, whose thumbprint is its `kid`. */
  readonly signer: Signer & { readonly publicKey: Uint8Array };
  /** The public Ed25519 key as JWK. */
  readonly sig: Ed25519Jwk;
  /** The public X25519 key as JWK. */
  readonly enc: X25519Jwk;
  /** The private X25519 key, 32 bytes. */
  readonly encSecret: Secret;
}

const KEY_BYTES = 32;

/** What is made of a seed: `kit` and `invite` never give the same keys, whatever the seed. */
export async function keysFromSeed(seed: Secret, use: 'kit' | 'invite'): Promise<SeedKeys> {
  const derive = (key: 'sig' | 'enc'): Uint8Array =>
    hkdf(sha256, seed.bytes(), undefined, utf8ToBytes(`allod1/${use}/${key}`), KEY_BYTES);
  const signer = await createSoftwareSigner(derive('sig'));
  const encSecret = derive('enc');
  // A chunk of its own: whoever only reads kits and links never loads the curve.
  const { x25519 } = await import('@noble/curves/ed25519.js');
  return {
    signer,
    sig: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(signer.publicKey) },
    enc: { kty: 'OKP', crv: 'X25519', x: encodeBase64url(x25519.getPublicKey(encSecret)) },
    encSecret: secretFromBytes(encSecret),
  };
}
