// Chapter 04 §3: sealed bodies, their form and how they are opened.
import type { Json } from './conventions.ts';
import type { Model } from './model.ts';
import { limit } from './registries.ts';
import { isImmutable, privateKey, type Access, type BodyPlace } from './secrecy.ts';
import {
  AGREEMENT,
  ENCRYPTION,
  IV_BYTES,
  KEY_BYTES,
  TAG_BYTES,
  WRAPPED_BYTES,
  agreeOnWrap,
  decrypt,
  hash,
  readUnder,
  unwrap,
} from './secrecy-primitives.ts';
import type { Jwk } from './statements.ts';

/** The parts of a body as bytes; the header as its text. */
export interface SealedParts {
  readonly header: string;
  readonly wrapped: Uint8Array;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** A sealed body: its parts, and what its header says. */
export interface SealedBody extends SealedParts {
  readonly form: 'members' | 'others';
  readonly eid: string;
  readonly kc: string;
  readonly epk?: Jwk;
}

/** What is at hand to open a body. */
export interface Opening {
  readonly sealed: SealedBody;
  readonly place: BodyPlace;
  readonly slot: Uint8Array;
  readonly access: Access;
}

/** A body, and the key that is to open it. */
export interface OpenedKey {
  readonly sealed: SealedBody;
  readonly slot: Uint8Array;
  readonly key: Uint8Array;
  readonly access: Access;
}

const FORM = ['SEC-028', 'E_FORMAT'] as const;
const PARTS = 5;
const MEMBERS_ALGORITHM = 'dir';
const NAMES_BY_ALGORITHM: ReadonlyMap<Json | undefined, readonly string[]> = new Map([
  [MEMBERS_ALGORITHM, ['alg', 'enc', 'kid', 'kc']],
  [AGREEMENT, ['alg', 'enc', 'epk', 'kid', 'kc']],
]);

/** What can be said of a body without a key. SEC-028 to SEC-030. */
export function checkSealed(model: Model, body: Uint8Array): SealedBody {
  const texts = Buffer.from(body).toString('latin1').split('.');
  model.when('SEC-028', texts.length !== PARTS, 'E_FORMAT');
  const [header = '', ...rest] = texts;
  const headerBytes = bytesOfPart(model, header);
  const [wrapped, iv, ciphertext, tag] = [0, 1, 2, 3].map((place) => bytesOfPart(model, rest[place] ?? ''));
  const none = new Uint8Array(0);
  const parts = { header, wrapped: wrapped ?? none, iv: iv ?? none, ciphertext: ciphertext ?? none, tag: tag ?? none };
  model.when('SEC-028', headerBytes.length > limit('bodyHeaderBytes'), 'E_FORMAT');
  model.checkSealedLengths(parts);
  const said = model.checkSealedHeader(headerJson(model, headerBytes));
  const isByOthers = said.has('epk');
  model.when('SEC-028', parts.wrapped.length !== (isByOthers ? WRAPPED_BYTES : 0), 'E_FORMAT');
  const [eid, kc] = [String(said.get('kid')), String(said.get('kc'))];
  return isByOthers
    ? { ...parts, form: 'others', eid, kc, epk: jwkOf(said.get('epk')) }
    : { ...parts, form: 'members', eid, kc };
}

function bytesOfPart(model: Model, text: string): Uint8Array {
  return readUnder(model, FORM, [() => model.decodeBase64url(text), () => Buffer.from(text, 'base64url')]);
}

function headerJson(model: Model, bytes: Uint8Array): Json {
  return readUnder(model, FORM, [() => model.parseStrictJson(bytes), () => null]);
}

/** The lengths that no header changes. SEC-028. */
export function checkSealedLengths(model: Model, { iv, tag }: SealedParts): void {
  model.when('SEC-028', iv.length !== IV_BYTES || tag.length !== TAG_BYTES, 'E_FORMAT');
}

/** The members of the header: `alg` and `enc`, then all of the form that `alg` names. SEC-030, SEC-029. */
export function checkSealedHeader(model: Model, json: Json): Map<string, Json> {
  model.when('SEC-029', !(json instanceof Map), 'E_HEADER');
  const header = json instanceof Map ? json : new Map<string, Json>();
  const names = NAMES_BY_ALGORITHM.get(header.get('alg')) ?? [...header.keys()];
  model.when('SEC-030', header.has('alg') && !NAMES_BY_ALGORITHM.has(header.get('alg')), 'E_ALG');
  model.when('SEC-030', header.has('enc') && header.get('enc') !== ENCRYPTION, 'E_ALG');
  const isOther = [...header.keys()].some((name) => !names.includes(name));
  model.when('SEC-029', isOther || ['alg', 'enc', ...names].some((name) => !header.has(name)), 'E_HEADER');
  model.when('SEC-029', !model.isId(header.get('kid')) || !model.isId(header.get('kc')), 'E_HEADER');
  model.when('SEC-029', names.includes('epk') && !isAgreementKey(model, header.get('epk')), 'E_HEADER');
  return header;
}

/** Whether it is an X25519 JWK and nothing beside it. */
export function isAgreementKey(model: Model, value: Json | undefined): boolean {
  return (
    value instanceof Map &&
    value.size === 3 &&
    value.get('kty') === 'OKP' &&
    value.get('crv') === 'X25519' &&
    model.isId(value.get('x')) // 32 bytes, as an id has
  );
}

/** The JWK that is written there. */
export function jwkOf(value: Json | undefined): Jwk {
  const x = value instanceof Map ? value.get('x') : undefined;
  return { kty: 'OKP', crv: 'X25519', x: typeof x === 'string' ? x : '' };
}

// Opening

/** The content key: derived, or unwrapped, or given. SEC-031, SEC-032. */
export function contentKeyFor(model: Model, { sealed, place, slot, access }: Opening): Uint8Array {
  const { of, key } = access;
  switch (of) {
    case 'content':
      return key;
    case 'record':
      return model.contentKey(key, slot);
    case 'collection':
      return keyInCollection(model, key, { place, slot });
    case 'private':
      return unwrapKey(model, sealed, key);
    case 'epoch':
      return sealed.form === 'others'
        ? unwrapKey(model, sealed, privateKey(model, key))
        : keyInCollection(model, model.collectionKey(key, place.col), { place, slot });
  }
}

/** The content key, from that of its collection. */
export function keyInCollection(
  model: Model,
  key: Uint8Array,
  { place, slot }: Pick<Opening, 'place' | 'slot'>,
): Uint8Array {
  const { col, tag = '' } = place;
  return model.contentKey(isImmutable(col) ? key : model.recordKey(key, tag), slot);
}

function unwrapKey(model: Model, { form, epk, wrapped }: SealedBody, secret: Uint8Array): Uint8Array {
  model.when('SEC-032', form !== 'others', 'E_DECRYPT'); // there is nothing to unwrap
  const wrapping = agreeOnWrap(model, { secret, key: epk ?? {}, requirement: 'SEC-031' });
  const { key, holds } = unwrap(wrapping, wrapped);
  model.when('SEC-032', !holds || key.length !== KEY_BYTES, 'E_DECRYPT');
  return key;
}

/** What a header says of the content key and the place. */
export function commitment(_model: Model, key: Uint8Array, slot: Uint8Array): Uint8Array {
  return hash('allod1/kc\0', key, slot);
}

/** SEC-033. */
export function checkCommitment(model: Model, { sealed, slot, key }: OpenedKey): void {
  model.when('SEC-033', sealed.kc !== model.encodeBase64url(model.commitment(key, slot)), 'E_KEY_COMMIT');
}

/** The plaintext, once the tag holds. SEC-034, SEC-035. */
export function decryptBody(model: Model, { sealed, key }: OpenedKey): Uint8Array {
  const { iv, ciphertext, tag, header } = sealed;
  const { plaintext, holds } = decrypt(key, { iv, ciphertext, tag, aad: header });
  model.when('SEC-034', !holds, 'E_DECRYPT');
  return plaintext;
}
