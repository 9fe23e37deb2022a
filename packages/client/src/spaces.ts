import { createHash } from 'node:crypto';
import type { Admission } from '@allod/collections';
import { compareBytes, decodeId, encodeBase64url } from '@allod/core/bytes';
import { collectionHash } from '@allod/storage';
import type { Range, Store } from '@allod/storage';
import type { Directory } from './directory.ts';

/** The first order key that is not of an op: their collection hash is zero. (SYN-001) */
const AFTER_OPS = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1);

/** What is here of a space. */
export interface SpaceStatus {
  readonly space: string;
  /** Accepted statements, ops included. */
  readonly count: number;
  /** Certificate of the set, as an id: equal for equal sets alone. (SYN-002) */
  readonly certificate: string;
  /** Heads of the log; none when the log is not here or does not hold. */
  readonly heads: readonly string[];
  readonly collections: readonly CollectionStatus[];
}

/** What is here of a collection. */
export interface CollectionStatus {
  readonly col: string;
  readonly records: number;
}

/** Order keys of the records of a collection. (SYN-001) */
export function collectionRange(col: string): Range {
  const lo = collectionHash(col);
  const hi = lo.slice();
  for (let at = hi.length - 1; at >= 0; at--) {
    hi[at]! += 1;
    // A byte that has come round carries to the one before it; when all have, nothing lies above.
    if (hi[at] !== 0) return { lo, hi };
  }
  return { lo };
}

/** What is here of a space. When not every statement is in a collection that is known, the space is read and the collections are noted. */
export async function spaceStatus(
  { directory, admission }: { readonly directory: Directory; readonly admission: Admission },
  space: string,
): Promise<SpaceStatus> {
  const first = await countSpace(directory, space);
  const isListed = first.count === first.listed;
  if (!isListed) await directory.reread(space);
  const { count, certificate, collections } = isListed ? first : await countSpace(directory, space);
  const log = await admission.log(space);
  return { space, count, certificate, heads: log?.heads ?? [], collections };
}

async function countSpace(
  directory: Directory,
  space: string,
): Promise<Omit<SpaceStatus, 'space' | 'heads'> & { readonly listed: number }> {
  const cols = directory.collections(space);
  const ranges = cols.map(collectionRange);
  const [all, ops, ...each] = await directory.store.fold(space, [{ certificate: true }, { hi: AFTER_OPS }, ...ranges]);
  const counted = cols.map((col, i) => ({ col, records: each[i]!.count }));
  return {
    count: all!.count,
    certificate: encodeBase64url(all!.certificate!),
    collections: counted.filter(({ records }) => records > 0),
    listed: counted.reduce((sum, { records }) => sum + records, ops!.count),
  };
}

/** SHA-256, in hexadecimal, over the ids of all accepted statements of a space, 32 bytes each, in ascending order. */
export async function digestSpace(store: Store, space: string): Promise<string> {
  const ids: Uint8Array[] = [];
  for await (const { id } of store.scan({ by: 'key', space })) {
    const decoded = decodeId(id);
    if (decoded.ok) ids.push(decoded.value);
  }
  const hash = createHash('sha256');
  for (const id of ids.toSorted(compareBytes)) hash.update(id);
  return hash.digest('hex');
}
