import { compareBytes, concatBytes, decodeId, equalBytes } from '@allod/core/bytes';
import type { Store } from '@allod/storage';
import { SESSION_LIMITS } from './limits.ts';

/** A place in the order in which a store accepted statements: a position, and the id that stands there. */
export interface Place {
  readonly pos: number;
  /** Absent at position 0, and where nothing stands any more. */
  readonly id?: string;
}

/** The cursor of a store for a place of a space. (06 §3.2) */
export function encodeCursor(gen: Uint8Array, { pos, id }: Place): Uint8Array {
  const position = new Uint8Array(8);
  new DataView(position.buffer).setBigUint64(0, BigInt(pos));
  return concatBytes([gen, position, id === undefined ? new Uint8Array(8) : idBytes(id).subarray(0, 8)]);
}

/**
 * The position that a cursor stands for, when this store made it and what it says still holds; `undefined` otherwise. (SYN-012)
 * `last` is the greatest position that the store has given in the space.
 */
export async function readCursor(
  store: Store,
  { space, cursor, last }: { readonly space: string; readonly cursor: Uint8Array; readonly last: number },
): Promise<number | undefined> {
  if (cursor.length !== SESSION_LIMITS.cursorBytes || !equalBytes(cursor.subarray(0, 8), store.gen)) return undefined;
  const pos = new DataView(cursor.buffer, cursor.byteOffset, cursor.length).getBigUint64(8);
  if (pos > BigInt(last)) return undefined;
  const place = await placeAt(store, { space, pos: Number(pos) });
  return equalBytes(encodeCursor(store.gen, place), cursor) ? place.pos : undefined;
}

/** What stands at a position. */
export async function placeAt(
  store: Store,
  { space, pos }: { readonly space: string; readonly pos: number },
): Promise<Place> {
  if (pos === 0) return { pos };
  for await (const row of store.scan({ by: 'pos', space, after: pos - 1 }))
    return row.pos === pos ? { pos, id: row.id } : { pos };
  return { pos };
}

/** The 32 bytes of an id that this store or judge has given. */
export function idBytes(id: string): Uint8Array {
  const decoded = decodeId(id);
  if (!decoded.ok) throw new TypeError('an id has 43 characters of base64url');
  return decoded.value;
}

/** Ids as bytes, in ascending order. */
export function ascending(ids: Iterable<string>): Uint8Array[] {
  return Array.from(ids, idBytes).toSorted(compareBytes);
}
