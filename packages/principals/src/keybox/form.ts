/** The form of a keybox: what anybody can see of it. Chapter 04 §2.3. No secrets. */
import { decodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject, JsonValue } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { amongst, exact, id, list } from '../checks.ts';
import type { Check } from '../checks.ts';
import type { X25519Jwk } from '../claims.ts';

/** Greatest number of recipients of a keybox. (SEC-008) */
export const MAX_RECIPIENTS = 256;
/** Greatest length of a keybox in bytes. (SEC-003) */
export const MAX_KEYBOX_BYTES = 65_536;
/** The protected header of every keybox, as it is written. (SEC-054) */
export const KEYBOX_HEADER = '{"alg":"ECDH-ES+A256KW","enc":"A256GCM","typ":"allod-keybox"}';

/** A keybox as its bytes say it. */
export interface Keybox {
  /** The text over which the tag is. */
  readonly protected: string;
  readonly recipients: readonly BoxRecipient[];
  /** 12 bytes. */
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  /** 16 bytes. */
  readonly tag: Uint8Array;
}

/** One for whom a keybox is. */
export interface BoxRecipient {
  /** Thumbprint of a key, or `eid` of an epoch. */
  readonly kid: string;
  readonly epk: X25519Jwk;
  /** The key of the content, wrapped: 40 bytes as base64url. */
  readonly encryptedKey: string;
}

/** Why a keybox is none. */
export type KeyboxCode = 'E_SIZE' | 'E_FORMAT' | 'E_HEADER' | 'E_ALG';

const HEADER = JSON.parse(KEYBOX_HEADER) as JsonObject;

const base64url: Check = (value) => typeof value === 'string' && value !== '' && decodeBase64url(value).ok;

function bytesOf(length: number): Check {
  return (value) => {
    const bytes = typeof value === 'string' ? decodeBase64url(value) : undefined;
    return bytes?.ok === true && bytes.value.length === length;
  };
}

const epk = exact({ crv: amongst('X25519'), kty: amongst('OKP'), x: id });
const recipient = exact({ header: exact({ kid: id, epk }), encrypted_key: bytesOf(40) });
const hasForm = exact({
  protected: base64url,
  recipients: list(recipient, { max: MAX_RECIPIENTS }),
  iv: bytesOf(12),
  ciphertext: base64url,
  tag: bytesOf(16),
});

/**
 * Reads a keybox, and opens nothing. Refuses with `E_SIZE` (SEC-003, SEC-008), `E_FORMAT` (SEC-005), `E_ALG` (SEC-007) and `E_HEADER`
 * (SEC-006).
 */
export function readKeybox(body: Uint8Array): Result<Keybox, KeyboxCode> {
  if (body.length > MAX_KEYBOX_BYTES)
    return refuse('E_SIZE', 'SEC-003', { what: 'keybox', size: body.length, limit: MAX_KEYBOX_BYTES });
  const read = parseStrictJson(body);
  if (!read.ok || !isJsonObject(read.value)) return refuse('E_FORMAT', 'SEC-005');
  const box = read.value;
  const size = Array.isArray(box.recipients) ? box.recipients.length : 0;
  if (size > MAX_RECIPIENTS)
    return refuse('E_SIZE', 'SEC-008', { what: 'recipients of a keybox', size, limit: MAX_RECIPIENTS });
  const header = hasForm(box) ? headerOf(box) : undefined;
  if (header === undefined) return refuse('E_FORMAT', 'SEC-005');
  const recipients = recipientsOf(box);
  if (new Set(recipients.map(({ kid }) => kid)).size < recipients.length) return refuse('E_FORMAT', 'SEC-005');
  if (says(header, 'alg') || says(header, 'enc')) return refuse('E_ALG', 'SEC-007');
  if (header.typ !== HEADER.typ || Object.keys(header).length !== Object.keys(HEADER).length)
    return refuse('E_HEADER', 'SEC-006');
  return accept({
    protected: String(box.protected),
    recipients,
    iv: decoded(box.iv),
    ciphertext: decoded(box.ciphertext),
    tag: decoded(box.tag),
  });
}

/** The protected header, when it is an object. */
function headerOf(box: JsonObject): JsonObject | undefined {
  const header = parseStrictJson(decoded(box.protected));
  return header.ok && isJsonObject(header.value) ? header.value : undefined;
}

/** Whether a header has a member, with another value than it has to have. */
function says(header: JsonObject, name: string): boolean {
  return Object.hasOwn(header, name) && header[name] !== HEADER[name];
}

function recipientsOf(box: JsonObject): readonly BoxRecipient[] {
  return (box.recipients as unknown as readonly Written[]).map(({ header, encrypted_key: encryptedKey }) => ({
    kid: header.kid,
    epk: header.epk,
    encryptedKey,
  }));
}

interface Written {
  readonly header: { readonly kid: string; readonly epk: X25519Jwk };
  readonly encrypted_key: string;
}

/** The bytes of a text that was found to be base64url. */
function decoded(text: JsonValue | undefined): Uint8Array {
  const bytes = decodeBase64url(String(text));
  if (!bytes.ok) throw new TypeError('a text was read as base64url that is none');
  return bytes.value;
}
