import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { referencesOf, withReferences } from './body-row.ts';
import { Draft } from './draft.ts';
import { acceptedRows, bodyOf, idAt, readBack, waitingRows } from './index-rows.ts';
import { decodeAccepted, decodeItem } from './item-row.ts';
import { after, idRow, INDEX_TABLES, keyOf, readUint, TABLE } from './keys.ts';
import type { Table } from './keys.ts';
import type { KeyValue, KeyValuePair } from './key-value.ts';
import { createNameBytes, idBytes } from './order.ts';
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
    () => inChunks(kv, TABLE.body, forgetReferences),
    () => inChunks(kv, TABLE.position, indexAccepted),
    () => inChunks(kv, TABLE.item, indexParked),
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
  for (const [key] of chunk) draft.write(key, null);
}

async function indexSpaces(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  for (const [key, row] of chunk) draft.write(keyOf(TABLE.number, row.subarray(0, 4)), key.slice(1));
}

async function forgetReferences(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  for (const [key, row] of chunk) draft.write(key, withReferences(row, 0));
}

async function indexAccepted(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  const names = createNameBytes();
  const digs: string[] = [];
  for (const [key, row] of chunk) {
    const { id, state, parts } = decodeAccepted(row);
    const indexed = { id, idBytes: idBytes(id), spaceNumber: readUint(key, 1, 4), ...readBack(id, parts) };
    for (const [at, value] of acceptedRows(indexed, state, names)) draft.write(at, value);
    digs.push(...digOf(indexed));
  }
  await countReferences(draft, digs);
}

async function indexParked(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  const digs: string[] = [];
  for (const [key, row] of chunk) {
    const item = decodeItem(row);
    if (!('waiting' in item)) continue;
    const id = idAt(key, 1);
    for (const [at, value] of waitingRows(key.subarray(1), item.waiting.waitsFor)) draft.write(at, value);
    digs.push(...digOf(readBack(id, item.parts)));
  }
  await countReferences(draft, digs);
}

function digOf(statement: Parameters<typeof bodyOf>[0]): string[] {
  const dig = bodyOf(statement);
  return dig === undefined ? [] : [dig];
}

async function countReferences(draft: Draft, digs: readonly string[]): Promise<void> {
  await draft.load(digs.map((dig) => idRow(TABLE.body, dig)));
  for (const dig of digs) {
    const row = draft.row(TABLE.body, dig).value;
    draft.set(TABLE.body, dig, withReferences(row, referencesOf(row) + 1));
  }
}

/** A body that nothing refers to is left from a fault; its file is collected when the store is opened. */
async function dropUnreferred(draft: Draft, chunk: readonly KeyValuePair[]): Promise<void> {
  for (const [key, row] of chunk) if (referencesOf(row) === 0) draft.write(key, null);
}
