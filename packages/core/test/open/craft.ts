/** Sealed bodies as anybody may write them, and the places and keys of these tests. Every key here is public. */
import { concatBytes, encodeBase64url } from '@allod/core/bytes';
import type { Content, OpenCode, Slot } from '@allod/core/open';
import type { Result } from '@allod/core/errors';
import { encrypt, sha256 } from '@allod/core/open/primitives';

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const filled = (value: number, length = 32): Uint8Array => new Uint8Array(length).fill(value);

export const ISS: string = encodeBase64url(filled(1));
export const KID: string = encodeBase64url(filled(2));
export const SLOT: Slot = { iss: ISS, col: 'm:notes', kid: KID, seq: 7, tag: 'a note' };
export const IMMUTABLE: Slot = { iss: ISS, col: 'i:notes', kid: KID, seq: 7 };
export const SECRET: Uint8Array = filled(9);

/** The five parts of a body; the header as it is written, or as an object. */
export interface Parts {
  readonly header: object | string;
  readonly wrapped?: Uint8Array;
  readonly iv?: Uint8Array;
  readonly ciphertext?: Uint8Array;
  readonly tag?: Uint8Array;
}

export function bodyOf({ header, wrapped, iv, ciphertext, tag }: Parts): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const parts = [bytesOf(text), wrapped ?? filled(0, 0), iv ?? filled(3, 12), ciphertext ?? filled(4, 64)];
  return bytesOf([...parts, tag ?? filled(5, 16)].map(encodeBase64url).join('.'));
}

/** A header by members that has the right form. */
export const headerOf = (more: object = {}): object => ({ alg: 'dir', enc: 'A256GCM', kid: ISS, kc: KID, ...more });

export const EPK = { crv: 'X25519', kty: 'OKP', x: encodeBase64url(filled(6)) };
/** A header by others that has the right form. */
export const othersHeaderOf = (more: object = {}): object => ({
  alg: 'ECDH-ES+A256KW',
  enc: 'A256GCM',
  epk: EPK,
  kid: ISS,
  kc: KID,
  ...more,
});

/** The digest of a place, and what a header says of a content key there, written from chapter 04 §2.2 and §3. */
export function slotOf({ iss, col, kid, seq, tag = '' }: Slot): Uint8Array {
  return sha256(bytesOf(['allod1/slot', iss, col, kid, seq, col.startsWith('i:') ? '' : tag].join('\0')));
}

export function commitmentOf(key: Uint8Array, slot: Slot): string {
  return encodeBase64url(sha256(concatBytes([bytesOf('allod1/kc\0'), key, slotOf(slot)])));
}

/** A body by members around any plaintext: what `sealBody` does not write. */
export async function sealRaw(
  plaintext: Uint8Array,
  { key, slot, eid }: { readonly key: Uint8Array; readonly slot: Slot; readonly eid: string },
): Promise<Uint8Array> {
  const header = JSON.stringify(headerOf({ kid: eid, kc: commitmentOf(key, slot) }));
  const additionalData = bytesOf(encodeBase64url(bytesOf(header)));
  const iv = filled(3, 12);
  const [encrypted] = await encrypt([{ key, iv, additionalData, plaintext }]);
  return bodyOf({ header, iv, ...encrypted! });
}

/** What a body holds, or the code and the requirement that refuse it. */
export function outcome(opened: Result<Content, OpenCode>): string {
  if (!opened.ok) return `${opened.error.code} ${opened.error.requirement}`;
  return `${opened.value.cty}: ${textOf(opened.value.content)}`;
}
