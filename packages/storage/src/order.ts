import { decodeId } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import type { StatementType } from '@allod/core/statement';
import { ByteWriter } from './byte-writer.ts';
import { labelledDigest } from './digest.ts';

/** Length of a collection hash in bytes. */
export const COLLECTION_HASH_BYTES = 8;
/** Length of an order key in bytes. */
export const ORDER_KEY_BYTES = 48;
/** What stands in place of the hash of a collection in the keys of ops. */
export const LOG_HASH: Uint8Array = new Uint8Array(COLLECTION_HASH_BYTES);

const text = new TextEncoder();

/** What an order key is made of: the type, the signed claims and the computed id. */
export interface Ordered {
  readonly typ: StatementType;
  /** `t`: integer microseconds, 0 to 2^53 - 1; `col` for a record. */
  readonly claims: JsonObject;
  /** Statement id, 43 characters. */
  readonly id: string;
}

/** The 8 bytes that stand for a collection in order keys; never all zero, which stands for the log. (SYN-001) */
export function collectionHash(col: string): Uint8Array {
  const digest = labelledDigest('allod1/col', [text.encode(col)]);
  return reserveZero(digest.subarray(0, COLLECTION_HASH_BYTES));
}

/** The part of keys that stands for a name. Of few names in one commit, so each is computed once for it. */
export interface NameBytes {
  readonly collection: typeof collectionHash;
  readonly device: typeof idBytes;
}

/** What remembers the names of one commit. */
export function createNameBytes(): NameBytes {
  return { collection: once(collectionHash), device: once(idBytes) };
}

function once(compute: (name: string) => Uint8Array): (name: string) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const made = compute(name);
    known.set(name, made);
    return made;
  };
}

/** The hash itself, or 1 in place of 0: the zero hash is that of the log. */
export function reserveZero(hash: Uint8Array): Uint8Array {
  if (hash.some((byte) => byte !== 0)) return hash.slice();
  return Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);
}

/**
 * The 48 bytes by which a statement stands in its set. (SYN-001) Bytewise order of keys is the order of the set.
 * Throws `TypeError` for claims without `t`, for a record without `col`, and for an id of another form.
 */
export function orderKey({ typ, claims, id }: Ordered): Uint8Array {
  const colh = typ === 'allod-rec' ? collectionHash(collectionOf(claims)) : LOG_HASH;
  return new ByteWriter(ORDER_KEY_BYTES).raw(colh).uint(timeOf(claims), 8).raw(idBytes(id)).bytes;
}

/** The claim `col` of a record. Throws `TypeError` where there is none. */
export function collectionOf({ col }: JsonObject): string {
  if (typeof col !== 'string') throw new TypeError('a record has no order without its claim col');
  return col;
}

/** The claim `t` of a statement. Throws `TypeError` where there is no such time. */
export function timeOf({ t }: JsonObject): number {
  if (typeof t !== 'number' || !Number.isSafeInteger(t) || t < 0)
    throw new TypeError('a statement has no order without its claim t');
  return t;
}

/** The 32 bytes of an id or digest. Throws `TypeError` for a text of another form. */
export function idBytes(id: string): Uint8Array {
  const decoded = decodeId(id);
  if (!decoded.ok) throw new TypeError('an id has 43 characters of base64url');
  return decoded.value;
}
