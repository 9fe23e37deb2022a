import { existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import { isIntactPageFile } from './page-file.ts';

/** The hold of this process on a store. */
export interface ProcessLock {
  /** Lets go. Twice is once. */
  readonly release: () => Promise<void>;
}

/** Stores that this thread has open: its own seats cannot be told from one another. */
const heldHere = new Set<string>();

/**
 * Takes the store in `folder` for this process; `'busy'` while another process or thread has it.
 *
 * The lock is a seat in the table of readers of an empty LMDB database, `lock/`. A seat is backed by a lock of the operating
 * system that ends with its process, however that ends, so nothing goes stale and no process number is mistaken for another.
 * Each taker sits down first and looks around then: of two that come at once both may go, never both stay. (STO-014)
 * Throws what the file system throws.
 */
export async function lockProcess(folder: string): Promise<ProcessLock | 'busy' | 'damaged'> {
  const key = realpathSync(folder);
  if (heldHere.has(key)) return 'busy';
  heldHere.add(key);
  const seats = await takeSeat(key).catch((fault: unknown) => {
    heldHere.delete(key);
    throw fault;
  });
  if (typeof seats === 'string') {
    heldHere.delete(key);
    return seats;
  }
  return {
    release: async () => {
      if (!heldHere.delete(key)) return;
      await seats.close();
    },
  };
}

async function takeSeat(folder: string): Promise<RootDatabase | 'busy' | 'damaged'> {
  const path = join(folder, 'lock');
  const data = join(path, 'data.mdb');
  if (!existsSync(data)) await makeLock(folder, data);
  if (!isIntactPageFile(data)) return 'damaged';
  const seats = openSeats(path);
  // Beginning a read is what takes the seat; the database stays empty, so that an unfinished read holds back no page.
  seats.useReadTransaction();
  seats.readerCheck();
  if (seatCount(seats.readerList()) === 1) return seats;
  await seats.close();
  return 'busy';
}

/**
 * Makes the empty database aside and moves a copy of it into place: what exists is whole, and two makers do not meet. The table
 * of readers is not moved along: when a process closes a file, the system drops all locks that it has on that file, and LMDB
 * may close the one that it made aside later than it says.
 */
async function makeLock(folder: string, data: string): Promise<void> {
  const aside = await mkdtemp(join(folder, 'lock-'));
  try {
    await openSeats(aside).close();
    await copyFile(join(aside, 'data.mdb'), join(aside, 'copy'));
    await mkdir(dirname(data), { recursive: true });
    await rename(join(aside, 'copy'), data);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function openSeats(path: string): RootDatabase {
  return open({ path, keyEncoding: 'binary', encoding: 'binary', overlappingSync: false, noSubdir: false });
}

/** The list has a line of titles and then one line for each seat. */
function seatCount(list: string): number {
  return list.trimEnd().split('\n').length - 1;
}
