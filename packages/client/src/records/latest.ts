import { listRecords } from './list.ts';
import type { RecordSource, RecordView } from './view.ts';

/** The newest record of each tag of a collection that is shown and can be opened, as far as `counts` lets it pass; by tag. */
export async function latestByTag(
  source: RecordSource,
  place: { readonly space: string; readonly col: string },
  counts: (record: RecordView) => boolean = () => true,
): Promise<Map<string, RecordView>> {
  const latest = new Map<string, RecordView>();
  for await (const record of listRecords(source, [place])) {
    const { tag, state, sealed } = record;
    const isShown = state === 'VALID' && sealed === undefined;
    if (tag !== undefined && isShown && !latest.has(tag) && counts(record)) latest.set(tag, record);
  }
  return latest;
}
