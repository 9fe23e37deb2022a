/** Storage: what a store promises, the order of a set, and the engine that every embedded driver shares. Chapter 06 §1 and §2. */
export { MAX_KEY_BYTES } from './key-value.ts';
export type { BodyFiles, KeyValue, KeyValuePair, KeyValueWrite, RangeOptions } from './key-value.ts';
export { createMemoryKeyValue } from './memory/memory-key-value.ts';
export type { MemoryKeyValue } from './memory/memory-key-value.ts';
export type { Commit, CommitCode, Committed, Fold, Range, Row, Scan, Store, Stored, Waiting } from './port.ts';
