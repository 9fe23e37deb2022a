/** Principal logs by themselves: ops as they were read, how they were judged, and what of that can be kept. Chapter 03 §6. No secrets. */
export { createPrincipals } from './principals.ts';
export type { Added, Judged, Principals } from './principals.ts';
export type { EpochLogs } from './epochs/epoch-logs.ts';
export type { At, PrincipalLogs } from './principal-logs.ts';
export type { Verdict } from './intake.ts';
export type { OpCode } from './judge.ts';
export type { Snapshot, SnapshotOutcome, SnapshotRow } from './snapshot.ts';
