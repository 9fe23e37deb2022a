import { statementFromParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Admitted } from '@allod/core/verify';
import { withCommit } from '@allod/storage';
import type { Store } from '@allod/storage';

/** Names under which a store remembers its spaces and their collections. */
const SPACE_PREFIX = 'client/space/';
const COLLECTION_PREFIX = 'client/col/';
const PRESENT = Uint8Array.of(1);
/** Statements that are read at once. */
const PAGE = 256;

/** The spaces of a store and their collections: a store does not list them by itself. */
export interface Directory {
  /** The store; what is committed through it is noted in the same commit. */
  readonly store: Store;
  /** Ids of the spaces, ascending. */
  spaces(): string[];
  /** Names of the collections of a space, ascending. */
  collections(space: string): string[];
  /** Reads a whole space and notes what of it was committed by somebody else. */
  reread(space: string): Promise<void>;
}

/** Reads what a store remembers, and goes on with it. */
export async function createDirectory(store: Store): Promise<Directory> {
  const directory = new NotingDirectory(store);
  await directory.load();
  return directory;
}

class NotingDirectory implements Directory {
  readonly store: Store;
  readonly #inner: Store;
  readonly #noted: Map<string, Set<string>> = new Map();

  constructor(inner: Store) {
    this.#inner = inner;
    this.store = withCommit(inner, (commit) => this.#commit(commit));
  }

  async load(): Promise<void> {
    for await (const { name } of this.#inner.scan({ by: 'meta', prefix: SPACE_PREFIX }))
      this.#noted.set(name.slice(SPACE_PREFIX.length), new Set());
    for await (const { name } of this.#inner.scan({ by: 'meta', prefix: COLLECTION_PREFIX })) {
      const [space = '', col = ''] = name.slice(COLLECTION_PREFIX.length).split('/');
      this.#noted.get(space)?.add(col);
    }
  }

  spaces(): string[] {
    return [...this.#noted.keys()].toSorted();
  }

  collections(space: string): string[] {
    return [...(this.#noted.get(space) ?? [])].toSorted();
  }

  async reread(space: string): Promise<void> {
    const found = new Set<string>();
    let ids: string[] = [];
    const readPage = async (): Promise<void> => {
      for (const stored of await this.#inner.items(ids)) {
        const read = stored === undefined ? undefined : statementFromParts(stored.parts);
        const col = read?.ok === true ? collectionOf(read.value) : undefined;
        if (col !== undefined) found.add(col);
      }
      ids = [];
    };
    for await (const { id } of this.#inner.scan({ by: 'pos', space })) if (ids.push(id) === PAGE) await readPage();
    await readPage();
    const missing = [...found].filter((col) => !this.#knows(space, col));
    if (missing.length === 0) return;
    const committed = await this.#inner.commit({ space, meta: names(space, missing) });
    if (committed.ok) this.#note(space, missing);
  }

  async #commit(commit: Parameters<Store['commit']>[0]): ReturnType<Store['commit']> {
    const { space, put = [], meta = [] } = commit;
    if (put.length === 0) return this.#inner.commit(commit);
    const missing = this.#missing(space, put);
    if (missing.length === 0 && this.#noted.has(space)) return this.#inner.commit(commit);
    const committed = await this.#inner.commit({ ...commit, meta: [...meta, ...names(space, missing)] });
    if (committed.ok) this.#note(space, missing);
    return committed;
  }

  /** The collections of these statements that were not noted yet. */
  #missing(space: string, put: readonly Admitted[]): string[] {
    const noted = this.#noted.get(space);
    const missing = new Set<string>();
    for (const { statement } of put) {
      const col = collectionOf(statement);
      if (col !== undefined && noted?.has(col) !== true) missing.add(col);
    }
    return [...missing];
  }

  #knows(space: string, col: string): boolean {
    return this.#noted.get(space)?.has(col) === true;
  }

  #note(space: string, cols: readonly string[]): void {
    const noted = this.#noted.get(space) ?? new Set();
    for (const col of cols) noted.add(col);
    this.#noted.set(space, noted);
  }
}

function names(space: string, cols: readonly string[]): (readonly [string, Uint8Array])[] {
  const collections = cols.map((col) => [`${COLLECTION_PREFIX}${space}/${col}`, PRESENT] as const);
  return [[`${SPACE_PREFIX}${space}`, PRESENT], ...collections];
}

/** The collection of a record; an op has none. */
function collectionOf({ header, claims: { col } }: Pick<Statement, 'header' | 'claims'>): string | undefined {
  return header.typ === 'allod-rec' && typeof col === 'string' ? col : undefined;
}
