// Chapter 04 §3: how a body is sealed.
import type { Model } from './model.ts';
import type { BodyPlace } from './secrecy.ts';
import { privateKey as privateKeyOf } from './secrecy.ts';
import { keyInCollection } from './secrecy-bodies.ts';
import type { Content } from './secrecy-content.ts';
import { AGREEMENT, ENCRYPTION, IV_BYTES, agreeOnWrap, encrypt, hash, publicJwk, wrap } from './secrecy-primitives.ts';
import type { Jwk } from './statements.ts';

/** Whom a body is sealed for: by members, who have the epoch secret, or by others, who have the public key. */
export type SealedTo = { readonly secret: Uint8Array } | { readonly jwk: Jwk };

/** Random bytes, and the secret of a device beside them, 32 each. */
export interface Randomness {
  readonly random: Uint8Array;
  readonly secret: Uint8Array;
}

/** What keys are made of, so that a generator that repeats itself repeats none of them. */
export interface Hedging extends Randomness {
  readonly plaintext: Uint8Array;
  readonly slot: Uint8Array;
  readonly text: string;
}

/** A body that is to be sealed. */
export interface Sealing {
  readonly place: BodyPlace;
  readonly content: Content;
  readonly to: SealedTo;
  readonly randomness: Randomness;
}

/** What the header of a sealed body says. */
export interface SealedMembers {
  readonly eid: string;
  readonly kc: string;
  readonly epk?: Jwk;
}

/** A content key, and how the body says it. */
interface MadeKey {
  readonly key: Uint8Array;
  readonly eid: string;
  readonly epk?: Jwk;
  readonly wrapped?: Uint8Array;
}

/** 32 bytes of what is random, what is sealed where, and what the device keeps. SEC-040, SEC-041. */
export function hedge(model: Model, { random, secret, plaintext, slot, text }: Hedging): Uint8Array {
  return model.deriveSecret(Buffer.concat([random, hash(plaintext), slot, secret]), text);
}

/** A sealed body. SEC-004, SEC-037, SEC-040, SEC-041, SEC-054, SEC-055. */
export function sealBody(model: Model, { place, content, to, randomness }: Sealing): Uint8Array {
  const plaintext = model.fillContent(content);
  const slot = model.slotOf(place);
  const made =
    'jwk' in to ? keyForOthers(model, to.jwk, { ...randomness, plaintext, slot }) : keyOfMembers(model, to, place);
  const kc = model.encodeBase64url(model.commitment(made.key, slot));
  const { eid, epk, wrapped = new Uint8Array(0) } = made;
  const text = model.sealedHeaderText({ eid, kc, ...(epk === undefined ? {} : { epk }) });
  const header = model.encodeBase64url(new TextEncoder().encode(text));
  const iv = model.hedge({ ...randomness, plaintext, slot, text: 'allod1/iv' }).subarray(0, IV_BYTES);
  const { ciphertext, tag } = encrypt(made.key, { iv, plaintext, aad: header });
  const parts = [wrapped, iv, ciphertext, tag].map((part) => model.encodeBase64url(part));
  return new TextEncoder().encode([header, ...parts].join('.'));
}

/** The header, member by member. SEC-054. */
export function sealedHeaderText(_model: Model, { eid, kc, epk }: SealedMembers): string {
  if (epk === undefined) return `{"alg":"dir","enc":"${ENCRYPTION}","kid":"${eid}","kc":"${kc}"}`;
  return `{"alg":"${AGREEMENT}","enc":"${ENCRYPTION}","epk":${jwkText(epk)},"kid":"${eid}","kc":"${kc}"}`;
}

/** A JWK as text. SEC-054. */
export function jwkText({ x }: Jwk): string {
  return `{"crv":"X25519","kty":"OKP","x":"${x ?? ''}"}`;
}

function keyOfMembers(model: Model, { secret }: { readonly secret: Uint8Array }, place: BodyPlace): MadeKey {
  const slot = model.slotOf(place);
  const key = keyInCollection(model, model.collectionKey(secret, place.col), { place, slot });
  return { key, eid: model.thumbprint(publicJwk(model, privateKeyOf(model, secret))) };
}

function keyForOthers(model: Model, jwk: Jwk, material: Omit<Hedging, 'text'>): MadeKey {
  const key = model.hedge({ ...material, text: 'allod1/cek' });
  const ephemeral = model.hedge({ ...material, text: 'allod1/epk' });
  const wrapped = wrap(agreeOnWrap(model, { secret: ephemeral, key: jwk, requirement: 'SEC-055' }), key);
  return { key, eid: model.thumbprint(jwk), epk: publicJwk(model, ephemeral), wrapped };
}
