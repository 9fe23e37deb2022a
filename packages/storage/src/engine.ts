import { encodeBase64url } from '@allod/core/bytes';
import type { Result } from '@allod/core/errors';
import { BODY_HEAD_BYTES, BODY_KIND, INLINE_BODY_BYTES } from './body-row.ts';
import { CommitQueue } from './commit-queue.ts';
import { foldRange } from './fold.ts';
import { decodeAccepted, decodeItem } from './item-row.ts';
import type { ItemRow } from './item-row.ts';
import { idKey, keyOf, positionRow, TABLE, uint } from './keys.ts';
import type { BodyFiles, KeyValue } from './key-value.ts';
import type { Commit, CommitCode, Committed, Fold, Range, Row, Scan, Store, Stored } from './port.ts';
import { scanRows, spaceNumber } from './scan.ts';

/** What the engine of an opened store is made with. */
export interface EngineOptions {
  readonly gen: Uint8Array;
  readonly bodyFiles: BodyFiles | undefined;
}

/** The store over an ordered map that holds one in a format that this version knows. */
export function createEngine(kv: KeyValue, options: EngineOptions): Store {
  return new Engine(kv, options);
}

class Engine implements Store {
  readonly gen: Uint8Array;
  readonly #kv: KeyValue;
  readonly #files: BodyFiles | undefined;
  readonly #queue: CommitQueue;
  readonly #watchers: Set<readonly [space: string, fn: (committed: Committed) => void]> = new Set();
  #isClosed = false;

  constructor(kv: KeyValue, { gen, bodyFiles }: EngineOptions) {
    this.gen = gen;
    this.#kv = kv;
    this.#files = bodyFiles;
    const inlineLimit = bodyFiles === undefined ? Infinity : INLINE_BODY_BYTES;
    this.#queue = new CommitQueue(kv, { gen, inlineLimit, bodyFiles, tell: (committed) => this.#tell(committed) });
  }

  async commit(commit: Commit): Promise<Result<Committed, CommitCode>> {
    this.#checkOpen();
    return this.#queue.add(commit);
  }

  async items(ids: readonly string[]): Promise<(Stored | undefined)[]> {
    this.#checkOpen();
    const found = await this.#kv.get(ids.map((id) => idKey(TABLE.item, id)));
    const rows = found.map((bytes) => (bytes === undefined ? undefined : decodeItem(bytes)));
    const spaces = await this.#spaces(rows);
    const places = rows.flatMap((row) =>
      row !== undefined && 'pos' in row ? [positionRow(row.spaceNumber, row.pos).key] : [],
    );
    const accepted = (await this.#kv.get(places)).values();
    return rows.map((row, i) => {
      if (row === undefined) return undefined;
      const head = { id: ids[i]!, space: spaces.get(row.spaceNumber)! };
      if ('waiting' in row) return { ...head, parts: row.parts, parked: row.waiting };
      const { parts, state } = decodeAccepted(accepted.next().value ?? new Uint8Array());
      return { ...head, parts, state, pos: row.pos };
    });
  }

  /** The ids of the spaces that rows belong to, by number. */
  async #spaces(rows: readonly (ItemRow | undefined)[]): Promise<ReadonlyMap<number, string>> {
    const numbers = [...new Set(rows.flatMap((row) => (row === undefined ? [] : [row.spaceNumber])))];
    const found = await this.#kv.get(numbers.map((number) => keyOf(TABLE.number, uint(number, 4))));
    return new Map(
      numbers.map((number, i) => {
        const space = found[i];
        if (space === undefined) throw new RangeError('a stored statement belongs to no space: the index is damaged');
        return [number, encodeBase64url(space)];
      }),
    );
  }

  async body(dig: string, range?: readonly [number, number]): Promise<Uint8Array | undefined> {
    this.#checkOpen();
    const [row] = await this.#kv.get([idKey(TABLE.body, dig)]);
    if (row === undefined || row[0] === BODY_KIND.absent) return undefined;
    if (row[0] === BODY_KIND.file) return this.#files?.get(dig, range);
    const [from, to] = range ?? [0, row.length - BODY_HEAD_BYTES];
    return row.slice(BODY_HEAD_BYTES + from, BODY_HEAD_BYTES + to);
  }

  scan<Q extends Scan>(query: Q): AsyncIterable<Extract<Row, { readonly by: Q['by'] }>> {
    this.#checkOpen();
    // The rows of a query bear its `by`: which type that is, the plans know and the compiler does not.
    return scanRows(this.#kv, query) as AsyncIterable<Extract<Row, { readonly by: Q['by'] }>>;
  }

  async fold(space: string, ranges: readonly Range[]): Promise<Fold[]> {
    this.#checkOpen();
    const number = await spaceNumber(this.#kv, space);
    const folds: Fold[] = [];
    for (const range of ranges) folds.push(await foldRange(this.#kv, number, range));
    return folds;
  }

  watch(space: string, fn: (committed: Committed) => void): () => void {
    this.#checkOpen();
    const watcher = [space, fn] as const;
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  async close(): Promise<void> {
    this.#checkOpen();
    this.#isClosed = true;
    await this.#queue.idle();
    this.#watchers.clear();
    await this.#kv.close();
  }

  #tell(committed: Committed): void {
    // A watcher that throws is its own fault: it must neither fail the commit nor keep the others from hearing of it.
    for (const [space, fn] of this.#watchers)
      if (space === '*' || space === committed.space) void Promise.resolve(committed).then(fn);
  }

  #checkOpen(): void {
    if (this.#isClosed) throw new TypeError('the store is closed');
  }
}
