import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Finder } from './finder.ts';
import { searchRange } from './search-files.ts';
import type { SearchedRange } from './search-files.ts';

/** A line of the map of a process: from, to, and what may be done there. What is private to the process, and files that it has mapped. */
const REGION = /^([0-9a-f]+)-([0-9a-f]+) r/u;
/** Pages of the kernel, which nobody may read. */
const KERNEL = /\[v(?:var|syscall|var_vclock)\]/u;

/**
 * Searches the whole memory of another process of the same user while it runs: what it has allocated, and what it has mapped. `undefined` where the system does
 * not show it: elsewhere than on Linux, or when a process may not look into another.
 */
export async function searchMemory(pid: number, finder: Finder): Promise<SearchedRange | undefined> {
  let file: FileHandle;
  let map: string;
  try {
    map = await readFile(`/proc/${pid}/maps`, 'latin1');
    file = await open(`/proc/${pid}/mem`, 'r');
  } catch {
    return undefined;
  }
  try {
    const found = new Set<string>();
    let bytes = 0;
    for (const region of regionsOf(map)) {
      const searched = await searchRange(file, region, finder);
      bytes += searched.bytes;
      for (const what of searched.found) found.add(what);
    }
    return { bytes, found };
  } finally {
    await file.close();
  }
}

function regionsOf(map: string): { readonly from: number; readonly to: number }[] {
  return map.split('\n').flatMap((line) => {
    const [, from = '', to = ''] = REGION.exec(line) ?? [];
    const region = { from: Number.parseInt(from, 16), to: Number.parseInt(to, 16) };
    return from === '' || KERNEL.test(line) || !Number.isSafeInteger(region.to) ? [] : [region];
  });
}
