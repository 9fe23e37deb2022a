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
  /** The one algorithm that this key verifies; `undefined` for a key that verifies nothing in the suite. */
  readonly alg: Algorithm | undefined;
  /** RFC 7638 thumbprint, 43 characters; empty for a key outside the suite. */
  readonly kid: string;
  /** Raw Ed25519 public key, 32 bytes. Whether it is a strong point is judged at verification (STM-013). */
  readonly bytes: Uint8Array;
  /** The platform's own form of the key, filled at first use. */
  readonly cache: { native?: unknown };
}

/** A public key as JWK (RFC 7517). Members that its type does not need are ignored. */
export interface PublicJwk {
  readonly kty: string;
  readonly crv?: string;
  /** Ed25519: 32 bytes as base64url. */
  readonly x?: string;
}

const OUTSIDE_SUITE = { alg: undefined, kid: '', bytes: new Uint8Array(), cache: {} } as unknown as PublicKey;

/**
 * Reads public keys from JWKs. A key of a type outside the suite is read, and fails at verification with `E_ALG` (STM-012).
 * An Ed25519 key whose `x` is not 32 bytes is refused alone, with `E_FORMAT`.
 */
export async function importPublicKeys(jwks: readonly PublicJwk[]): Promise<Result<PublicKey, 'E_FORMAT'>[]> {
  const decoded = jwks.map(decodeJwk);
  const raw = decoded.flatMap((each) => (each.ok && each.value !== undefined ? [each.value] : []));
  const keys = (await publicKeysFromBytes(raw)).values();
  return decoded.map((each) => {
    if (!each.ok) return each;
    return accept(each.value === undefined ? OUTSIDE_SUITE : keys.next().value!);
  });
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

function decodeJwk({ kty, crv, x }: PublicJwk): Result<Uint8Array | undefined, 'E_FORMAT'> {
  if (kty !== 'OKP' || crv !== 'Ed25519') return accept(undefined);
  return typeof x === 'string' ? decodeId(x) : refuse('E_FORMAT', 'CNV-006');
}
