import { compareBytes, equalBytes } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import type { KeyValue, KeyValuePair, KeyValueWrite } from '../key-value.ts';
import { isNoRoom } from './system-fault.ts';

type Database = RootDatabase<Uint8Array, Uint8Array>;

/** The map in the LMDB database `data.mdb` under `folder`. The caller has made sure that its file is whole. */
export function openLmdbKeyValue(folder: string): KeyValue {
  // With overlapping flushes a commit is reported before it is on the disk.
  const map: Database = open({
    path: folder,
    keyEncoding: 'binary',
    encoding: 'binary',
    overlappingSync: false,
    noMemInit: false,
    noSubdir: false,
  });
  return {
    get: async (keys) => keys.map((key) => copy(map.getBinary(key))),
    range: async (lo, hi, options) =>
      options.reverse === true ? backward(map, [lo, hi], options.limit) : forward(map, [lo, hi], options.limit),
    write: async (changes) => write(map, changes),
    close: () => map.close(),
  };
}

function forward(map: Database, [lo, hi]: readonly [Uint8Array, Uint8Array], limit: number): KeyValuePair[] {
  return Array.from(map.getRange({ start: lo, end: hi, limit }), pairOf);
}

/** LMDB leaves out the lower end and takes in the upper one when it goes down; here it is the other way round. */
function backward(map: Database, [lo, hi]: readonly [Uint8Array, Uint8Array], limit: number): KeyValuePair[] {
  if (compareBytes(lo, hi) >= 0) return [];
  const pairs = map.getRange({ start: hi, end: lo, reverse: true, limit: limit + 1 });
  const found = Array.from(pairs, pairOf).filter(([key]) => !equalBytes(hi, key));
  const lowest = found.length < limit ? map.getBinary(lo) : undefined;
  if (lowest !== undefined) found.push([lo, copy(lowest)]);
  return found.slice(0, limit);
}

/**
 * One transaction, on the disk when it returns. The transactions of the driver that run beside the program are not used: a
 * full disk makes them end the process.
 */
function write(map: Database, changes: readonly KeyValueWrite[]): Result<undefined, 'E_STORE_FULL'> {
  const room = Buffer.allocUnsafeSlow(changes.reduce((sum, [, value]) => sum + (value?.length ?? 0), 0));
  try {
    map.transactionSync(() => {
      let at = 0;
      for (const [key, value] of changes) {
        if (value === null) map.removeSync(key);
        else {
          // The driver asks for the address of each piece of memory that it is given, which takes longer than to copy into one.
          room.set(value, at);
          map.putSync(key, room.subarray(at, (at += value.length)));
        }
      }
    });
    return accept(undefined);
  } catch (fault) {
    if (isNoRoom(fault)) return refuse('E_STORE_FULL', 'STO-013');
    throw fault;
  }
}

function pairOf({ key, value }: { readonly key: Uint8Array; readonly value: Uint8Array }): KeyValuePair {
  return [copy(key), copy(value)];
}

/** Bytes of its own: what LMDB hands out may lie in memory that it uses again. */
function copy(bytes: Uint8Array): Uint8Array;
function copy(bytes: Uint8Array | undefined): Uint8Array | undefined;
function copy(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes === undefined ? undefined : new Uint8Array(bytes);
}
