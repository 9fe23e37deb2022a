export { ORIGINALS, createModel, type ModelTestee, type TpOutcome } from './commands.ts';
export {
  Fault,
  type Model,
  type ModelFunction,
  type ModelFunctions,
  type ModelHooks,
  type ModelImplementations,
} from './model.ts';
export {
  checkTime,
  checkUpgrade,
  decodeBase64url,
  decodeUtf8,
  encodeBase64url,
  objectFromMembers,
  parseId,
  parseNumber,
  parseStrictJson,
  type Json,
} from './conventions.ts';
export {
  algorithmOfKey,
  checkClaims,
  checkHeader,
  checkHeaders,
  checkKey,
  checkSignature,
  checkSizes,
  checkStrength,
  decodeSignature,
  decodeStatement,
  findKey,
  headerText,
  signedText,
  splitStatement,
  statementId,
  thumbprint,
  verifyStatement,
  type DecodedStatement,
  type Header,
  type Jwk,
  type SignedBytes,
  type Signer,
  type StatementInput,
  type VerifyInput,
} from './statements.ts';
export {
  checkBatch,
  checkCurvePoint,
  checkEcdsa,
  checkSigner,
  checkSignerList,
  checkSigners,
  isId,
  keyBytes,
  verifySigners,
  type FurtherSignature,
  type SignerCount,
} from './signers.ts';
export {
  bodyOf,
  checkBody,
  checkCollectionKind,
  checkRecordClaims,
  checkTag,
  decodeRecord,
  type ClaimedBody,
  type RecordInput,
} from './records.ts';
export {
  checkInception,
  checkInitForm,
  checkOpForm,
  checkOpUpgrade,
  checkStatedDevices,
  decodeOp,
  type Inception,
} from './principals.ts';
export { checkOpClaims, checkSnapshotForm, checkTeamForm } from './op-forms.ts';
export { devicesOf, readOp, signersOf, type Device, type StatedOp } from './op-read.ts';
export {
  checkNamed,
  checkPaths,
  checkPlace,
  judgeOp,
  judgeOps,
  keyOfSigner,
  type Book,
  type Judgement,
  type Offer,
  type SignerOf,
} from './op-judge.ts';
export { checkAuthority } from './op-authority.ts';
export { resolveLogs, stateOfLog, type LogsInput, type LogState } from './op-state.ts';
export {
  checkSnapshot,
  checkSnapshotNames,
  checkSnapshotState,
  decodeSnapshot,
  inTextOrder,
  stateAt,
  type ClaimedState,
  type HeadsOf,
  type StateAt,
} from './snapshots.ts';
export type { AuthorityRule } from './authority-rules.ts';
export type { Trial } from './authority-views.ts';
export { AUTHORITY_LIMITS, resolveAuthority, type AuthorityLimits, type AuthorityState } from './authority-intake.ts';
export type { Op, OpEntry, OpKind, OpSigner } from './authority-ops.ts';
export { deriveKey, kitEntropy, kitText, readKit, runsOfLetters, wordOf } from './kit.ts';
export {
  linkJson,
  linkMembers,
  readLink,
  splitLink,
  withoutSurroundings,
  writeLink,
  type Link,
  type LinkParts,
} from './links.ts';
export {
  ballotJson,
  ballotLevels,
  ballotMembers,
  ballotState,
  readBallot,
  votesAt,
  type BallotCount,
  type BallotLevel,
  type CastVote,
  type TallyAt,
} from './ballots.ts';
export {
  backKey,
  collectionKey,
  contentKey,
  epochKey,
  openBack,
  openBody,
  recordKey,
  slotOf,
  wrapBack,
} from './secrecy.ts';
export type { Access, BodyOpening, BodyPlace, EarlierEpoch } from './secrecy.ts';
export {
  checkCommitment,
  checkSealed,
  checkSealedHeader,
  checkSealedLengths,
  commitment,
  contentKeyFor,
  decryptBody,
  type OpenedKey,
  type Opening,
  type SealedBody,
  type SealedParts,
} from './secrecy-bodies.ts';
export {
  acceptKeybox,
  checkEpoch,
  checkHistory,
  checkRecipients,
  recipientsOf,
  type Addressed,
  type KeyboxAcceptance,
  type KeyboxOffer,
  type SealedUnder,
} from './epoch-bodies.ts';
export { EPOCH_RULES, type EpochRule } from './epoch-rules.ts';
export { aliveIn, announcedEpochs, currentEpoch, freshEpochs, knownFrom, type Place as EpochPlace } from './epochs.ts';
export { fillContent, padded, readContent, type Content } from './secrecy-content.ts';
export {
  checkKeybox,
  checkKeyboxHeader,
  checkKeyboxSecret,
  openKeybox,
  sealKeybox,
  type Keybox,
  type KeyboxOpening,
  type KeyboxSealing,
  type KeyboxSecret,
} from './secrecy-keyboxes.ts';
export {
  enclaveKey,
  enclaveUser,
  joinShares,
  readShare,
  valuesAt,
  type EnclaveText,
  type Share,
  type SignedInit,
} from './secrecy-kept.ts';
export { deriveSecret, isZero, unwrap, type Agreed } from './secrecy-primitives.ts';
export {
  hedge,
  sealBody,
  sealedHeaderText,
  type Hedging,
  type SealedMembers,
  type Sealing,
} from './secrecy-sealing.ts';
export {
  acceptRecord,
  checkHeads,
  checkWriter,
  stateOf,
  type AcceptInput,
  type Acceptance,
  type Authority,
  type RecordState,
} from './collections.ts';
export {
  addLane,
  bucketDigest,
  bucketEntry,
  certificate,
  collectionHash,
  dayOf,
  domainHash,
  laneNumber,
  orderKey,
  sortKeys,
  summarise,
  timeBytes,
  type Bucket,
  type SetItem,
  type SetSummary,
} from './sync.ts';
export { readValue, writeValue, type Cbor, type Place, type Read } from './cbor.ts';
export {
  checkMessage,
  decodeFrame,
  encodeFrame,
  inflateItems,
  namedMembers,
  readSequence,
  withItems,
  type Compressed,
  type Encoded,
  type Message,
  type Received,
} from './frames.ts';
export {
  judgeAgain,
  judgeItem,
  missingHeads,
  park,
  type Held,
  type Holdings,
  type Parked,
  type SpaceSummary,
  type Verdict,
} from './intake.ts';
export {
  ackOf,
  isLost,
  receiveCommit,
  receiveFrame,
  receiveGet,
  receiveGot,
  receiveHello,
  receiveItems,
  receiveMessage,
  receiveTime,
  spendCredit,
} from './session.ts';
export { bodiesToAsk, idsToAsk } from './asking.ts';
export type { Ack, AnsweredGet, Ask, Session, SetClaim, Subscription, Waiting, Want } from './session-state.ts';
export {
  areEqual,
  checkTurn,
  countInQueue,
  inCatchUpOrder,
  inLiveOrder,
  isAtOnce,
  isDue,
  isEcho,
  isOverfull,
  isServed,
  positionOf,
  receiveFin,
  receiveOpen,
  type Resumption,
} from './subscriptions.ts';
export {
  checkPackEnd,
  importItems,
  importPack,
  readPackMessage,
  type Pack,
  type PackEnd,
  type PackReport,
} from './packs.ts';
export type { JsonForm, Shape } from './shapes.ts';
