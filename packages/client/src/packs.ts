import { createMemoryStore } from '@allod/storage';
import type { Store } from '@allod/storage';
import { createIntake, exportPack, importPack } from '@allod/sync';
import type { Intake, PackReport } from '@allod/sync';
import { admissionOver } from './admission.ts';
import { createDirectory } from './directory.ts';
import type { Logs } from './logs/logs.ts';
import { logsNamedBy } from './logs/named-logs.ts';
import { spaceStatus } from './spaces.ts';
import type { SpaceStatus } from './spaces.ts';
import { surroundingsOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Packs: spaces in a file, to be carried. (06 §5) */
export interface Packs {
  /**
   * The bytes of a pack of these spaces, of all that are here when absent. The logs of the principals whom their ops name go in, too, and of those
   * whom these name, as far as they are here: whoever has nothing else can read the pack. Throws `RangeError` for no space, one that is named twice,
   * and more than 2,048 spaces and logs.
   */
  export(options?: { readonly spaces?: readonly string[] }): AsyncIterable<Uint8Array>;
  /** Takes in a pack up to its first fault. Every statement in it is judged like one that comes over a link. (STO-020, STO-023) */
  import(chunks: AsyncIterable<Uint8Array>): Promise<PackReport>;
}

/** What a pack holds, as far as it was accepted. */
export interface PackContents extends PackReport {
  readonly contents: readonly SpaceStatus[];
}

/** Puts writing and reading packs together. */
export function createPacks({
  store,
  logs,
  intake,
  spaces,
  now,
  closing,
}: {
  readonly store: Store;
  readonly logs: Logs;
  readonly intake: Intake;
  readonly spaces: () => readonly string[];
  readonly now: () => number;
  /** Ends an import in the middle: a pack may come from something that never ends. */
  readonly closing: AbortSignal;
}): Packs {
  return {
    async *export({ spaces: chosen = spaces() } = {}) {
      const named = await logsNamedBy(logs, { spaces: chosen, here: new Set(spaces()) });
      yield* exportPack(store, { spaces: chosen, logs: named, made: now() });
    },
    import: (chunks) => importPack(until(chunks, closing), { intake, store }),
  };
}

/** The chunks that come before the signal. */
async function* until(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const over = new Promise<'over'>((resolve) => {
    signal.addEventListener('abort', () => resolve('over'), { once: true });
  });
  const rest = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await Promise.race([rest.next(), over]);
      if (next === 'over' || next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not waited for: one that is in the middle of something would never come back.
    const returned = rest.return?.();
    if (signal.aborted) void returned?.catch(() => undefined);
    else await returned;
  }
}

/** Verifies a pack and says what is in it, without a home: everything is judged, and kept in memory meanwhile. */
export async function inspectPack(
  chunks: AsyncIterable<Uint8Array>,
  given: Partial<Pick<Surroundings, 'now' | 'random'>> = {},
): Promise<PackContents> {
  const { now, random } = surroundingsOf(given);
  const directory = await createDirectory(await createMemoryStore(random));
  const { store } = directory;
  const admission = admissionOver(store, now);
  const report = await importPack(chunks, { intake: createIntake({ store, judge: admission }), store });
  const contents = await Promise.all(directory.spaces().map((space) => spaceStatus({ directory, admission }, space)));
  await store.close();
  return { ...report, contents };
}
