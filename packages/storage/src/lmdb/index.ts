/** A store on a disk: LMDB for all that is small, files for large bodies, one process at a time. Node only. Chapter 06 §2. */
export { openLmdbStore } from './open-lmdb-store.ts';
export type { LmdbStoreOptions } from './open-lmdb-store.ts';
export type { LmdbOpenCode } from './open-files.ts';
