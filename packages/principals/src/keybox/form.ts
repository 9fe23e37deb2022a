/** The form of a keybox: what anybody can see of it. Chapter 04 §2.3. No secrets. */
import { decodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { amongst, bytesOf, exact, id, list } from '../checks.ts';
import type { X25519Jwk } from '../claims.ts';

/** Greatest number of recipients of a keybox. (SEC-008) */
export const MAX_RECIPIENTS = 256;
/** Greatest length of a keybox in bytes. (SEC-003) */
export const MAX_KEYBOX_BYTES = 65_536;
/** The protected header of every keybox, as it is written. (SEC-054) */
export const KEYBOX_HEADER = '{"alg":"ECDH-ES+A256KW","enc":"A256GCM","typ":"allod-keybox"}';

/** A keybox as its JSON has it; all texts but those of `epk` and `kid` are base64url of one byte or more. */
export interface Keybox {
  /** The text over which the tag is. */
  readonly protected: string;
  /** 1 to 256, no two with one `kid`. */
  readonly recipients: readonly BoxRecipient[];
  /** 12 bytes. */
  readonly iv: string;
  readonly ciphertext: string;
  /** 16 bytes. */
  readonly tag: string;
}

/** One for whom a keybox is. */
export interface BoxRecipient {
  /** `kid` is the thumbprint of a key, or the `eid` of an epoch. */
  readonly header: { readonly kid: string; readonly epk: X25519Jwk };
  /** The key of the content, wrapped: 40 bytes. */
  readonly encrypted_key: string;
}

/** Why a keybox is none. */
export type KeyboxCode = 'E_SIZE' | 'E_FORMAT' | 'E_HEADER' | 'E_ALG';

const HEADER = JSON.parse(KEYBOX_HEADER) as JsonObject;

const epk = exact({ crv: amongst('X25519'), kty: amongst('OKP'), x: id });
const recipient = exact({ header: exact({ kid: id, epk }), encrypted_key: bytesOf(40) });
const hasForm = exact({
  protected: bytesOf(),
  recipients: list(recipient),
  iv: bytesOf(12),
  ciphertext: bytesOf(),
  tag: bytesOf(16),
});

/**
 * Reads a keybox, and opens nothing. Refuses with `E_SIZE` (SEC-003, SEC-008), `E_FORMAT` (SEC-005), `E_ALG` (SEC-007) and `E_HEADER`
 * (SEC-006). Who may be a recipient is asked with `EpochBook.checkKeybox`.
 */
export function readKeybox(body: Uint8Array): Result<Keybox, KeyboxCode> {
  if (body.length > MAX_KEYBOX_BYTES)
    return refuse('E_SIZE', 'SEC-003', { what: 'keybox', size: body.length, limit: MAX_KEYBOX_BYTES });
  const said = objectIn(body);
  // Before each of them is looked at.
  const size = Array.isArray(said?.recipients) ? said.recipients.length : 0;
  if (size > MAX_RECIPIENTS)
    return refuse('E_SIZE', 'SEC-008', { what: 'recipients of a keybox', size, limit: MAX_RECIPIENTS });
  if (said === undefined || !hasForm(said)) return refuse('E_FORMAT', 'SEC-005');
  const box = said as unknown as Keybox;
  const header = headerOf(box);
  if (header === undefined || new Set(box.recipients.map((each) => each.header.kid)).size < size)
    return refuse('E_FORMAT', 'SEC-005');
  const isOther = (name: string): boolean => Object.hasOwn(header, name) && header[name] !== HEADER[name];
  if (isOther('alg') || isOther('enc')) return refuse('E_ALG', 'SEC-007');
  const isWhole = Object.keys(HEADER).every((name) => header[name] === HEADER[name]);
  if (!isWhole || Object.keys(header).length > Object.keys(HEADER).length) return refuse('E_HEADER', 'SEC-006');
  return accept(box);
}

/** The protected header, when it is an object. */
function headerOf(box: Keybox): JsonObject | undefined {
  const bytes = decodeBase64url(box.protected);
  return bytes.ok ? objectIn(bytes.value) : undefined;
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  const read = parseStrictJson(bytes);
  return read.ok && isJsonObject(read.value) ? read.value : undefined;
}
