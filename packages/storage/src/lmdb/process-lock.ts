import { existsSync, realpathSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { open } from 'lmdb';
import type { RootDatabase, Transaction } from 'lmdb';
import { isIntactPageFile } from './page-file.ts';

/** The hold of this process on a store. */
export interface ProcessLock {
  /** Lets go. Twice is once. */
  readonly release: () => Promise<void>;
}

interface Seat {
  readonly table: RootDatabase;
  readonly read: Transaction;
}

/**
 * Stores that this thread has open, as nothing else tells its own seats from one another. The map also keeps each read
 * reachable: one that is collected as garbage gives up its seat without a word.
 */
const heldHere = new Map<string, Seat | 'moving'>();

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
  heldHere.set(key, 'moving');
  let seat: Seat | 'busy' | 'damaged' = 'busy';
  try {
    seat = await takeSeat(key);
    if (typeof seat === 'string') return seat;
    heldHere.set(key, seat);
    const held = seat;
    return { release: () => release(key, held) };
  } finally {
    if (typeof seat === 'string') heldHere.delete(key);
  }
}

async function release(key: string, seat: Seat): Promise<void> {
  if (heldHere.get(key) !== seat) return;
  heldHere.set(key, 'moving');
  await leave(seat);
  heldHere.delete(key);
}

async function takeSeat(folder: string): Promise<Seat | 'busy' | 'damaged'> {
  const path = join(folder, 'lock');
  const data = join(path, 'data.mdb');
  if (!existsSync(data)) await makeLock(folder, data);
  if (!isIntactPageFile(data)) return 'damaged';
  const table = openTable(path);
  // Beginning a read is what takes the seat; the database stays empty, so that an unfinished read holds back no page.
  const seat = { table, read: table.useReadTransaction() };
  table.readerCheck();
  if (seatCount(table.readerList()) === 1) return seat;
  await leave(seat);
  return 'busy';
}

async function leave({ table, read }: Seat): Promise<void> {
  read.done();
  await table.close();
}

/** Makes the empty database aside and moves a copy of it into place: what exists is whole, and two makers do not meet. */
async function makeLock(folder: string, data: string): Promise<void> {
  const aside = await mkdtemp(join(folder, 'lock-'));
  try {
    await openTable(aside).close();
    await copyFile(join(aside, 'data.mdb'), join(aside, 'copy'));
    await mkdir(dirname(data), { recursive: true });
    await rename(join(aside, 'copy'), data);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function openTable(path: string): RootDatabase {
  return open({ path, keyEncoding: 'binary', encoding: 'binary', overlappingSync: false, noSubdir: false });
}

/** The list has a line of titles and then one line for each seat. */
function seatCount(list: string): number {
  return list.trimEnd().split('\n').length - 1;
}
