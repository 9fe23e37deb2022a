import { encodeBase64url } from '@allod/core/bytes';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { X25519Jwk } from '../claims.ts';
import { KEY_BYTES } from './platform/suite.ts';
import { suite } from '#suite';

/** What an epoch secret says of itself. */
export interface EpochName {
  /** Thumbprint of `pub`. */
  readonly eid: string;
  readonly pub: X25519Jwk;
}

/** HKDF-SHA-256 with an empty salt: 32 bytes. (04 §2.2) */
export function derive(key: Uint8Array, info: string): Uint8Array {
  return hkdf(sha256, key, undefined, utf8ToBytes(info), KEY_BYTES);
}

/** The private key of the epoch of a secret, 32 bytes. (SEC-004) */
export function epochPrivateKey(es: Uint8Array): Uint8Array {
  return derive(es, 'allod1/x25519');
}

/** The key under which an epoch keeps the secrets of earlier ones, 32 bytes. (SEC-004) */
export function backKey(es: Uint8Array): Uint8Array {
  return derive(es, 'allod1/back');
}

/** The public key that an epoch secret stands for, and its id. (SEC-004) */
export async function nameEpoch(es: Uint8Array): Promise<EpochName> {
  const pub = jwkOf(await (await suite.privateKey(epochPrivateKey(es))).publicKey());
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
