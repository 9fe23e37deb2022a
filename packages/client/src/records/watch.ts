import type { Store } from '@allod/storage';
import { decodePositions, encodePositions } from './cursor.ts';
import type { Positions } from './cursor.ts';
import { isOfPrograms } from './place.ts';
import { viewRecords } from './view.ts';
import type { RecordSource, RecordView } from './view.ts';

/** Records that are read at once. */
const PAGE = 64;

/** A record, and how to go on after it. */
export type WatchedRecord = RecordView & {
  /** Given as `since`, what comes after this record follows. */
  readonly cursor: string;
};

/** What is watched, and until when. */
export interface WatchOptions {
  /** Only records of this collection, of whatever owner; of all but those of programs (`allod.…`) when absent. */
  readonly col?: string;
  /** The cursor of the last record that was seen; from now on when absent. */
  readonly since?: string;
  /** Ends the watch. */
  readonly signal?: AbortSignal;
}

/** What a watch reads. */
export interface Watched extends RecordSource {
  /** The spaces that are here by now. Throws `TypeError` when the client is closed. */
  readonly spaces: () => readonly string[];
  /** Aborted when the store is about to be closed. */
  readonly closing: AbortSignal;
  /** Runs a job that has to end before the store is closed. */
  readonly during: <T>(job: () => Promise<T>) => Promise<T>;
}

/**
 * The records that become durable here, whoever brings them, in the order of their positions in each space: each once after one cursor.
 * "Now" is when this is called. Ends, without an error, when `signal` says so or the client is closed. Throws `RangeError` for a `since`
 * that is no cursor, and whatever `spaces` throws when the client was closed before.
 */
export function watchRecords(watched: Watched, options: WatchOptions): AsyncIterable<WatchedRecord> {
  const { store, spaces, during } = watched;
  const known = spaces();
  const start =
    options.since === undefined
      ? during(() => currentPositions(store, known))
      : Promise.resolve(decodePositions(store.gen, options.since));
  // Whoever never begins to read is not told of its failure; whoever reads is.
  start.catch(() => undefined);
  return readFrom(watched, options, start);
}

/** The last position of each space: those of commits that come later are greater. */
async function currentPositions(store: Store, spaces: readonly string[]): Promise<Positions> {
  const ends = await Promise.all(
    spaces.map(async (space) => {
      // A commit that changes nothing waits for those before it, and says where they ended.
      const committed = await store.commit({ space });
      if (!committed.ok) throw new Error(`a store refused to change nothing: ${committed.error.code}`);
      return [space, committed.value.last] as const;
    }),
  );
  return new Map(ends);
}

async function* readFrom(
  watched: Watched,
  { col, signal }: WatchOptions,
  start: Promise<Positions>,
): AsyncGenerator<WatchedRecord> {
  const { store, spaces, closing, during } = watched;
  if (closing.aborted) return;
  const bell = createBell(store, signal === undefined ? [closing] : [closing, signal]);
  try {
    const positions = new Map(await start);
    for (; !bell.hasEnded(); await bell.rung()) {
      bell.quiet();
      for (const space of spaces()) {
        let page: Page;
        do {
          if (bell.hasEnded()) return;
          const after = positions.get(space) ?? 0;
          page = await during(() => readPage(watched, { space, after }));
          for (const { pos, view } of page) {
            positions.set(space, pos);
            if (view === undefined || !isWatched(view.col, col)) continue;
            yield { ...view, cursor: encodePositions(store.gen, positions) };
            if (bell.hasEnded()) return;
          }
        } while (page.length === PAGE);
      }
    }
  } finally {
    bell.take();
  }
}

function isWatched(col: string, wanted: string | undefined): boolean {
  return wanted === undefined ? !isOfPrograms(col) : col === wanted;
}

type Page = readonly { readonly pos: number; readonly view: RecordView | undefined }[];

/** What comes after a position, at most {@link PAGE} of it. */
async function readPage(
  source: RecordSource,
  { space, after }: { readonly space: string; readonly after: number },
): Promise<Page> {
  const rows: { readonly id: string; readonly pos: number }[] = [];
  for await (const row of source.store.scan({ by: 'pos', space, after })) if (rows.push(row) === PAGE) break;
  const ids = rows.map(({ id }) => id);
  const views = await viewRecords(source, ids);
  return rows.map(({ pos }, i) => ({ pos, view: views[i] }));
}

interface Bell {
  /** Forgets that it rang. */
  quiet(): void;
  /** Resolves when it has rung since it was quiet, or when all is over. */
  rung(): Promise<void>;
  hasEnded(): boolean;
  /** Takes it down. */
  take(): void;
}

/** Rings for each commit and at the end, from whichever signal that comes. */
function createBell(store: Store, signals: readonly AbortSignal[]): Bell {
  let hasRung = false;
  let wake = (): void => undefined;
  const ring = (): void => {
    hasRung = true;
    wake();
  };
  const stop = store.watch('*', ring);
  for (const signal of signals) signal.addEventListener('abort', ring);
  return {
    quiet: () => {
      hasRung = false;
    },
    rung: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (hasRung || signals.some(({ aborted }) => aborted)) resolve();
      }),
    hasEnded: () => signals.some(({ aborted }) => aborted),
    take: () => {
      stop();
      for (const signal of signals) signal.removeEventListener('abort', ring);
    },
  };
}
