import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { BODY_KIND } from './body-row.ts';
import { createEngine } from './engine.ts';
import { idKey, keyOf, readUint, TABLE, uint } from './keys.ts';
import type { BodyFiles, KeyValue } from './key-value.ts';
import type { Store } from './port.ts';
import { reindex, REINDEXING } from './reindex.ts';

/** The format of rows that this version reads and writes. Format 1 was never released. */
const FORMAT = 2;
/** Bytes of a generation. */
const GENERATION_BYTES = 8;

const text = new TextEncoder();
const FORMAT_KEY = keyOf(TABLE.head, text.encode('format'));
const GENERATION_KEY = keyOf(TABLE.head, text.encode('generation'));

/** What a store is opened with. */
export interface OpenOptions {
  /** Random bytes, as many as asked for. */
  readonly random: (length: number) => Uint8Array;
  /** Where bodies of more than 16 KiB go; into the map when absent. */
  readonly bodyFiles?: BodyFiles;
}

/** The codes of opening a store over a map. */
export type OpenCode = 'E_STORE_VERSION' | 'E_STORE_CORRUPT' | 'E_STORE_FULL';

/**
 * Opens the store in an ordered map, or makes one in an empty map. The store owns the map from then on and closes it.
 * Refuses with `E_STORE_VERSION` (STO-015) and `E_STORE_CORRUPT` (STO-016), both without a change, and `E_STORE_FULL` (STO-013).
 */
export async function openStore(kv: KeyValue, options: OpenOptions): Promise<Result<Store, OpenCode>> {
  const [format, generation, reindexing] = await kv.get([FORMAT_KEY, GENERATION_KEY, REINDEXING]);
  if (format === undefined) return makeStore(kv, options);
  if (format.length !== 4 || readUint(format, 0, 4) === 0) return refuse('E_STORE_CORRUPT', 'STO-016');
  if (readUint(format, 0, 4) !== FORMAT) return refuse('E_STORE_VERSION', 'STO-015');
  if (generation?.length !== GENERATION_BYTES) return refuse('E_STORE_CORRUPT', 'STO-016');
  if (reindexing !== undefined) {
    const rebuilt = await reindex(kv);
    if (!rebuilt.ok) return rebuilt;
  }
  await collectOrphans(kv, options.bodyFiles);
  return accept(createEngine(kv, { gen: generation, bodyFiles: options.bodyFiles }));
}

async function makeStore(kv: KeyValue, { random, bodyFiles }: OpenOptions): Promise<Result<Store, OpenCode>> {
  const found = await kv.range(Uint8Array.of(0), Uint8Array.of(255), { limit: 1 });
  if (found.length > 0) return refuse('E_STORE_CORRUPT', 'STO-016');
  const gen = random(GENERATION_BYTES);
  const written = await kv.write([
    [FORMAT_KEY, uint(FORMAT, 4)],
    [GENERATION_KEY, gen],
  ]);
  return written.ok ? accept(createEngine(kv, { gen, bodyFiles })) : written;
}

/** A file that no row names is left from a commit that was cut off. */
async function collectOrphans(kv: KeyValue, files: BodyFiles | undefined): Promise<void> {
  if (files === undefined) return;
  for await (const dig of files.list()) {
    const [row] = await kv.get([idKey(TABLE.body, dig)]);
    if (row?.[0] !== BODY_KIND.file) await files.delete(dig);
  }
}
