import { encodeBase64url } from '../bytes/base64url.ts';
import { concatBytes } from '../bytes/compare.ts';
import { decodeId } from '../bytes/id.ts';
import { accept, refuse } from '../errors/result.ts';
import type { Result } from '../errors/result.ts';
import { isStrongX25519 } from '../key/x25519-rule.ts';
import { checkLength, hkdf, importX25519, KEY_BYTES, sha256 } from './primitives.ts';
import { derive, holdKey } from './secret-key.ts';
import type { CollectionKey, ContentKey, Key, PrivateKey, RecordKey } from './secret-key.ts';
import { slotDigest, slotTag } from './slot.ts';
import type { Slot } from './slot.ts';

const COLLECTION = 'allod1/col\0';
const RECORD = 'allod1/rec\0';
const BODY = new TextEncoder().encode('allod1/body\0');

declare const soundPoint: unique symbol;

/** The public key of an epoch, which is sound, and its id. Made only by {@link epochPublicKey} and {@link epochKeys}. */
export interface EpochPublicKey {
  readonly [soundPoint]: true;
  /** RFC 7638 thumbprint, 43 characters. */
  readonly eid: string;
  readonly jwk: X25519Jwk;
}

/** A public X25519 key as JWK (RFC 8037), with its members in the order of SEC-054. `x`: 32 bytes as base64url. */
export interface X25519Jwk {
  readonly crv: 'X25519';
  readonly kty: 'OKP';
  readonly x: string;
}

/** The secret of an epoch, and what is derived from it for the epoch as a whole. */
export interface EpochKeys {
  readonly kind: 'keys';
  readonly eid: string;
  readonly publicKey: EpochPublicKey;
  readonly secret: Key<'epoch'>;
  readonly private: PrivateKey;
  /** Wraps the secrets of earlier epochs. */
  readonly back: Key<'back'>;
}

/**
 * Reads `pub` of an epoch. Refuses with `E_FORMAT` (SEC-001) what is no X25519 JWK of 32 bytes, and with `E_WEAK_KEY` (SEC-002) a key
 * that is out of range or of small order.
 */
export function epochPublicKey(jwk: {
  readonly [name: string]: unknown;
}): Result<EpochPublicKey, 'E_FORMAT' | 'E_WEAK_KEY'> {
  const { crv, kty, x, ...more } = jwk;
  if (crv !== 'X25519' || kty !== 'OKP' || typeof x !== 'string' || Object.keys(more).length > 0)
    return refuse('E_FORMAT', 'SEC-001');
  const bytes = decodeId(x);
  if (!bytes.ok) return refuse('E_FORMAT', 'SEC-001');
  return isStrongX25519(bytes.value) ? accept(publicKeyOf(x)) : refuse('E_WEAK_KEY', 'SEC-002');
}

function publicKeyOf(x: string): EpochPublicKey {
  const jwk: X25519Jwk = { crv: 'X25519', kty: 'OKP', x };
  const eid = encodeBase64url(sha256(new TextEncoder().encode(JSON.stringify(jwk))));
  return Object.freeze({ eid, jwk: Object.freeze(jwk) }) as Omit<EpochPublicKey, symbol> as EpochPublicKey;
}

/** The keys of an epoch from its secret, of which a copy is kept. (SEC-004) Throws `RangeError` unless it has 32 bytes. */
export async function epochKeys(secret: Uint8Array): Promise<EpochKeys> {
  checkLength('the secret of an epoch', secret, KEY_BYTES);
  const privateBytes = hkdf(secret, 'allod1/x25519');
  const publicBytes = await (await importX25519(privateBytes)).publicKey();
  const publicKey = publicKeyOf(encodeBase64url(publicBytes));
  const { eid } = publicKey;
  const held = holdKey({ kind: 'epoch', eid }, new Uint8Array(secret));
  return Object.freeze({
    kind: 'keys',
    eid,
    publicKey,
    secret: held,
    private: holdKey({ kind: 'private', eid }, privateBytes),
    back: holdKey({ kind: 'back', eid }, derive(held, 'allod1/back')),
  });
}

/** The key of a collection under an epoch. (SEC-004) */
export function collectionKey({ eid, secret }: EpochKeys, col: string): CollectionKey {
  return holdKey({ kind: 'collection', eid, col }, derive(secret, COLLECTION + col));
}

/** The key of a record, for all its versions under an epoch. (SEC-004) */
export function recordKey(key: CollectionKey, tag: string): RecordKey {
  const { eid, col } = key;
  return holdKey({ kind: 'record', eid, col, tag }, derive(key, RECORD + tag));
}

/**
 * The key of one body. (SEC-004) Throws `TypeError` for the key of another collection or tag, and for a record key in an immutable
 * collection, where there is none.
 */
export function contentKey(key: EpochKeys | CollectionKey | RecordKey, slot: Slot): ContentKey {
  const bytes = contentKeyBytes(key, { slot, digest: slotDigest(slot) });
  if (bytes === undefined) throw new TypeError('this is the key of another place');
  return holdKey({ kind: 'content', eid: key.eid }, bytes);
}

/** A place, and the digest of it. */
export interface Place {
  readonly slot: Slot;
  /** 32 bytes, from `slotDigest`. */
  readonly digest: Uint8Array;
}

/** The bytes of {@link contentKey}; `undefined` for the key of another place. Keys on the way to it are overwritten. */
export function contentKeyBytes(
  key: EpochKeys | CollectionKey | RecordKey,
  { slot, digest }: Place,
): Uint8Array | undefined {
  const { col } = slot;
  const tag = slotTag(slot);
  const info = concatBytes([BODY, digest]);
  if (key.kind === 'keys') {
    const ofCollection = derive(key.secret, COLLECTION + col);
    return tag === undefined ? lastOf(ofCollection, info) : lastOf(lastOf(ofCollection, RECORD + tag), info);
  }
  if (key.col !== col) return undefined;
  if (key.kind === 'record') return key.tag === tag ? derive(key, info) : undefined;
  return tag === undefined ? derive(key, info) : lastOf(derive(key, RECORD + tag), info);
}

/** What is derived from a key that nobody needs any more. */
function lastOf(key: Uint8Array, text: Uint8Array | string): Uint8Array {
  const derived = hkdf(key, text);
  key.fill(0);
  return derived;
}
