import { concatBytes, decodeBase64url, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { amongst, exact, id, list } from '../../checks.ts';
import type { Ed25519Jwk, X25519Jwk } from '../../claims.ts';
import { secretFromBytes } from '../../kit/secret.ts';
import type { PrivateKeys } from '../memory-store.ts';
import { saysCost } from '../password.ts';
import type { PasswordCost } from '../password.ts';

/** The form of the file that this version reads and writes. */
const VERSION = 1;

/** What a key file says to everybody who may read it. */
export interface KeyText {
  readonly cost: PasswordCost;
  /** 16 bytes. */
  readonly salt: Uint8Array;
  readonly keys: readonly PublicKeys[];
  /** A compact JWE. */
  readonly jwe: string;
}

/** The public halves, by which a locked store tells what it has. */
export interface PublicKeys {
  readonly kid: string;
  readonly sig: Ed25519Jwk;
  readonly enc?: X25519Jwk;
}

const jwk = (crv: string): ReturnType<typeof exact> => exact({ kty: amongst('OKP'), crv: amongst(crv), x: id });
const publicForm = list(exact({ kid: id, sig: jwk('Ed25519') }, { enc: jwk('X25519') }));
const privateForm = exact({ keys: list(exact({ sig: id }, { enc: id })) });

/** Writes the text of a key file. */
export function writeKeyText({ cost: { m, t, p }, salt, keys, jwe }: KeyText): string {
  return `${JSON.stringify({ v: VERSION, m, t, p, s: encodeBase64url(salt), keys, jwe })}\n`;
}

/** Reads it; `undefined` for a file that is none. Whether the cost is one to be taken is not asked. */
export function readKeyText(bytes: Uint8Array): KeyText | undefined {
  const read = parseStrictJson(bytes);
  if (!read.ok || !isJsonObject(read.value) || read.value.v !== VERSION || !saysCost(read.value)) return undefined;
  const { m, t, p, s, keys, jwe } = read.value;
  const salt = decodeBase64url(s);
  if (keys === undefined || !publicForm(keys) || typeof jwe !== 'string' || !salt.ok) return undefined;
  return { cost: { m, t, p }, salt: salt.value, keys: keys as unknown as readonly PublicKeys[], jwe };
}

/** What is encrypted: the private keys, in the order of the public ones. The caller overwrites the bytes. */
export function writePrivate(keys: readonly PrivateKeys[]): Uint8Array {
  const written = keys.map(({ sig, enc }) => {
    const more = enc === undefined ? '' : `,"enc":"${encodeBase64url(enc.bytes())}"`;
    return `{"sig":"${encodeBase64url(sig.bytes())}"${more}}`;
  });
  return concatBytes([utf8ToBytes(`{"keys":[${written.join(',')}]}`)]);
}

/** The private keys; `undefined` for another content. */
export function readPrivate(content: Uint8Array): readonly PrivateKeys[] | undefined {
  const read = parseStrictJson(content);
  if (!read.ok || !isJsonObject(read.value) || !privateForm(read.value)) return undefined;
  return (read.value.keys as readonly JsonObject[]).map(({ sig, enc }) => ({
    sig: secretOf(String(sig)),
    ...(enc === undefined ? {} : { enc: secretOf(String(enc)) }),
  }));
}

function secretOf(text: string): ReturnType<typeof secretFromBytes> {
  const bytes = decodeBase64url(text);
  if (!bytes.ok) throw new TypeError('a key was read that is none');
  return secretFromBytes(bytes.value);
}
