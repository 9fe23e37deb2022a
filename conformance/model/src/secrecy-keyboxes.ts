// Chapter 04 §2.3: keyboxes, what carries an epoch secret to its recipients.
import type { Json } from './conventions.ts';
import type { Model } from './model.ts';
import { isBytes, memberOf } from './op-forms.ts';
import { limit } from './registries.ts';
import { isAgreementKey, jwkOf } from './secrecy-bodies.ts';
import {
  AGREEMENT,
  ENCRYPTION,
  IV_BYTES,
  KEY_BYTES,
  TAG_BYTES,
  WRAPPED_BYTES,
  agreeOnWrap,
  decrypt,
  encrypt,
  publicJwk,
  readUnder,
  unwrap,
  wrap,
} from './secrecy-primitives.ts';
import { jwkText } from './secrecy-sealing.ts';
import type { Jwk } from './statements.ts';

/** One recipient of a keybox. */
export interface Recipient {
  readonly kid: string;
  readonly epk: Jwk;
  readonly wrapped: Uint8Array;
}

/** A keybox as it was read. */
export interface Keybox {
  /** The protected header, as text. */
  readonly header: string;
  readonly recipients: readonly Recipient[];
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
}

/** A keybox, what its op says, and the private key of one recipient. */
export interface KeyboxOpening {
  readonly body: Uint8Array;
  readonly log: string;
  readonly jwk: Jwk;
  readonly kid: string;
  readonly privateKey: Uint8Array;
}

/** What a keybox holds, beside what its op says. */
export interface KeyboxSecret {
  readonly plaintext: Uint8Array;
  readonly log: string;
  readonly jwk: Jwk;
}

/** A keybox that is to be made; everything random about it is given. */
export interface KeyboxSealing {
  readonly log: string;
  readonly secret: Uint8Array;
  readonly recipients: readonly { readonly kid: string; readonly jwk: Jwk; readonly ephemeral: Uint8Array }[];
  readonly cek: Uint8Array;
  readonly iv: Uint8Array;
}

const TYPE = 'allod-keybox';
const FORM = ['SEC-005', 'E_FORMAT'] as const;
const MEMBERS = ['protected', 'recipients', 'iv', 'ciphertext', 'tag'];
const HEADER_MEMBERS = ['alg', 'enc', 'typ'];

// Its form

/** What can be said of a keybox without a key and without a log. SEC-005 to SEC-008. */
export function checkKeybox(model: Model, body: Uint8Array): Keybox {
  const box = readUnder<Json>(model, FORM, [() => model.parseStrictJson(body), () => null]);
  const listed = memberOf(box, 'recipients');
  const recipients = Array.isArray(listed) ? listed : [];
  model.when('SEC-008', recipients.length > limit('keyboxRecipients'), 'E_SIZE');
  model.when('SEC-005', !isExactly(box, MEMBERS) || recipients.length === 0, 'E_FORMAT');
  const areFine = recipients.every((each) => isRecipient(model, each));
  const kids = recipients.map((each) => memberOf(memberOf(each, 'header'), 'kid'));
  model.when('SEC-005', !areFine || new Set(kids).size < kids.length, 'E_FORMAT');
  const isIv = isBytes(model, memberOf(box, 'iv'), IV_BYTES);
  const isTag = isBytes(model, memberOf(box, 'tag'), TAG_BYTES);
  model.when('SEC-005', !isIv || !isTag, 'E_FORMAT');
  const header = textOf(box, 'protected');
  const [iv, ciphertext, tag] = ['iv', 'ciphertext', 'tag'].map((name) => bytesIn(model, textOf(box, name)));
  const none = new Uint8Array(0);
  model.when('SEC-005', ciphertext?.length === 0, 'E_FORMAT');
  const said = bytesIn(model, header);
  model.checkKeyboxHeader(readUnder<Json>(model, FORM, [() => model.parseStrictJson(said), () => null]));
  const read = recipients.map((each) => recipientOf(model, each));
  return { header, recipients: read, iv: iv ?? none, ciphertext: ciphertext ?? none, tag: tag ?? none };
}

/** The members of the protected header: `alg` and `enc`, then all. SEC-007, SEC-006. */
export function checkKeyboxHeader(model: Model, json: Json): void {
  model.when('SEC-005', !(json instanceof Map), 'E_FORMAT');
  const header = json instanceof Map ? json : new Map<string, Json>();
  model.when('SEC-007', header.has('alg') && header.get('alg') !== AGREEMENT, 'E_ALG');
  model.when('SEC-007', header.has('enc') && header.get('enc') !== ENCRYPTION, 'E_ALG');
  model.when('SEC-006', !isExactly(header, HEADER_MEMBERS) || header.get('typ') !== TYPE, 'E_HEADER');
}

