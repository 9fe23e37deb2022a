import { concatBytes } from '@allod/core/bytes';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { Draft } from './draft.ts';
import { bodyOf, idAt, indexRows, readIndexed } from './index-rows.ts';
import { decodeItem } from './item-row.ts';
import { after, idKey, INDEX_TABLES, keyOf, readUint, TABLE, uint } from './keys.ts';
import type { Table } from './keys.ts';
import type { KeyValue, KeyValuePair } from './key-value.ts';
import { pairs } from './pairs.ts';

/** Rows that one write changes at most, so that the memory that a rebuild needs does not grow with the store. */
const CHUNK = 1000;

/** Present while a rebuild is under way: a store that was cut off in one begins it again. */
export const REINDEXING: Uint8Array = keyOf(TABLE.head, new TextEncoder().encode('reindexing'));

type Written = Result<undefined, 'E_STORE_FULL'>;

/**
 * Builds every index again from statements and bodies alone. (STO-018) The store is not open meanwhile. Safe to be cut off at
 * any moment: opening the store goes on. Refuses with `E_STORE_FULL` (STO-013); throws `RangeError` for a damaged statement.
 */
export async function reindex(kv: KeyValue): Promise<Result<undefined, 'E_STORE_FULL'>> {
  const steps: readonly (() => Promise<Written>)[] = [
    () => kv.write([[REINDEXING, Uint8Array.of(1)]]),
    ...INDEX_TABLES.map((table) => () => inChunks(kv, table, clear)),
    () => inChunks(kv, TABLE.space, indexSpaces),
    () => inChunks(kv, TABLE.item, indexItems),
    () => inChunks(kv, TABLE.body, dropUnreferred),
    () => kv.write([[REINDEXING, null]]),
  ];
  for (const step of steps) {
    const written = await step();
    if (!written.ok) return written;
  }
  return accept(undefined);
}

type Work = (draft: Draft, chunk: readonly KeyValuePair[]) => Promise<void>;

async function inChunks(kv: KeyValue, table: Table, work: Work): Promise<Written> {
  let chunk: KeyValuePair[] = [];
  const write = async (): Promise<Written> => {
    const draft = new Draft(kv);
    await work(draft, chunk);
    chunk = [];
    return kv.write(draft.changes());
  };
  const prefix = keyOf(table);
  for await (const pair of pairs(kv, [prefix, after(prefix)])) {
    if (chunk.push(pair) < CHUNK) continue;
    const written = await write();
    if (!written.ok) return written;
  }
  return write();
}

async function clear(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  for (const [key] of chunk) draft.set(key, null);
}

async function indexSpaces(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  for (const [key, row] of chunk) draft.set(keyOf(TABLE.number, row.subarray(0, 4)), key.slice(1));
}

async function indexItems(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  for (const [key, value] of chunk) {
    const indexed = readIndexed(idAt(key, 1), decodeItem(value));
    for (const [at, row] of await indexRows(indexed)) draft.set(at, row);
    const dig = bodyOf(indexed);
    if (dig === undefined) continue;
    const count = await draft.one(idKey(TABLE.reference, dig));
    draft.set(idKey(TABLE.reference, dig), uint((count === undefined ? 0 : readUint(count, 0, 4)) + 1, 4));
  }
}

/** A body that nothing refers to is left from a fault; its file is collected when the store is opened. */
async function dropUnreferred(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  const references = await draft.get(chunk.map(([key]) => concatBytes([keyOf(TABLE.reference), key.subarray(1)])));
  for (const [i, [key]] of chunk.entries()) if (references[i] === undefined) draft.set(key, null);
}
