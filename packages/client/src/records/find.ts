import { isId } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import type { Store } from '@allod/storage';
import { viewRecords } from './view.ts';
import type { RecordSource, RecordView } from './view.ts';

/** The shortest beginning of an id that is looked up. */
const MIN_PREFIX = 6;

/**
 * The record with an id, or with the only id in these spaces that begins so. Refuses with `E_NOT_FOUND` when there is none or more than one,
 * and for fewer than 6 characters.
 */
export async function findRecord(
  source: RecordSource,
  idOrPrefix: string,
  spaces: readonly string[],
): Promise<Result<RecordView, 'E_NOT_FOUND'>> {
  const ids = isId(idOrPrefix) ? [idOrPrefix] : await idsBeginning(source.store, idOrPrefix, spaces);
  const [found, ...others] = (await viewRecords(source, ids)).filter((view) => view !== undefined);
  return found === undefined || others.length > 0 ? refuse('E_NOT_FOUND', '') : accept(found);
}

/** No index is by id: all ids are read. */
async function idsBeginning(store: Store, prefix: string, spaces: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  if (prefix.length < MIN_PREFIX) return ids;
  for (const space of spaces)
    for await (const { id } of store.scan({ by: 'key', space })) if (id.startsWith(prefix)) ids.push(id);
  return ids;
}