function isRecipient(model: Model, each: Json): boolean {
  const header = memberOf(each, 'header') ?? null;
  return (
    isExactly(each, ['header', 'encrypted_key']) &&
    isExactly(header, ['kid', 'epk']) &&
    model.isId(memberOf(header, 'kid')) &&
    isAgreementKey(model, memberOf(header, 'epk')) &&
    isBytes(model, memberOf(each, 'encrypted_key'), WRAPPED_BYTES)
  );
}

function recipientOf(model: Model, each: Json): Recipient {
  const header = memberOf(each, 'header') ?? null;
  const wrapped = bytesIn(model, textOf(each, 'encrypted_key'));
  return { kid: textOf(header, 'kid'), epk: jwkOf(memberOf(header, 'epk')), wrapped };
}

/** Whether it is an object with these members and no others. */
function isExactly(json: Json, names: readonly string[]): boolean {
  return json instanceof Map && json.size === names.length && names.every((name) => json.has(name));
}

function textOf(json: Json, name: string): string {
  const value = memberOf(json, name);
  return typeof value === 'string' ? value : '';
}

function bytesIn(model: Model, text: string): Uint8Array {
  return readUnder(model, FORM, [() => model.decodeBase64url(text), () => Buffer.from(text, 'base64url')]);
}

// Opening

/** The epoch secret that a keybox holds for one of its recipients. SEC-010 to SEC-012. */
export function openKeybox(model: Model, { body, log, jwk, kid, privateKey }: KeyboxOpening): Uint8Array {
  const { header, recipients, iv, ciphertext, tag } = model.checkKeybox(body);
  const recipient = recipients.find((each) => each.kid === kid);
  model.when('SEC-011', recipient === undefined, 'E_DECRYPT');
  const { epk = {}, wrapped = new Uint8Array(WRAPPED_BYTES) } = recipient ?? {};
  const { key, holds } = unwrap(agreeOnWrap(model, { secret: privateKey, key: epk, requirement: 'SEC-010' }), wrapped);
  model.when('SEC-011', !holds, 'E_DECRYPT');
  const opened = decrypt(key, { iv, ciphertext, tag, aad: header });
  model.when('SEC-011', !opened.holds, 'E_DECRYPT');
  const { plaintext } = opened;
  model.checkKeyboxSecret({ plaintext, log, jwk });
  return secretIn(model, plaintext);
}

/** What a keybox holds is the id of its log, and a secret that derives the `pub` of its op. SEC-012. */
export function checkKeyboxSecret(model: Model, { plaintext, log, jwk }: KeyboxSecret): void {
  const said = jsonIn(model, plaintext);
  const isForm = isExactly(said, ['log', 'es']) && isBytes(model, memberOf(said, 'es'), KEY_BYTES);
  model.when('SEC-012', !isForm || memberOf(said, 'log') !== log, 'E_KEYBOX_BAD');
  const derived = model.epochKey(secretIn(model, plaintext));
  model.when('SEC-012', model.thumbprint(derived) !== model.thumbprint(jwk), 'E_KEYBOX_BAD');
}

function jsonIn(model: Model, plaintext: Uint8Array): Json {
  return readUnder<Json>(model, ['SEC-012', 'E_KEYBOX_BAD'], [() => model.parseStrictJson(plaintext), () => null]);
}

function secretIn(model: Model, plaintext: Uint8Array): Uint8Array {
  return Buffer.from(textOf(jsonIn(model, plaintext), 'es'), 'base64url');
}

// Sealing

/** A keybox for these recipients. SEC-054, SEC-055. */
export function sealKeybox(model: Model, { log, secret, recipients, cek, iv }: KeyboxSealing): Uint8Array {
  const header = model.encodeBase64url(
    new TextEncoder().encode(`{"alg":"${AGREEMENT}","enc":"${ENCRYPTION}","typ":"${TYPE}"}`),
  );
  const each = recipients.map(({ kid, jwk, ephemeral }) => {
    const wrapped = model.encodeBase64url(
      wrap(agreeOnWrap(model, { secret: ephemeral, key: jwk, requirement: 'SEC-055' }), cek),
    );
    const epk = jwkText(publicJwk(model, ephemeral));
    return `{"header":{"kid":"${kid}","epk":${epk}},"encrypted_key":"${wrapped}"}`;
  });
  const plaintext = new TextEncoder().encode(`{"log":"${log}","es":"${model.encodeBase64url(secret)}"}`);
  const { ciphertext, tag } = encrypt(cek, { iv, plaintext, aad: header });
  const [ivText, ciphertextText, tagText] = [iv, ciphertext, tag].map((bytes) => model.encodeBase64url(bytes));
  const end = `"iv":"${ivText}","ciphertext":"${ciphertextText}","tag":"${tagText}"`;
  return new TextEncoder().encode(`{"protected":"${header}","recipients":[${each.join(',')}],${end}}`);
}
