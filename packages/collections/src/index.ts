/** Collections: which records are accepted, and in which state. Chapter 05. */
export { acceptRecords, MAX_AHEAD_MICROSECONDS, stateOf } from './accept.ts';
export type { KnownLogs } from './accept.ts';
export type { BodyRule, Embodied } from './embodied.ts';
export { createAdmission } from './admit.ts';
export type { Admission, AdmissionOptions, OfferedWhere, OpStanding } from './admit.ts';
export type { Judged, JudgedBody, Offered } from '@allod/core/verify';
