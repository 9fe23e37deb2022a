/** Principals: users, their devices, and what a device may say. Chapter 03. No secrets. */
export { createUser } from './create-user.ts';
export type { FirstDevice } from './create-user.ts';
export type {
  DeviceEntry,
  Ed25519Jwk,
  P256Jwk,
  RootEntry,
  UserInitClaims,
  X25519Jwk,
} from './generated/user-init-claims.ts';
export { decodeOp, OP_RULE } from './op-rule.ts';
export { beginUserLog, resolveUserLog, WRITER } from './user-log.ts';
export type { Device, InitCode, UserLog } from './user-log.ts';
export { createPrincipals } from './log/principals.ts';
export type { Added, At, Judged, Principals } from './log/principals.ts';
export type { Verdict } from './log/intake.ts';
export type { OpCode } from './log/judge.ts';
export type { Founder, Op, OpKind, OpSigner } from './log/op.ts';
export type { Audit, Member, SignerStanding } from './log/selectors.ts';
export type { Snapshot, SnapshotOutcome, SnapshotRow } from './log/snapshot.ts';
