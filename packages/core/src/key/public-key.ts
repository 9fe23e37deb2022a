import { decodeId } from '../bytes/id.ts';
import { concatBytes } from '../bytes/compare.ts';
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
  /** Ed25519: the public key, 32 bytes. ES256: x and y, 64 bytes. Whether it is a sound point is judged at verification. */
  readonly bytes: Uint8Array;
  /** What is computed once for each key: the platform's form of it, and whether it is sound. */
  readonly cache: { native?: unknown; isSound?: boolean };
}

/** A public key as JWK (RFC 7517). Members that its type does not need are ignored. */
export interface PublicJwk {
  readonly kty: string;
  readonly crv?: string;
  /** 32 bytes as base64url. */
  readonly x?: string;
  /** 32 bytes as base64url; EC keys only. */
  readonly y?: string;
}

/** A key as its algorithm and its raw bytes. */
interface RawKey {
  readonly alg: Algorithm;
  readonly bytes: Uint8Array;
}

const OUTSIDE_SUITE = { alg: undefined, kid: '', bytes: new Uint8Array(), cache: {} } as unknown as PublicKey;

/**
 * Reads public keys from JWKs. A key of a type outside the suite is read, and fails at verification with `E_ALG` (STM-012).
 * A key whose coordinates are not 32 bytes is refused alone, with `E_FORMAT` (CNV-006).
 */
export async function importPublicKeys(jwks: readonly PublicJwk[]): Promise<Result<PublicKey, 'E_FORMAT'>[]> {
  const decoded = jwks.map(decodeJwk);
  const keys = (
    await makeKeys(decoded.flatMap((each) => (each.ok && each.value !== undefined ? [each.value] : [])))
  ).values();
  return decoded.map((each) => {
    if (!each.ok) return each;
    return accept(each.value === undefined ? OUTSIDE_SUITE : keys.next().value!);
  });
}

/** The keys of raw Ed25519 public keys. Throws `RangeError` unless each has 32 bytes. */
export function publicKeysFromBytes(publicKeys: readonly Uint8Array[]): Promise<PublicKey[]> {
  return makeKeys(publicKeys.map((bytes) => ({ alg: 'Ed25519', bytes })));
}

/** RFC 7638 thumbprints of raw Ed25519 public keys. Throws `RangeError` unless each has 32 bytes. */
export async function thumbprints(publicKeys: readonly Uint8Array[]): Promise<string[]> {
  return (await publicKeysFromBytes(publicKeys)).map(({ kid }) => kid);
}

async function makeKeys(raw: readonly RawKey[]): Promise<PublicKey[]> {
  const kids = await platform.digests(raw.map(thumbprintInput));
  return raw.map((key, i) => ({ ...key, kid: kids[i]!, cache: {} }) as Omit<PublicKey, typeof keyShape> as PublicKey);
}

function thumbprintInput({ alg, bytes }: RawKey): string {
  if (alg === 'Ed25519') {
    if (bytes.length !== 32) throw new RangeError(`an Ed25519 public key has 32 bytes, got ${bytes.length}`);
    return `{"crv":"Ed25519","kty":"OKP","x":"${encodeBase64url(bytes)}"}`;
  }
  const [x, y] = [bytes.subarray(0, 32), bytes.subarray(32)];
  return `{"crv":"P-256","kty":"EC","x":"${encodeBase64url(x)}","y":"${encodeBase64url(y)}"}`;
}

/** The members of a JWK come from outside: a value of another type must not pass for the text it would turn into. */
function decodeJwk({ kty, crv, x, y }: PublicJwk): Result<RawKey | undefined, 'E_FORMAT'> {
  const isEd25519 = kty === 'OKP' && crv === 'Ed25519';
  if (!isEd25519 && !(kty === 'EC' && crv === 'P-256')) return accept(undefined);
  const first = decodeCoordinate(x);
  if (!first.ok) return first;
  if (isEd25519) return accept({ alg: 'Ed25519', bytes: first.value });
  const second = decodeCoordinate(y);
  return second.ok ? accept({ alg: 'ES256', bytes: concatBytes([first.value, second.value]) }) : second;
}

function decodeCoordinate(text: unknown): Result<Uint8Array, 'E_FORMAT'> {
  return typeof text === 'string' ? decodeId(text) : refuse('E_FORMAT', 'CNV-006');
}
