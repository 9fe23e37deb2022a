import type { Slot } from '@allod/core/open';
import { checkSealedBody, SEALED_TYPE } from '@allod/core/sealed';
import type { SealedForm } from '@allod/core/sealed';
import type { Store, Stored } from '@allod/storage';
import type { Place } from '../records/list.ts';
import { bodyOf, recordOf } from '../records/view.ts';
import { collectionRange } from '../spaces.ts';

/** Records that are read at once. */
const PAGE = 64;

/** A record with a sealed body, of which nothing was opened. */
export interface SealedRecord {
  readonly id: string;
  readonly slot: Slot;
  /** Id of the epoch that it says it is under. */
  readonly eid: string;
  readonly form: SealedForm;
}

/** The sealed records of a collection whose bodies are here, newest first by the time that they state. */
export async function* sealedRecordsIn(store: Store, { space, col }: Place): AsyncGenerator<SealedRecord> {
  let ids: string[] = [];
  for await (const { id } of store.scan({ by: 'key', space, range: collectionRange(col), reverse: true })) {
    if (ids.push(id) < PAGE) continue;
    yield* await readPage(store, ids, col);
    ids = [];
  }
  yield* await readPage(store, ids, col);
}

/** The record with an id; `undefined` when it is not here, has no body here, or one that is not sealed. */
export async function sealedRecord(store: Store, id: string): Promise<SealedRecord | undefined> {
  const [stored] = await store.items([id]);
  return readSealed(store, stored);
}

/** Two names may share the hash by which records are found. */
async function readPage(store: Store, ids: readonly string[], col: string): Promise<SealedRecord[]> {
  const found: SealedRecord[] = [];
  for (const stored of await store.items(ids)) {
    const record = await readSealed(store, stored);
    if (record?.slot.col === col) found.push(record);
  }
  return found;
}

async function readSealed(store: Store, stored: Stored | undefined): Promise<SealedRecord | undefined> {
  const record = recordOf(stored);
  const found = record?.statement.claims.cty === SEALED_TYPE ? await bodyOf(store, record) : undefined;
  const form = found === undefined ? undefined : checkSealedBody(found.body);
  if (record === undefined || found === undefined || form?.ok !== true) return undefined;
  const { iss, col, tag, seq } = found.claims;
  const slot = { iss, col, kid: found.kid, seq, ...(tag === undefined ? {} : { tag }) };
  return { id: record.id, slot, ...form.value };
}
