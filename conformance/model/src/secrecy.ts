// Chapter 04 §2.2 and §2.5: the keys of an epoch, and the way back to earlier ones; §3: what opens a body.
import type { Model } from './model.ts';
import type { Content } from './secrecy-content.ts';
import { hash, publicJwk, unwrap, wrap } from './secrecy-primitives.ts';
import type { Jwk } from './statements.ts';

/** The claims of a record that its slot is made of. */
export interface BodyPlace {
  readonly iss: string;
  readonly col: string;
  readonly kid: string;
  readonly seq: number;
  readonly tag?: string;
}

/** One key that somebody has, which may open a body. */
export type Access =
  | { readonly of: 'content' | 'record' | 'collection' | 'epoch'; readonly key: Uint8Array }
  | { readonly of: 'private'; readonly key: Uint8Array };

/** A body, where it stands, and a key. */
export interface BodyOpening {
  readonly body: Uint8Array;
  readonly place: BodyPlace;
  readonly access: Access;
}

/** One entry of `back`. */
export interface EarlierEpoch {
  readonly eid: string;
  readonly w: string;
}

const BETWEEN = '\0';
const IMMUTABLE = 'i';

// §2.2 Keys of an epoch

/** The private key of `pub`. SEC-004. */
export function privateKey(model: Model, secret: Uint8Array): Uint8Array {
  return model.deriveSecret(secret, 'allod1/x25519');
}

/** The `pub` of an epoch. SEC-004. */
export function epochKey(model: Model, secret: Uint8Array): Jwk {
  return publicJwk(model, privateKey(model, secret));
}

/** The key for the secrets of earlier epochs. SEC-004. */
export function backKey(model: Model, secret: Uint8Array): Uint8Array {
  return model.deriveSecret(secret, 'allod1/back');
}

/** The key for all of a collection. SEC-004. */
export function collectionKey(model: Model, secret: Uint8Array, col: string): Uint8Array {
  return model.deriveSecret(secret, `allod1/col${BETWEEN}${col}`);
}

/** The key for all versions of a record. SEC-004. */
export function recordKey(model: Model, key: Uint8Array, tag: string): Uint8Array {
  return model.deriveSecret(key, `allod1/rec${BETWEEN}${tag}`);
}

/** The key of one body: from a record key; in immutable collections from the collection key. SEC-004. */
export function contentKey(model: Model, key: Uint8Array, slot: Uint8Array): Uint8Array {
  const text = Buffer.concat([Buffer.from(`allod1/body${BETWEEN}`), slot]);
  return model.deriveSecret(key, text);
}

/** The slot of a record. */
export function slotOf(_model: Model, { iss, col, kid, seq, tag = '' }: BodyPlace): Uint8Array {
  const parts = ['allod1/slot', iss, col, kid, String(seq), isImmutable(col) ? '' : tag];
  return hash(parts.join(BETWEEN));
}

/** Whether a collection is immutable. */
export function isImmutable(col: string): boolean {
  return col.startsWith(IMMUTABLE);
}

// §2.5 Looking back

/** The secret of an earlier epoch under a later one. */
export function wrapBack(model: Model, secret: Uint8Array, earlier: Uint8Array): EarlierEpoch {
  const w = model.encodeBase64url(wrap(backKey(model, secret), earlier));
  return { eid: model.thumbprint(model.epochKey(earlier)), w };
}

/** The secret of an earlier epoch; none when the entry is ignored. SEC-021. */
export function openBack(model: Model, secret: Uint8Array, { eid, w }: EarlierEpoch): Uint8Array | undefined {
  const { key, holds } = unwrap(backKey(model, secret), model.decodeBase64url(w));
  return holds && model.thumbprint(model.epochKey(key)) === eid ? key : undefined;
}

// §3 Sealed bodies

/** Opens a body: everything about its form first, then its key, then what the key commits to, then its tag, then its content. */
export function openBody(model: Model, { body, place, access }: BodyOpening): Content {
  const sealed = model.checkSealed(body);
  const slot = model.slotOf(place);
  const key = model.contentKeyFor({ sealed, place, slot, access });
  model.checkCommitment({ sealed, slot, key, access });
  return model.readContent(model.decryptBody({ sealed, slot, key, access }));
}
