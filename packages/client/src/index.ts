/** The client: one device of one user on Node, from its home folder to its links. The only place where clock, randomness, timers and files come in. */
export { createHomes, MAX_FIRST_DEVICES } from './create-homes.ts';
export type { Homes, HomesCode, HomesOptions } from './create-homes.ts';
export { openClient } from './open-client.ts';
export type { ClientCode, ClientOptions } from './open-client.ts';
export type { Client, Me } from './client.ts';
export type { Home } from './home-file.ts';
export type { Surroundings, Timers } from './surroundings.ts';
export type { AddAllOptions, AddCode, Added } from './records/add.ts';
export type { AnnounceCode } from './epochs/epochs.ts';
export type { SealCode } from './epochs/seal-records.ts';
export type { Body } from './records/body.ts';
export { isCursor } from './records/cursor.ts';
export { isCollection, isTag } from './records/place.ts';
export type { ListOptions, OwnedCollection, Records } from './records/records.ts';
export type { Unopened } from './records/opener.ts';
export type { RecordView } from './records/view.ts';
export type { WatchedRecord, WatchOptions } from './records/watch.ts';
export type { CollectionStatus, SpaceStatus } from './spaces.ts';
export type { Connection, ConnectionEvent, ConnectionState, ConnectOptions } from './sync/connection.ts';
export { isRelayUrl } from './sync/relay-url.ts';
export type { SpaceReport, SyncOptions, SyncReport } from './sync/sync-once.ts';
export { inspectPack } from './packs.ts';
export type { PackContents, Packs } from './packs.ts';
export { examineHome } from './doctor/examine.ts';
export type { ExamineOptions } from './doctor/examine.ts';
export type { Finding } from './doctor/finding.ts';
export type { Named, Outcome, Refusal } from './outcome.ts';
export type { DeviceStanding } from './standing.ts';
export { isRole } from './teams/role.ts';
export type { MemberRole, Role } from './teams/role.ts';
export type {
  AddedMember,
  Admit,
  Changed,
  GuestCapability,
  Invited,
  InviteOptions,
  InviteStatus,
  Member,
  TeamDetail,
  Teams,
  TeamSummary,
  Transferred,
} from './teams/teams.ts';
export type { Ballots, ProposalAction, ProposalTally, ProposalView, VotedRole, VoteView } from './ballots/ballots.ts';
export type { AuditEntry } from './teams/audit-entry.ts';
export type { DeviceInfo, DeviceLevel, DeviceOffer, Devices } from './devices/devices.ts';
export { joinAsDevice } from './devices/join-as-device.ts';
export type { JoinAsDeviceOptions, NewHome } from './devices/join-as-device.ts';
export type {
  Drill,
  Enclave,
  EnclaveOptions,
  Kit,
  KitShares,
  KitWords,
  Recovery,
  RecoveryStatus,
  SplitOptions,
} from './recovery/recovery.ts';
export { joinKit } from './recovery/kit-shares.ts';
export { restoreHome } from './recovery/restore-home.ts';
export type { EnclaveWords } from './recovery/open-enclave.ts';
export type { LostDevice, Restored, RestoredBy, RestoreOptions, RestoringOptions } from './recovery/restore-home.ts';
export type { Accepted, AcceptOptions, Opened, OpenedKind, OpenOptions, Preview } from './open/opened.ts';
export type { People, Person } from './people/people.ts';
export { protectKeys } from './keys/protect-keys.ts';
export type { ProtectCode, ProtectOptions } from './keys/protect-keys.ts';
export type { AskPassphrase, ProtectedCode } from './keys/protected-file.ts';
export type { KeysCode } from './keys-file.ts';
export { inspectKeys } from './keys/inspect-keys.ts';
export type { KeyInfo, Keys, Missing, Rotated } from './keys/keys.ts';
export type { Shared, ShareFacts, Shares, ShareScope, ShareStatus, ShareTarget } from './shares/shares.ts';
