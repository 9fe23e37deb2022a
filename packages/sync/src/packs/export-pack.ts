import { beginSha256 } from '#sha256';
import { compareBytes } from '@allod/core/bytes';
import { certificate } from '@allod/storage';
import type { Range, Store } from '@allod/storage';
import { encodeMessage, itemFromParts } from '@allod/transport/frames';
import type { Item, ItemsMessage, PackEndMessage } from '@allod/transport/frames';
import { bodyClaim, storedClaims } from '../bodies.ts';
import { compressed } from '../compressed.ts';
import { idBytes } from '../cursor.ts';
import { AFTER_LOG, lastPosition } from '../summary.ts';
import { KeyList } from './key-list.ts';
import { HeadFinder } from './heads.ts';

/** The first bytes of a pack. (06 §5) */
export const PACK_MAGIC: Uint8Array = new TextEncoder().encode('ALLODPK1');

/** Items, and bytes of them, in one message. */
const MESSAGE_ITEMS = 256;
const MESSAGE_BYTES = 262_144;
/** Spaces that one pack may hold. */
const MAX_SPACES = 2_048;
/** Longest `z`, in bytes. */
const MAX_Z_BYTES = 1_048_576;

/** What a pack is made of. */
export interface ExportOptions {
  /** 1 space or more, each once. */
  readonly spaces: readonly string[];
  /** Spaces of which only the log goes in, before all others; each once, and none of `spaces`. With those at most 2,048. */
  readonly logs?: readonly string[];
  /** When it is made, in microseconds. */
  readonly made: number;
}

type Row = PackEndMessage['per'][number];

/**
 * A pack of everything that the store holds of some spaces at the moment when it comes to them, with all bodies that are there, and of the logs of others.
 * Memory: one message, and 48 bytes for each statement of a space. (06 §5)
 * Throws `RangeError` for another number of spaces or one that is named twice, and `TypeError` for one that is no id.
 */
export async function* exportPack(
  store: Store,
  { spaces, logs = [], made }: ExportOptions,
): AsyncGenerator<Uint8Array> {
  const all = [...logs, ...spaces];
  if (spaces.length === 0 || all.length > MAX_SPACES || new Set(all).size < all.length)
    throw new RangeError(`a pack has 1 to ${MAX_SPACES} spaces, each once`);
  const sha = beginSha256();
  const hashed = (bytes: Uint8Array): Uint8Array => {
    sha.update(bytes);
    return bytes;
  };
  yield hashed(PACK_MAGIC);
  yield hashed(encodeMessage({ m: 'pack', v: 1, sp: all.map(idBytes), made }));
  const per: Row[] = [];
  let n = 0;
  for (const [s, space] of all.entries()) {
    const keys = new KeyList();
    const heads = new HeadFinder();
    for await (const message of spaceMessages(store, { s, space, isLog: s < logs.length, keys, heads }))
      yield hashed(message);
    n += keys.length;
    per.push([idBytes(space), keys.length, certificate(keys), heads.heads()]);
  }
  yield encodeMessage({ m: 'packend', n, per, sha: sha.digest() });
}

interface SpaceExport {
  readonly s: number;
  readonly space: string;
  /** Whether only its log is wanted. */
  readonly isLog: boolean;
  readonly keys: KeyList;
  readonly heads: HeadFinder;
}

/** The order of the set has the log first. What is accepted meanwhile stays out, so that the pack is the set of one moment. */
async function* spaceMessages(store: Store, { s, space, isLog, keys, heads }: SpaceExport): AsyncGenerator<Uint8Array> {
  const cut = await lastPosition(store, space);
  let q = 0;
  for await (const rows of keyPages(store, space, isLog ? { hi: AFTER_LOG } : {})) {
    const stored = await store.items(rows.map(({ id }) => id));
    const items: Item[] = [];
    let bytes = 0;
    for (const [i, each] of stored.entries()) {
      if (each?.state === undefined || each.pos! > cut) continue;
      const claims = storedClaims(each.parts);
      const claim = bodyClaim(claims);
      const body = claim === undefined ? undefined : await store.body(claim.dig);
      const size = each.parts.claimsBytes.length + (body?.length ?? 0);
      if (items.length > 0 && bytes + size > MESSAGE_BYTES) {
        yield itemsMessage(s, q++, items);
        [items.length, bytes] = [0, 0];
      }
      items.push(itemFromParts(each.parts, body));
      bytes += size;
      keys.add(rows[i]!.key);
      if (isOpKey(rows[i]!.key)) heads.add(each.id, claims);
    }
    if (items.length > 0) yield itemsMessage(s, q++, items);
  }
}

/** The collection hash of a log is zero. (06 §1.1) */
function isOpKey(key: Uint8Array): boolean {
  return compareBytes(key.subarray(0, 8), new Uint8Array(8)) === 0;
}

async function* keyPages(store: Store, space: string, range: Range): AsyncGenerator<{ id: string; key: Uint8Array }[]> {
  let page: { id: string; key: Uint8Array }[] = [];
  for await (const row of store.scan({ by: 'key', space, range })) {
    page.push(row);
    if (page.length < MESSAGE_ITEMS) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function itemsMessage(s: number, q: number, items: readonly Item[]): Uint8Array {
  const packed = compressed(items);
  const fits = packed !== undefined && packed.z.length <= MAX_Z_BYTES;
  const message: ItemsMessage = { m: 'items', s, q, ...(fits ? packed : { i: items.slice() }) };
  return encodeMessage(message);
}
