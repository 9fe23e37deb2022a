import { encodeBase64url } from '@allod/core/bytes';
import { hkdf, importX25519, sha256 } from '@allod/core/open/primitives';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { X25519Jwk } from '../claims.ts';

/** What an epoch secret says of itself. */
export interface EpochName {
  /** Thumbprint of `pub`. */
  readonly eid: string;
  readonly pub: X25519Jwk;
}

/** The private key of the epoch of a secret, 32 bytes. (SEC-004) */
export function epochPrivateKey(es: Uint8Array): Uint8Array {
  return hkdf(es, 'allod1/x25519');
}

/** The key under which an epoch keeps the secrets of earlier ones, 32 bytes. (SEC-004) */
export function backKey(es: Uint8Array): Uint8Array {
  return hkdf(es, 'allod1/back');
}

/** The public key that an epoch secret stands for, and its id. (SEC-004) */
export async function nameEpoch(es: Uint8Array): Promise<EpochName> {
  const pub = jwkOf(await (await importX25519(epochPrivateKey(es))).publicKey());
  return { eid: epochId(pub), pub };
}

/** The id of an epoch: the RFC 7638 thumbprint of its public key. (04 §2.1) */
export function epochId({ x }: X25519Jwk): string {
  return encodeBase64url(sha256(utf8ToBytes(`{"crv":"X25519","kty":"OKP","x":"${x}"}`)));
}

/** A public X25519 key of 32 bytes as JWK, its members in the order in which they are written. (SEC-054) */
export function jwkOf(key: Uint8Array): X25519Jwk {
  return { crv: 'X25519', kty: 'OKP', x: encodeBase64url(key) };
}
