import { decodeId } from '../bytes/id.ts';
import { encodeBase64url } from '../bytes/base64url.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import type { Algorithm } from '../statement/header.ts';
import { platform } from '#platform';

declare const keyShape: unique symbol;

/** A public key with its id. Made only by {@link importPublicKeys} and {@link publicKeysFromBytes}. */
export interface PublicKey {
  readonly [keyShape]: true;
  /** The one algorithm that this key verifies. */
  readonly alg: Algorithm;
  /** RFC 7638 thumbprint, 43 characters. */
  readonly kid: string;
  /** Raw Ed25519 public key, 32 bytes. Whether it is a strong point is judged at verification (STM-013). */
  readonly bytes: Uint8Array;
  /** The platform's own form of the key, filled at first use. */
  readonly cache: { native?: unknown };
}

/** A public key as JWK (RFC 8037). Other members are ignored. */
export interface PublicJwk {
  readonly kty: string;
  readonly crv: string;
  /** 32 bytes as base64url. */
  readonly x: string;
}

/** Reads public keys from JWKs. Each that is not an Ed25519 key of 32 bytes is refused alone, with `E_FORMAT`. */
export async function importPublicKeys(jwks: readonly PublicJwk[]): Promise<Result<PublicKey, 'E_FORMAT'>[]> {
  const decoded = jwks.map(decodeJwk);
  const keys = await publicKeysFromBytes(decoded.flatMap((each) => (each.ok ? [each.value] : [])));
  const next = keys.values();
  return decoded.map((each) => (each.ok ? accept(next.next().value!) : each));
}

/** The keys of raw Ed25519 public keys. Throws `RangeError` unless each has 32 bytes. */
export async function publicKeysFromBytes(publicKeys: readonly Uint8Array[]): Promise<PublicKey[]> {
  const kids = await thumbprints(publicKeys);
  return publicKeys.map(
    (bytes, i) =>
      ({ alg: 'Ed25519', kid: kids[i]!, bytes, cache: {} }) as Omit<PublicKey, typeof keyShape> as PublicKey,
  );
}

/** RFC 7638 thumbprints of raw Ed25519 public keys. Throws `RangeError` unless each has 32 bytes. */
export async function thumbprints(publicKeys: readonly Uint8Array[]): Promise<string[]> {
  const text = new TextEncoder();
  const members = publicKeys.map((key) => {
    if (key.length !== 32) throw new RangeError(`an Ed25519 public key has 32 bytes, got ${key.length}`);
    return text.encode(`{"crv":"Ed25519","kty":"OKP","x":"${encodeBase64url(key)}"}`);
  });
  return (await platform.sha256(members)).map(encodeBase64url);
}

function decodeJwk({ kty, crv, x }: PublicJwk): Result<Uint8Array, 'E_FORMAT'> {
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return refuse('E_FORMAT', 'STM-012');
  return decodeId(x);
}
