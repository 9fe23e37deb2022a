/** Collections: which records are accepted, and in which state. Chapter 05. */
export { acceptRecords, MAX_AHEAD_MICROSECONDS, stateOf } from './accept.ts';
export type { KnownLogs } from './accept.ts';
