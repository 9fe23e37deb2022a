/** Storage: what a store promises, the order of a set, and the engine that every embedded driver shares. Chapter 06 §1 and §2. */
export { MAX_KEY_BYTES } from './key-value.ts';
export type { BodyFiles, KeyValue, KeyValuePair, KeyValueWrite, RangeOptions } from './key-value.ts';
export { createMemoryKeyValue } from './memory/memory-key-value.ts';
export type { MemoryKeyValue } from './memory/memory-key-value.ts';
export type { Commit, CommitCode, Committed, Fold, Range, Row, Scan, Store, Stored, Waiting } from './port.ts';
export { certificate, lanes } from './certificate.ts';
export { createMemoryStore } from './memory/memory-store.ts';
export { dropEndedKeyboxes } from './drop-ended.ts';
export { openStore } from './open.ts';
export type { OpenCode, OpenOptions } from './open.ts';
export { collectionHash, orderKey } from './order.ts';
export type { Ordered } from './order.ts';
export { reindex } from './reindex.ts';
export { withCommit } from './with-commit.ts';
