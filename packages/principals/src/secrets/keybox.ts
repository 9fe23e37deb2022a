import { decodeBase64url, encodeBase64url, isJsonObject, isId, parseStrictJson } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import {
  agreedWrappingKey,
  checkLength,
  decrypt,
  encrypt,
  importX25519,
  IV_BYTES,
  KEY_BYTES,
  unwrapKey,
  wrapKey,
} from '@allod/core/open/primitives';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { X25519Jwk } from '../claims.ts';
import { KEYBOX_HEADER, MAX_RECIPIENTS, readKeybox } from '../keybox/form.ts';
import type { BoxRecipient, Keybox, KeyboxCode } from '../keybox/form.ts';
import { secretFromBytes } from '../kit/secret.ts';
import type { Secret } from '../kit/secret.ts';
import { jwkOf, nameEpoch } from './epoch.ts';

/** One for whom a keybox is to be. */
export interface Recipient {
  /** In the log of a user the `kid` of a device or cold key; in that of a team the `eid` of an epoch of a member, or the `kid` of a cold key or of the key of an invite. */
  readonly kid: string;
  /** The X25519 key that goes with it. */
  readonly jwk: X25519Jwk;
}

/** What a keybox says, and the random bytes that it takes. None of these bytes may serve twice. */
export interface KeyboxPlan {
  /** Id of the principal. */
  readonly log: string;
  /** The epoch secret, 32 bytes. */
  readonly es: Secret;
  /** 1 to 256, each with a private key of 32 random bytes of its own. */
  readonly recipients: readonly (Recipient & { readonly ephemeral: Uint8Array })[];
  /** The key of the content: 32 random bytes. */
  readonly cek: Uint8Array;
  /** 12 random bytes. */
  readonly iv: Uint8Array;
}

/** Where a keybox stands, and for whom it is to be opened. */
export interface KeyboxPlace {
  readonly body: Uint8Array;
  /** Id of the principal to whose log its op belongs. */
  readonly log: string;
  /** `pub` of its op. */
  readonly pub: X25519Jwk;
  /** Which of its recipients opens it. */
  readonly kid: string;
}

/** What the private key of a recipient agrees on with a public key: 32 bytes, `undefined` where those are zeros. */
export type Agree = (publicKey: Uint8Array) => Promise<Result<Uint8Array | undefined, 'E_LOCKED'>>;

/** Why a keybox does not open. */
export type OpenKeyboxCode = KeyboxCode | 'E_WEAK_KEY' | 'E_DECRYPT' | 'E_KEYBOX_BAD' | 'E_LOCKED';

const PROTECTED = encodeBase64url(utf8ToBytes(KEYBOX_HEADER));

/**
 * Makes a keybox: from the same plan always the same bytes (SEC-054). Refuses with `E_WEAK_KEY` a recipient whose key is of small order
 * (SEC-055). Throws `RangeError` for another number of recipients than 1 to 256, two of one `kid`, or bytes of another length.
 */
export async function sealKeybox(plan: KeyboxPlan): Promise<Result<Uint8Array, 'E_WEAK_KEY'>> {
  checkPlan(plan);
  const { log, es, recipients, cek, iv } = plan;
  const written: string[] = [];
  for (const each of recipients) {
    const one = await writeRecipient(each, cek);
    if (one === undefined) return refuse('E_WEAK_KEY', 'SEC-055');
    written.push(one);
  }
  const content = utf8ToBytes(`{"log":"${log}","es":"${encodeBase64url(es.bytes())}"}`);
  const job = { key: cek, iv, additionalData: utf8ToBytes(PROTECTED), plaintext: content };
  const [sealed] = await encrypt([job]);
  content.fill(0);
  const [ciphertext, tag] = [sealed!.ciphertext, sealed!.tag].map(encodeBase64url);
  const text =
    `{"protected":"${PROTECTED}","recipients":[${written.join(',')}],"iv":"${encodeBase64url(iv)}",` +
    `"ciphertext":"${ciphertext}","tag":"${tag}"}`;
  return accept(utf8ToBytes(text));
}

