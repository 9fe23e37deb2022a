// The mistakes of the designed mutants of chapter 04, as far as no log is needed: each a replacement of one function of the model.
import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import {
  Fault,
  backKey,
  checkCommitment,
  checkSealedHeader,
  checkSealedLengths,
  collectionKey,
  contentKey,
  decryptBody,
  enclaveKey,
  fillContent,
  hedge,
  openBack,
  recordKey,
  sealKeybox,
  sealedHeaderText,
  slotOf,
  unwrap,
} from '@allod/conformance-model';
import type { ModelFunction } from '@allod/conformance-model';

// §2.2, §2.5

/** The name of the collection, whatever its kind. */
export const nameWithoutKind: ModelFunction<'collectionKey'> = (model, secret, col) =>
  collectionKey(model, secret, col.slice(2));

/** Tags as a database compares them. */
export const normaliseTag: ModelFunction<'recordKey'> = (model, key, tag) =>
  recordKey(model, key, tag.normalize('NFC'));

/** The tag as a text that ends at a zero byte. */
export const endTagAtZero: ModelFunction<'recordKey'> = (model, key, tag) =>
  recordKey(model, key, tag.split('\0', 1)[0] ?? '');

/** The slot as it is written in JSON. */
export const slotAsText: ModelFunction<'contentKey'> = (model, key, slot) =>
  contentKey(model, key, new TextEncoder().encode(model.encodeBase64url(slot)));

/** The tag in every collection. */
export const slotWithTag: ModelFunction<'slotOf'> = (model, place) =>
  slotOf(model, { ...place, col: place.tag === undefined ? place.col : place.col.replace(/^i/, 'x') });

/** Whatever unwraps. */
export const trustUnwrapped: ModelFunction<'openBack'> = (model, secret, { w }) => {
  const { key, holds } = unwrap(backKey(model, secret), model.decodeBase64url(w));
  return holds ? key : undefined;
};

/** One bad entry, and the op is no good. */
export const refuseEntry: ModelFunction<'openBack'> = (model, secret, entry) => {
  const opened = openBack(model, secret, entry);
  if (opened === undefined) throw new Fault('E_DECRYPT', 'SEC-021');
  return opened;
};

// §3

/** Tags of 96 bits and more, as the specification of the mode allows them. */
export const takeShortTags: ModelFunction<'checkSealedLengths'> = (model, parts) => {
  const isShort = parts.tag.length >= 12 && parts.tag.length < 16;
  checkSealedLengths(model, isShort ? { ...parts, tag: new Uint8Array(16) } : parts);
};

/** What a compressed content says of itself is left out, and the content is inflated. */
export const allowZip: ModelFunction<'checkSealedHeader'> = (model, json) =>
  checkSealedHeader(model, json instanceof Map ? new Map([...json].filter(([name]) => name !== 'zip')) : json);

/** The other half of it. */
export const inflate: ModelFunction<'decryptBody'> = (model, opened) => {
  const plaintext = decryptBody(model, opened);
  const header = Buffer.from(opened.sealed.header, 'base64url').toString();
  return header.includes('"zip"') ? inflateRawSync(plaintext) : plaintext;
};

/** A commitment to the key alone is one, too. */
export const commitToKey: ModelFunction<'checkCommitment'> = (model, opened) => {
  const plain = createHash('sha256').update('allod1/kc\0').update(opened.key).digest();
  if (opened.sealed.kc !== model.encodeBase64url(plain)) checkCommitment(model, opened);
};

/** Who has the key of a version was given it for this version. */
export const trustLinks: ModelFunction<'checkCommitment'> = (model, opened) => {
  if (opened.access.of !== 'content') checkCommitment(model, opened);
};

const LISTED = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
];

/** The five keys of the list, in the one encoding. */
export const listWeakKeys: ModelFunction<'isZero'> = (_model, { point }) =>
  LISTED.includes(Buffer.from(point).toString('hex'));

/** Keys of zeros. */
export const refuseZeroKeys: ModelFunction<'isZero'> = (_model, { point }) => point.every((byte) => byte === 0);

/** Block by block, as the cipher gives it. */
export const streamPlaintext: ModelFunction<'decryptBody'> = (model, opened) => {
  try {
    return decryptBody(model, opened);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new Fault(error.code, error.requirement, opened.sealed.ciphertext);
  }
};

// §3.1, §3.2

/** To the next 64 bytes. */
export const fillBlocks: ModelFunction<'padded'> = (_model, length) => Math.max(64, Math.ceil(length / 64) * 64);

/** The logarithm of the logarithm, without the one. */
export const fillTooCoarsely: ModelFunction<'padded'> = (_model, length) => {
  const e = 31 - Math.clz32(length);
  const unit = 2 ** (e - (31 - Math.clz32(e)));
  return length <= 64 ? 64 : Math.ceil(length / unit) * unit;
};

/** White space off both ends first. */
export const trimJson: ModelFunction<'fillContent'> = (model, { content, cty }) => {
  const isJson = cty === 'application/json';
  return fillContent(model, { content: isJson ? Buffer.from(Buffer.from(content).toString().trim()) : content, cty });
};

/** What the generator gives and what the device keeps. */
export const hedgeWithoutContent: ModelFunction<'hedge'> = (model, hedging) =>
  hedge(model, { ...hedging, plaintext: new Uint8Array(0) });

/** What the generator gives and what is sealed. */
export const hedgeWithoutSecret: ModelFunction<'hedge'> = (model, hedging) =>
  hedge(model, { ...hedging, secret: new Uint8Array(0) });

/** A content key straight from the generator. */
export const takeRandomKey: ModelFunction<'hedge'> = (model, hedging) =>
  hedging.text === 'allod1/cek' ? hedging.random : hedge(model, hedging);

// §5

/** The name as it is typed. */
export const nameAsTyped: ModelFunction<'enclaveKey'> = (model, secretKey, { what, name }) =>
  model.deriveSecret(secretKey, `allod1/enclave/${what}\0${name}`);

/** The form of normalisation that is usual. */
export const nameInNfc: ModelFunction<'enclaveKey'> = (model, secretKey, { what, name }) =>
  model.deriveSecret(secretKey, `allod1/enclave/${what}\0${name.normalize('NFC')}`);

/** One derivation for both. */
export const saltOfSeed: ModelFunction<'enclaveKey'> = (model, secretKey, { name }) =>
  enclaveKey(model, secretKey, { what: 'sig', name });

// The JSON of both

/** Members in the order of the alphabet. */
export const sortHeader: ModelFunction<'sealedHeaderText'> = (model, members) => {
  const header = JSON.parse(sealedHeaderText(model, members)) as Record<string, unknown>;
  return JSON.stringify(Object.fromEntries(Object.entries(header).toSorted(([a], [b]) => (a < b ? -1 : 1))));
};

/** The JWK as the library exports it. */
export const exportJwk: ModelFunction<'sealedHeaderText'> = (model, members) =>
  sealedHeaderText(model, members).replace('"crv":"X25519","kty":"OKP"', '"kty":"OKP","crv":"X25519"');

/** Two spaces to each level. */
export const indentKeybox: ModelFunction<'sealKeybox'> = (model, sealing) => {
  const text = new TextDecoder().decode(sealKeybox(model, sealing));
  return new TextEncoder().encode(JSON.stringify(JSON.parse(text), undefined, 2));
};
