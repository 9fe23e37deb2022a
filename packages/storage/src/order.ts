import { decodeId } from '@allod/core/bytes';
import type { JsonObject } from '@allod/core/bytes';
import type { StatementType } from '@allod/core/statement';
import { labelledDigest } from './digest.ts';

/** Length of a collection hash in bytes. */
export const COLLECTION_HASH_BYTES = 8;
/** Length of an order key in bytes. */
export const ORDER_KEY_BYTES = 48;

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
export async function collectionHash(col: string): Promise<Uint8Array> {
  const digest = await labelledDigest('allod1/col', [text.encode(col)]);
  return reserveZero(digest.subarray(0, COLLECTION_HASH_BYTES));
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
export async function orderKey({ typ, claims, id }: Ordered): Promise<Uint8Array> {
  if (typ !== 'allod-rec') return joinKey(new Uint8Array(COLLECTION_HASH_BYTES), claims.t, id);
  if (typeof claims.col !== 'string') throw new TypeError('a record has no order without its claim col');
  return joinKey(await collectionHash(claims.col), claims.t, id);
}

/** An order key from the collection hash, the time and the id. */
export function joinKey(colh: Uint8Array, t: unknown, id: string): Uint8Array {
  if (typeof t !== 'number' || !Number.isSafeInteger(t) || t < 0)
    throw new TypeError('a statement has no order without its claim t');
  const key = new Uint8Array(ORDER_KEY_BYTES);
  key.set(colh);
  new DataView(key.buffer).setBigUint64(COLLECTION_HASH_BYTES, BigInt(t));
  key.set(idBytes(id), 16);
  return key;
}

/** The 32 bytes of an id or digest. Throws `TypeError` for a text of another form. */
export function idBytes(id: string): Uint8Array {
  const decoded = decodeId(id);
  if (!decoded.ok) throw new TypeError('an id has 43 characters of base64url');
  return decoded.value;
}