/**
 * Opens a keybox, strictly read before anything is computed. Refuses as {@link readKeybox} does, and with `E_DECRYPT` where `kid` is no
 * recipient or the box does not open (SEC-011), `E_WEAK_KEY` (SEC-010), `E_KEYBOX_BAD` for another content than the secret of this epoch of
 * this log (SEC-012), and what `agree` refuses with.
 */
export async function openKeybox(place: KeyboxPlace, agree: Agree): Promise<Result<Secret, OpenKeyboxCode>> {
  const box = readKeybox(place.body);
  if (!box.ok) return box;
  const own = box.value.recipients.find(({ header }) => header.kid === place.kid);
  if (own === undefined) return refuse('E_DECRYPT', 'SEC-011');
  const shared = await agree(bytesOf(own.header.epk.x));
  if (!shared.ok) return shared;
  if (shared.value === undefined) return refuse('E_WEAK_KEY', 'SEC-010');
  const content = await openContent(box.value, own, shared.value);
  if (content === undefined) return refuse('E_DECRYPT', 'SEC-011');
  const es = readContent(content, place.log);
  content.fill(0);
  if (es === undefined) return refuse('E_KEYBOX_BAD', 'SEC-012');
  const { pub } = await nameEpoch(es);
  return pub.x === place.pub.x ? accept(secretFromBytes(es)) : refuse('E_KEYBOX_BAD', 'SEC-012');
}

/** What agrees with a private X25519 key that lies in this process: that of an epoch. */
export async function agreeWith(secret: Uint8Array): Promise<Agree> {
  const own = await importX25519(secret);
  return async (publicKey) => accept(await own.agree(publicKey));
}

async function openContent(box: Keybox, own: BoxRecipient, shared: Uint8Array): Promise<Uint8Array | undefined> {
  const cek = await unwrapKey(agreedWrappingKey(shared), bytesOf(own.encrypted_key));
  if (cek === undefined) return undefined;
  const [iv, ciphertext, tag] = [box.iv, box.ciphertext, box.tag].map(bytesOf) as [Uint8Array, Uint8Array, Uint8Array];
  const job = { key: cek, iv, ciphertext, tag, additionalData: utf8ToBytes(box.protected) };
  return (await decrypt([job]))[0];
}

/** The secret in an opened box; `undefined` when it holds anything else than that and this log. */
function readContent(content: Uint8Array, log: string): Uint8Array | undefined {
  const said = parseStrictJson(content);
  if (!said.ok || !isJsonObject(said.value) || Object.keys(said.value).length !== 2) return undefined;
  const { es } = said.value;
  return said.value.log === log && typeof es === 'string' && isId(es) ? bytesOf(es) : undefined;
}

async function writeRecipient(
  { kid, jwk, ephemeral }: KeyboxPlan['recipients'][number],
  cek: Uint8Array,
): Promise<string | undefined> {
  const own = await importX25519(ephemeral);
  const shared = await own.agree(bytesOf(jwk.x));
  if (shared === undefined) return undefined;
  const wrapped = await wrapKey(agreedWrappingKey(shared), cek);
  const epk = JSON.stringify(jwkOf(await own.publicKey()));
  return `{"header":{"kid":"${kid}","epk":${epk}},"encrypted_key":"${encodeBase64url(wrapped)}"}`;
}

function checkPlan({ log, es, recipients, cek, iv }: KeyboxPlan): void {
  if (recipients.length === 0 || recipients.length > MAX_RECIPIENTS)
    throw new RangeError(`a keybox has 1 to ${MAX_RECIPIENTS} recipients, got ${recipients.length}`);
  if (new Set(recipients.map(({ kid }) => kid)).size < recipients.length)
    throw new RangeError('a recipient stands in a keybox once');
  if (![log, ...recipients.map(({ kid }) => kid)].every(isId)) throw new RangeError('a log and a kid are ids');
  if (es.sizeBytes !== KEY_BYTES) throw new RangeError(`an epoch secret has ${KEY_BYTES} bytes, got ${es.sizeBytes}`);
  checkLength('the key of a content', cek, KEY_BYTES);
  checkLength('an initialization vector', iv, IV_BYTES);
}

/** The bytes of a text that is known to be base64url. */
function bytesOf(text: string): Uint8Array {
  const bytes = decodeBase64url(text);
  if (!bytes.ok) throw new RangeError('a key is base64url');
  return bytes.value;
}
