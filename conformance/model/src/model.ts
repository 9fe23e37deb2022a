import type { BallotCount, BallotLevel, CastVote, TallyAt } from './ballots.ts';
import type { Cbor, Place, Read } from './cbor.ts';
import type { AcceptInput, Acceptance, Authority, RecordState } from './collections.ts';
import type { Json } from './conventions.ts';
import type { Addressed, KeyboxAcceptance, KeyboxOffer, SealedUnder } from './epoch-bodies.ts';
import type { Place as EpochPlace } from './epochs.ts';
import type { Compressed, Encoded, Message, Received } from './frames.ts';
import type { Change, Held, Holdings, Parked, Verdict } from './intake.ts';
import type { Link, LinkParts } from './links.ts';
import type { Pack, PackEnd, PackReport } from './packs.ts';
import type { Trial } from './authority-views.ts';
import type { AuthorityRule } from './authority-rules.ts';
import type { OpSigner } from './authority-ops.ts';
import type { Book, Judgement, Offer, SignerOf } from './op-judge.ts';
import type { Device, StatedOp } from './op-read.ts';
import type { LogsInput, LogState } from './op-state.ts';
import type { Inception } from './principals.ts';
import type { ClaimedBody, RecordInput } from './records.ts';
import type { Ack, Session, SetClaim, Subscription, Waiting, Want } from './session-state.ts';
import type { JsonForm, Shape } from './shapes.ts';
import type { SignerCount } from './signers.ts';
import type { ClaimedState, HeadsOf, StateAt } from './snapshots.ts';
import type { BodyOpening, BodyPlace, EarlierEpoch } from './secrecy.ts';
import type { OpenedKey, Opening, SealedBody, SealedParts } from './secrecy-bodies.ts';
import type { Content } from './secrecy-content.ts';
import type { Keybox, KeyboxOpening, KeyboxSealing, KeyboxSecret } from './secrecy-keyboxes.ts';
import type { EnclaveText, Share, SignedInit } from './secrecy-kept.ts';
import type { Agreed } from './secrecy-primitives.ts';
import type { Hedging, SealedMembers, Sealing } from './secrecy-sealing.ts';
import type { DecodedStatement, Header, Jwk, SignedBytes, Signer, StatementInput, VerifyInput } from './statements.ts';
import type { Resumption } from './subscriptions.ts';
import type { Bucket, SetItem, SetSummary } from './sync.ts';

/** What a verifier reports when it does not accept: one code of the error registry, and the requirement that was broken. */
export class Fault extends Error {
  readonly code: string;
  readonly requirement: string;
  /** What was handed out before; the model hands out nothing. */
  readonly released: Uint8Array | undefined;

  constructor(code: string, requirement: string, released?: Uint8Array) {
    super(`${code} (${requirement})`);
    this.name = 'Fault';
    this.code = code;
    this.requirement = requirement;
    this.released = released;
  }
}

