import { compareBytes } from '@allod/core/bytes';
import type { Store } from '@allod/storage';
import { collectionRange } from '../spaces.ts';
import { viewRecords } from './view.ts';
import type { RecordSource, RecordView } from './view.ts';

/** Records that are read at once. */
const PAGE = 64;
/** Where `t` stands in an order key: after the hash of the collection, before the id. (SYN-001) */
const TIME_AT = 8;

/** One collection of one owner. */
export interface Place {
  readonly space: string;
  readonly col: string;
}

/** The records of all these collections, newest first by the time that they state. Records that are added meanwhile may be among them. */
export async function* listRecords(
  source: RecordSource,
  places: readonly Place[],
  limit: number = Infinity,
): AsyncGenerator<RecordView> {
  let left = limit;
  const cols = new Set(places.map(({ col }) => col));
  for await (const ids of pages(newestFirst(source.store, places))) {
    for (const view of await viewRecords(source, ids)) {
      if (left <= 0) return;
      // Two names may share the hash by which records are found.
      if (view === undefined || !cols.has(view.col)) continue;
      yield view;
      left--;
    }
    if (left <= 0) return;
  }
}

interface Head {
  readonly row: { readonly id: string; readonly key: Uint8Array };
  readonly rest: AsyncIterator<{ readonly id: string; readonly key: Uint8Array }>;
}

/** Merges the collections, each of which is in order. */
async function* newestFirst(store: Store, places: readonly Place[]): AsyncGenerator<string> {
  const heads: Head[] = [];
  const push = async (rest: Head['rest']): Promise<void> => {
    const { done, value } = await rest.next();
    if (done !== true) heads.push({ row: value, rest });
  };
  for (const { space, col } of places) {
    const rows = store.scan({ by: 'key', space, range: collectionRange(col), reverse: true });
    await push(rows[Symbol.asyncIterator]());
  }
  while (heads.length > 0) {
    const newest = heads.reduce((a, b) => (isNewer(b, a) ? b : a));
    heads.splice(heads.indexOf(newest), 1);
    yield newest.row.id;
    await push(newest.rest);
  }
}

function isNewer(a: Head, b: Head): boolean {
  return compareBytes(a.row.key.subarray(TIME_AT), b.row.key.subarray(TIME_AT)) > 0;
}

async function* pages(ids: AsyncIterable<string>): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const id of ids) {
    if (page.push(id) < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
