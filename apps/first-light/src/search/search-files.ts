import { open, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Finder } from './finder.ts';

/** What a search came to. */
export interface Searched {
  readonly files: number;
  readonly bytes: number;
  /** What was found, and in which file first. */
  readonly found: ReadonlyMap<string, string>;
}

const PART_BYTES = 1_048_576;

/** Searches every byte of every file of a folder. Rejects with what the file system throws. */
export async function searchFolder(folder: string, finder: Finder): Promise<Searched> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const found = new Map<string, string>();
  let bytes = 0;
  for (const path of paths.toSorted()) {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const searched = await searchRange(file, { from: 0, to: size }, finder);
      bytes += searched.bytes;
      for (const what of searched.found) if (!found.has(what)) found.set(what, relative(folder, path));
    } finally {
      await file.close();
    }
  }
  return { files: paths.length, bytes, found };
}

/** What was found in a part of a file, and how much of it could be read. */
export interface SearchedRange {
  readonly bytes: number;
  readonly found: ReadonlySet<string>;
}

/** Searches the bytes of a file from one place to another. What cannot be read, as memory without pages, has nothing to find. */
export async function searchRange(
  file: FileHandle,
  { from, to }: { readonly from: number; readonly to: number },
  { find, longest }: Finder,
): Promise<SearchedRange> {
  const found = new Set<string>();
  const part = Buffer.alloc(PART_BYTES + longest);
  let bytes = 0;
  for (let at = from; at < to; at += PART_BYTES) {
    const read = await readPart(file, part.subarray(0, Math.min(part.length, to - at)), at);
    bytes += Math.min(read.length, PART_BYTES);
    for (const what of find(read)) found.add(what);
  }
  return { bytes, found };
}

async function readPart(file: FileHandle, part: Buffer, at: number): Promise<Buffer> {
  try {
    const { bytesRead } = await file.read(part, 0, part.length, at);
    return part.subarray(0, bytesRead);
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EIO') return part.subarray(0, 0);
    throw fault;
  }
}
