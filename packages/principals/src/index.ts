/** Principals: users and teams, who their members are, and what a device may say in whose name. Chapter 03. No secrets. */
export type {
  Capability,
  DeviceEntry,
  DeviceKeys,
  EpochSaid,
  Ed25519Jwk,
  FurtherClaims,
  GivenLevel,
  Heads,
  Level,
  MemberEntry,
  OpClaims,
  P256Jwk,
  Policy,
  RootEntry,
  SigningJwk,
  TeamInitClaims,
  Tips,
  UserInitClaims,
  X25519Jwk,
} from './claims.ts';
export { createTeam } from './create-team.ts';
export type { TeamPlan } from './create-team.ts';
export { createUser } from './create-user.ts';
export type { FirstDevice } from './create-user.ts';
export { makeOp } from './make-op.ts';
export type { OpPlace, OpSaid, SigningDevice, Signing } from './make-op.ts';
export {
  addColdKey,
  addDevice,
  addMember,
  announceEpoch,
  createInvite,
  joinByInvite,
  removeMember,
  setBound,
  setLevel,
  setPolicy,
} from './make-ops.ts';
export type { NewDevice, Standing } from './make-ops.ts';
export { makeSnapshot } from './make-snapshot.ts';
export type { SnapshotPlace } from './make-snapshot.ts';
export { decodeOp, OP_RULE } from './op-rule.ts';
export type { SnapshotClaims } from './generated/snapshot-claims.ts';
export { decodeSnapshot, SNAPSHOT_RULE } from './snapshot-rule.ts';
export { stateDigest, stateText } from './state-text.ts';
export { epochIds } from './epochs/epoch-id.ts';
export { createLogBook } from './ops/log-book.ts';
export type { KnownHeads } from './ops/heads.ts';
export type { Device, LogBook, PrincipalLog, RecordSigner } from './ops/log-book.ts';
export { beginUserLog, WRITER } from './user-log.ts';
export type { UserLog } from './user-log.ts';
export type { Founder, Op, OpKind, OpSigner } from './log/op.ts';
export type { Audit, LogState, Member, SignerStanding } from './log/selectors.ts';
