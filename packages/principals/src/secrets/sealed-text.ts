import { decodeBase64url, encodeBase64url, isJsonObject, parseStrictJson } from '@allod/core/bytes';
import { decrypt, encrypt, IV_BYTES, TAG_BYTES } from '@allod/core/open/primitives';
import { utf8ToBytes } from '@noble/hashes/utils.js';

/** A compact JWE under `dir` and A256GCM, of one type: what a password protects. */
export interface SealedText {
  /** `typ` of its header. */
  readonly typ: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** Encrypts with an initialization vector of 12 random bytes. Throws `RangeError` for another length. */
export async function sealText(content: Uint8Array, { typ, key }: SealedText, iv: Uint8Array): Promise<string> {
  const header = encodeBase64url(utf8ToBytes(`{"alg":"dir","enc":"A256GCM","typ":"${typ}"}`));
  const [sealed] = await encrypt([{ key, iv, additionalData: utf8ToBytes(header), plaintext: content }]);
  return [header, '', ...[iv, sealed!.ciphertext, sealed!.tag].map(encodeBase64url)].join('.');
}

/** The content, once the tag holds; `undefined` for anything else than such a JWE under this key. */
export async function openText(text: string, { typ, key }: SealedText): Promise<Uint8Array | undefined> {
  const parts = text.split('.');
  const decoded = parts.map(decodeBase64url);
  const [header, none, iv, ciphertext, tag] = decoded.flatMap((each) => (each.ok ? [each.value] : []));
  if (decoded.length !== 5 || tag === undefined || none?.length !== 0) return undefined;
  if (!isHeader(header!, typ) || iv?.length !== IV_BYTES || tag.length !== TAG_BYTES) return undefined;
  const job = { key, iv, ciphertext: ciphertext!, tag, additionalData: utf8ToBytes(parts[0]!) };
  return (await decrypt([job]))[0];
}

function isHeader(bytes: Uint8Array, typ: string): boolean {
  const header = parseStrictJson(bytes);
  if (!header.ok || !isJsonObject(header.value)) return false;
  const { alg, enc, ...rest } = header.value;
  return alg === 'dir' && enc === 'A256GCM' && Object.keys(rest).join() === 'typ' && rest.typ === typ;
}
