import type { Store } from '@allod/storage';
import { listRecords } from './list.ts';
import type { RecordView } from './view.ts';

/** The newest record of each tag of a collection that is shown, as far as `counts` lets it pass; by tag. */
export async function latestByTag(
  { store, now }: { readonly store: Store; readonly now: () => number },
  place: { readonly space: string; readonly col: string },
  counts: (record: RecordView) => boolean = () => true,
): Promise<Map<string, RecordView>> {
  const latest = new Map<string, RecordView>();
  for await (const record of listRecords(store, [place], { now, limit: Infinity })) {
    const { tag, state } = record;
    if (tag !== undefined && state === 'VALID' && !latest.has(tag) && counts(record)) latest.set(tag, record);
  }
  return latest;
}