/** The named functions of the model, each of which a mutant may replace. They are called through the model, never directly. */
export interface ModelFunctions {
  // Chapter 01
  decodeBase64url(text: string): Uint8Array;
  encodeBase64url(bytes: Uint8Array): string;
  parseId(text: string): Uint8Array;
  decodeUtf8(bytes: Uint8Array): string;
  parseStrictJson(bytes: Uint8Array): Json;
  parseNumber(text: string): number;
  objectFromMembers(members: [string, Json][]): Map<string, Json>;
  checkTime(claims: Map<string, Json>): void;
  checkUpgrade(claims: Map<string, Json>): void;
  // Chapter 02
  checkSizes(st: string): void;
  splitStatement(st: string): [string, string];
  decodeSignature(sig: string): Uint8Array;
  checkHeader(header: Json, calledFor?: string): Header;
  checkHeaders(headers: Json[], calledFor?: string): Header[];
  checkClaims(claims: Json): Map<string, Json>;
  statementId(st: string): string;
  decodeStatement(input: StatementInput): DecodedStatement;
  findKey(kid: string, keys: Jwk[]): Jwk | undefined;
  algorithmOfKey(key: Jwk): string | undefined;
  thumbprint(key: Jwk): string;
  checkKey(key: Jwk, header: Header): void;
  checkStrength(key: Uint8Array): void;
  checkSignature(signed: SignedBytes): void;
  verifyStatement(input: VerifyInput): DecodedStatement;
  headerText(typ: string, by: Pick<Header, 'alg' | 'kid'>): string;
  signedText(st: string): Uint8Array;
  // Chapter 02 §4.2 to §6
  isId(value: Json | undefined): boolean;
  keyBytes(key: Jwk): Uint8Array;
  checkCurvePoint(key: Uint8Array): void;
  checkEcdsa(signed: SignedBytes): void;
  checkSignerList(claims: Map<string, Json>): void;
  checkSigners(count: SignerCount): void;
  verifySigners(statement: DecodedStatement, keys: readonly (Jwk | undefined)[]): void;
  checkSigner(signer: Signer, key: Jwk): void;
  checkBatch(input: StatementInput): void;
  // Chapter 02 §7
  decodeRecord(input: RecordInput): DecodedStatement;
  checkRecordClaims(claims: Map<string, Json>): void;
  checkCollectionKind(claims: Map<string, Json>): void;
  checkTag(claims: Map<string, Json>): void;
  bodyOf(input: RecordInput): Uint8Array | undefined;
  checkBody(claimed: ClaimedBody): void;
  // Chapter 03
  decodeOp(input: StatementInput): DecodedStatement;
  checkOpForm(claims: Map<string, Json>): void;
  checkOpUpgrade(claims: Map<string, Json>): void;
  checkOpClaims(claims: Map<string, Json>): void;
  checkInitForm(claims: Map<string, Json>): void;
  checkTeamForm(claims: Map<string, Json>): void;
  readOp(statement: DecodedStatement): StatedOp;
  signersOf(statement: DecodedStatement): OpSigner[];
  devicesOf(claims: Map<string, Json>): Device[];
  judgeOps(offers: readonly Offer[]): Judgement;
  judgeOp(book: Book, offer: Offer): void;
  checkNamed(book: Book, stated: StatedOp): void;
  checkInception(inception: Inception): void;
  checkStatedDevices(devices: readonly Device[]): void;
  checkPlace(book: Book, stated: StatedOp): void;
  checkPaths(book: Book, stated: StatedOp): void;
  checkAuthority(trial: Trial, id: string): void;
  keyOfSigner(book: Book, signer: SignerOf): Jwk | undefined;
  resolveLogs(input: LogsInput): LogState;
  stateOfLog(book: Book, log: string): Omit<LogState, 'refused' | 'parked'>;
  decodeSnapshot(input: StatementInput): DecodedStatement;
  checkSnapshotForm(claims: Map<string, Json>): void;
  checkSnapshot(input: StatementInput, book: Book): string;
  checkSnapshotNames(claimed: ClaimedState): void;
  checkSnapshotState(claimed: ClaimedState): void;
  stateAt(book: Book, at: HeadsOf): StateAt;
  inTextOrder(texts: readonly string[]): string[];
  // Chapter 03 §7 and §8
  kitEntropy(seed: Uint8Array): Uint8Array;
  kitText(entropy: Uint8Array): string;
  runsOfLetters(text: string): string[];
  wordOf(run: string): number;
  readKit(text: string): Uint8Array;
  deriveKey(seed: Uint8Array, info: string): Uint8Array;
  readLink(text: string): Link;
  withoutSurroundings(text: string): string;
  splitLink(link: string): LinkParts;
  linkJson(data: string): Json;
  linkMembers(kind: string, said: Json): Map<string, Json>;
  writeLink(link: Omit<Link, 'members'> & { readonly json: string }): string;
  // Chapter 03 §9
  readBallot(body: Uint8Array): Map<string, Json>;
  ballotJson(body: Uint8Array): Json;
  ballotMembers(said: Json): Map<string, Json>;
  ballotLevels(count: BallotCount): BallotLevel[];
  votesAt(count: BallotCount, lvl: number): CastVote[];
  ballotState(count: BallotCount, tallies: readonly TallyAt[]): string;
  // Chapter 04
  deriveSecret(key: Uint8Array, text: string | Uint8Array): Uint8Array;
  slotOf(place: BodyPlace): Uint8Array;
  collectionKey(secret: Uint8Array, col: string): Uint8Array;
  recordKey(collectionKey: Uint8Array, tag: string): Uint8Array;
  contentKey(key: Uint8Array, slot: Uint8Array): Uint8Array;
  epochKey(secret: Uint8Array): Jwk;
  isZero(agreed: Agreed): boolean;
  wrapBack(secret: Uint8Array, earlier: Uint8Array): EarlierEpoch;
  openBack(secret: Uint8Array, entry: EarlierEpoch): Uint8Array | undefined;
  checkSealed(body: Uint8Array): SealedBody;
  checkSealedLengths(parts: SealedParts): void;
  checkSealedHeader(json: Json): Map<string, Json>;
  contentKeyFor(opening: Opening): Uint8Array;
  commitment(key: Uint8Array, slot: Uint8Array): Uint8Array;
  checkCommitment(opened: OpenedKey): void;
  decryptBody(opened: OpenedKey): Uint8Array;
  readContent(plaintext: Uint8Array): Content;
  openBody(opening: BodyOpening): Content;
  padded(length: number): number;
  fillContent(content: Content): Uint8Array;
  hedge(hedging: Hedging): Uint8Array;
  sealedHeaderText(members: SealedMembers): string;
  sealBody(sealing: Sealing): Uint8Array;
  checkKeybox(body: Uint8Array): Keybox;
  checkKeyboxHeader(json: Json): void;
  openKeybox(opening: KeyboxOpening): Uint8Array;
  checkKeyboxSecret(secret: KeyboxSecret): void;
  sealKeybox(sealing: KeyboxSealing): Uint8Array;
  enclaveKey(secretKey: Uint8Array, text: EnclaveText): Uint8Array;
  enclaveUser(secretKey: Uint8Array, name: string): SignedInit;
  joinShares(texts: readonly string[]): Uint8Array;
  readShare(text: string): Share;
  valuesAt(shares: readonly Share[], at: number): Uint8Array;
  // Chapter 04 §2.3 to §2.6
  checkEpochKey(claims: Map<string, Json>): void;
  checkHistory(trial: Trial, id: string): void;
  freshEpochs(place: EpochPlace): string[];
  currentEpoch(place: EpochPlace): string | undefined;
  isFreshEpoch(place: EpochPlace, eid: string): boolean;
  logOfEpochs(claims: Map<string, Json>): string;
  checkEpoch(sealed: SealedUnder): void;
  recipientsOf(trial: Trial, id: string): ReadonlyMap<string, string>;
  checkRecipients(addressed: Addressed): void;
  checkKeyboxDigest(claimed: ClaimedBody): void;
  acceptKeybox(offer: KeyboxOffer): KeyboxAcceptance;
  // Chapter 05
  acceptRecord(input: AcceptInput): Acceptance;
  checkHeads(authority: Authority): void;
  checkWriter(authority: Authority): void;
  stateOf(claims: Map<string, Json>, now: number): RecordState;
  // Chapter 06
  orderKey(item: SetItem): Uint8Array;
  timeBytes(t: number): Uint8Array;
  collectionHash(col: string): Uint8Array;
  domainHash(domain: string, data: Uint8Array): Uint8Array;
  summarise(items: readonly SetItem[]): SetSummary;
  sortKeys(keys: readonly Uint8Array[]): Uint8Array[];
  dayOf(t: bigint): bigint;
  certificate(buckets: readonly Bucket[]): Uint8Array;
  bucketEntry(bucket: Bucket): Uint8Array;
  bucketDigest(ids: readonly Uint8Array[]): Uint8Array;
  laneNumber(octets: Uint8Array): bigint;
  addLane(sum: bigint, number: bigint): bigint;
  // Chapter 06 §3
  readValue(place: Place): Read;
  writeValue(value: Cbor): Uint8Array;
  readSequence(bytes: Uint8Array): Encoded[];
  decodeFrame(bytes: Uint8Array): Received[];
  encodeFrame(messages: readonly JsonForm[]): Uint8Array;
  checkMessage(map: Message, shapes: ReadonlyMap<string, Shape>): Message;
  namedMembers(map: Message, shape: Shape): Message;
  withItems(message: Message): Message;
  inflateItems(compressed: Compressed): Cbor;
  // Chapter 06 §4, chapter 07 §1
  judgeItem(holdings: Holdings, input: RecordInput): Verdict;
  judgeAgain(holdings: Holdings): Change;
  park(holdings: Holdings, copy: Parked): void;
  missingHeads(holdings: Holdings, verdict: Verdict): string[];
  receiveFrame(session: Session, bytes: Uint8Array): void;
  receiveTime(session: Session, micros: number): void;
  receiveCommit(session: Session, input: RecordInput): void;
  receiveMessage(session: Session, received: Received): void;
  receiveHello(session: Session, message: Message): void;
  checkTurn(session: Session, message: Message): void;
  receiveOpen(session: Session, message: Message): void;
  receiveFin(session: Session, message: Message): void;
  receiveItems(session: Session, received: Received): void;
  receiveGet(session: Session, message: Message): void;
  receiveGot(session: Session, received: Received): void;
  spendCredit(session: Session, length: number): void;
  ackOf(place: Pick<Ack, 's' | 'q'>, verdicts: readonly Pick<Verdict, 'code'>[]): Ack;
  positionOf(holdings: Holdings, resumption: Resumption): number | undefined;
  areEqual(a: SetClaim, b: SetClaim): boolean;
  inCatchUpOrder(held: readonly Held[]): Held[];
  inLiveOrder(queue: readonly Waiting[]): Waiting[];
  countInQueue(holdings: Holdings, held: Held): number;
  isOverfull(subscription: Subscription): boolean;
  isServed(held: Held, now: number): boolean;
  isEcho(held: Held): boolean;
  isAtOnce(subscription: Subscription): boolean;
  isDue(subscription: Subscription): boolean;
  isLost(session: Session): boolean;
  idsToAsk(session: Session): string[];
  bodiesToAsk(session: Session): Want[];
  // Chapter 06 §5
  importPack(bytes: Uint8Array, now: number): PackReport;
  readPackMessage(bytes: Uint8Array, at: number): { readonly message: Message; readonly end: number };
  importItems(pack: Pack, message: Message): void;
  checkPackEnd(pack: Pack, end: PackEnd): void;
}

/** The functions after replacement, and the guard that every check goes through. */
export interface Model extends ModelFunctions {
  /** Raises `Fault(code, requirement)` when `broken`, unless the check is switched off. */
  when(requirement: string, broken: boolean, code: string): void;
  /** The rules of the resolver that are switched off. */
  readonly off: ReadonlySet<AuthorityRule>;
}

/** A function of the model as it is written: the model first, so that it calls the others through it. */
export type ModelFunction<K extends keyof ModelFunctions> = (
  model: Model,
  ...args: Parameters<ModelFunctions[K]>
) => ReturnType<ModelFunctions[K]>;

/** One implementation for each function. */
export type ModelImplementations = { [K in keyof ModelFunctions]: ModelFunction<K> };

/** How a variant of the model differs from the spec. */
export interface ModelHooks {
  /** Requirement ids, or error codes, whose checks are off. */
  readonly skip?: ReadonlySet<string>;
  /** Rules of the resolver of chapter 03 that are off. */
  readonly off?: ReadonlySet<AuthorityRule>;
  /** Functions that are replaced. A replacement gets the model first, and may call the exported original. */
  readonly override?: Partial<ModelImplementations>;
}
