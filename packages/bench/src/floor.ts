import { sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';

/** The floor's store: bytes by bytes. */
export type FloorStore = RootDatabase<Buffer, Buffer>;

/** Opens the floor's store in a folder, with the flush rule of ours: what is written is on the disk when the call returns. */
export function openFloor(path: string): FloorStore {
  return open({ path, keyEncoding: 'binary', encoding: 'binary', overlappingSync: false, noSubdir: false });
}

/** Signs what lies behind the signatures of these records anew, and puts the records. */
export function signAndPut(db: FloorStore, records: readonly Buffer[], key: KeyObject): void {
  put(
    db,
    records.map((record) => {
      const signed = record.subarray(64);
      return Buffer.concat([sign(null, signed, key), signed]);
    }),
  );
}

/** Verifies these records, and puts them. */
export function verifyAndPut(db: FloorStore, records: readonly Buffer[], key: KeyObject): void {
  for (const record of records)
    if (!verify(null, record.subarray(64), key, record.subarray(0, 64))) throw new Error('a signature does not hold');
  put(db, records);
}

/** One transaction, one flush. Half a signature is a key as good as a hash, and costs nothing. */
function put(db: FloorStore, records: readonly Buffer[]): void {
  db.transactionSync(() => {
    for (const record of records) db.putSync(record.subarray(0, 32), record);
  });
}
