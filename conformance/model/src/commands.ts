// The commands of TP/1 that the chapters of the model answer.
import { bytes, bytesValue, recordInput, statementInput, text, type Input } from './command-values.ts';
import * as asking from './asking.ts';
import * as cbor from './cbor.ts';
import { EPOCH_COMMANDS } from './commands-epochs.ts';
import { FRAME_COMMANDS } from './commands-frames.ts';
import * as ballots from './ballots.ts';
import { BALLOT_COMMANDS } from './commands-ballots.ts';
import { KIT_COMMANDS } from './commands-kit.ts';
import { PRINCIPAL_COMMANDS } from './commands-principals.ts';
import { SECRECY_COMMANDS } from './commands-secrecy.ts';
import { SYNC_COMMANDS } from './commands-sync.ts';
import * as collections from './collections.ts';
import * as conventions from './conventions.ts';
import * as ed25519 from './ed25519.ts';
import * as epochBodies from './epoch-bodies.ts';
import * as epochs from './epochs.ts';
import * as frames from './frames.ts';
import * as intake from './intake.ts';
import * as kit from './kit.ts';
import * as links from './links.ts';
import { Fault, type Model, type ModelHooks, type ModelImplementations } from './model.ts';
import * as opAuthority from './op-authority.ts';
import * as opForms from './op-forms.ts';
import * as opJudge from './op-judge.ts';
import * as opRead from './op-read.ts';
import * as opState from './op-state.ts';
import * as p256 from './p256.ts';
import * as packs from './packs.ts';
import * as principals from './principals.ts';
import * as records from './records.ts';
import { phaseOf } from './registries.ts';
import * as secrecy from './secrecy.ts';
import * as secrecyBodies from './secrecy-bodies.ts';
import * as secrecyContent from './secrecy-content.ts';
import * as secrecyKept from './secrecy-kept.ts';
import * as secrecyKeyboxes from './secrecy-keyboxes.ts';
import * as secrecyPrimitives from './secrecy-primitives.ts';
import * as secrecySealing from './secrecy-sealing.ts';
import * as session from './session.ts';
import * as signers from './signers.ts';
import * as snapshots from './snapshots.ts';
import * as statements from './statements.ts';
import * as subscriptions from './subscriptions.ts';
import * as sync from './sync.ts';

/** An answer of TP/1. */
export type TpOutcome =
  | { readonly ok: Readonly<Record<string, unknown>> }
  | { readonly error: RefusedAnswer }
  | { readonly unsupported: { readonly what: string } };

/** A refusal of TP/1. */
export interface RefusedAnswer {
  readonly code: string;
  readonly phase: string;
  readonly detail?: string;
  /** What was handed out before. */
  readonly released?: { readonly $b64u: string };
}

/** A testee within the process. */
export interface ModelTestee {
  /** The commands that are answered. */
  readonly commands: readonly string[];
  /** Answers one command. Throws only when the model, or a hook, is broken. */
  handle(cmd: string, input: unknown): TpOutcome;
}

/** Every function as it is written: what `override` replaces. */
export const ORIGINALS: ModelImplementations = {
  decodeBase64url: conventions.decodeBase64url,
  encodeBase64url: conventions.encodeBase64url,
  parseId: conventions.parseId,
  decodeUtf8: conventions.decodeUtf8,
  parseStrictJson: conventions.parseStrictJson,
  parseNumber: conventions.parseNumber,
  objectFromMembers: conventions.objectFromMembers,
  checkTime: conventions.checkTime,
  checkUpgrade: conventions.checkUpgrade,
  checkSizes: statements.checkSizes,
  splitStatement: statements.splitStatement,
  decodeSignature: statements.decodeSignature,
  checkHeader: statements.checkHeader,
  checkHeaders: statements.checkHeaders,
  checkClaims: statements.checkClaims,
  statementId: statements.statementId,
  decodeStatement: statements.decodeStatement,
  findKey: statements.findKey,
  algorithmOfKey: statements.algorithmOfKey,
  thumbprint: statements.thumbprint,
  checkKey: statements.checkKey,
  checkStrength: statements.checkStrength,
  checkSignature: statements.checkSignature,
  verifyStatement: statements.verifyStatement,
  headerText: statements.headerText,
  signedText: statements.signedText,
  isId: signers.isId,
  keyBytes: signers.keyBytes,
  checkCurvePoint: signers.checkCurvePoint,
  checkEcdsa: signers.checkEcdsa,
  checkSignerList: signers.checkSignerList,
  checkSigners: signers.checkSigners,
  verifySigners: signers.verifySigners,
  checkSigner: signers.checkSigner,
  checkBatch: signers.checkBatch,
  decodeRecord: records.decodeRecord,
  checkRecordClaims: records.checkRecordClaims,
  checkCollectionKind: records.checkCollectionKind,
  checkTag: records.checkTag,
  bodyOf: records.bodyOf,
  checkBody: records.checkBody,
  decodeOp: principals.decodeOp,
  checkOpForm: principals.checkOpForm,
  checkOpUpgrade: principals.checkOpUpgrade,
  checkOpClaims: opForms.checkOpClaims,
  checkInitForm: principals.checkInitForm,
  checkTeamForm: opForms.checkTeamForm,
  readOp: opRead.readOp,
  signersOf: opRead.signersOf,
  devicesOf: opRead.devicesOf,
  judgeOps: opJudge.judgeOps,
  judgeOp: opJudge.judgeOp,
  checkNamed: opJudge.checkNamed,
  checkInception: principals.checkInception,
  checkStatedDevices: principals.checkStatedDevices,
  checkPlace: opJudge.checkPlace,
  checkPaths: opJudge.checkPaths,
  checkAuthority: opAuthority.checkAuthority,
  keyOfSigner: opJudge.keyOfSigner,
  resolveLogs: opState.resolveLogs,
  stateOfLog: opState.stateOfLog,
  decodeSnapshot: snapshots.decodeSnapshot,
  checkSnapshotForm: opForms.checkSnapshotForm,
  checkSnapshot: snapshots.checkSnapshot,
  checkSnapshotNames: snapshots.checkSnapshotNames,
  checkSnapshotState: snapshots.checkSnapshotState,
  stateAt: snapshots.stateAt,
  inTextOrder: snapshots.inTextOrder,
  kitEntropy: kit.kitEntropy,
  kitText: kit.kitText,
  runsOfLetters: kit.runsOfLetters,
  wordOf: kit.wordOf,
  readKit: kit.readKit,
  deriveKey: kit.deriveKey,
  readLink: links.readLink,
  withoutSurroundings: links.withoutSurroundings,
  splitLink: links.splitLink,
  linkJson: links.linkJson,
  linkMembers: links.linkMembers,
  writeLink: links.writeLink,
  readBallot: ballots.readBallot,
  ballotJson: ballots.ballotJson,
  ballotMembers: ballots.ballotMembers,
  ballotLevels: ballots.ballotLevels,
  votesAt: ballots.votesAt,
  ballotState: ballots.ballotState,
  deriveSecret: secrecyPrimitives.deriveSecret,
  slotOf: secrecy.slotOf,
  collectionKey: secrecy.collectionKey,
  recordKey: secrecy.recordKey,
  contentKey: secrecy.contentKey,
  epochKey: secrecy.epochKey,
  isZero: secrecyPrimitives.isZero,
  wrapBack: secrecy.wrapBack,
  openBack: secrecy.openBack,
  openBody: secrecy.openBody,
  checkSealed: secrecyBodies.checkSealed,
  checkSealedLengths: secrecyBodies.checkSealedLengths,
  checkSealedHeader: secrecyBodies.checkSealedHeader,
  contentKeyFor: secrecyBodies.contentKeyFor,
  commitment: secrecyBodies.commitment,
  checkCommitment: secrecyBodies.checkCommitment,
  decryptBody: secrecyBodies.decryptBody,
  readContent: secrecyContent.readContent,
  padded: secrecyContent.padded,
  fillContent: secrecyContent.fillContent,
  hedge: secrecySealing.hedge,
  sealedHeaderText: secrecySealing.sealedHeaderText,
  sealBody: secrecySealing.sealBody,
  checkKeybox: secrecyKeyboxes.checkKeybox,
  checkKeyboxHeader: secrecyKeyboxes.checkKeyboxHeader,
  openKeybox: secrecyKeyboxes.openKeybox,
  checkKeyboxSecret: secrecyKeyboxes.checkKeyboxSecret,
  sealKeybox: secrecyKeyboxes.sealKeybox,
  enclaveKey: secrecyKept.enclaveKey,
  enclaveUser: secrecyKept.enclaveUser,
  joinShares: secrecyKept.joinShares,
  readShare: secrecyKept.readShare,
  valuesAt: secrecyKept.valuesAt,
  checkEpochKey: epochBodies.checkEpochKey,
  checkHistory: epochBodies.checkHistory,
  freshEpochs: epochs.freshEpochsOf,
  currentEpoch: epochs.currentEpochOf,
  isFreshEpoch: epochs.isFreshEpoch,
  logOfEpochs: collections.logOfEpochs,
  checkEpoch: epochBodies.checkEpoch,
  recipientsOf: epochBodies.recipientsIn,
  checkRecipients: epochBodies.checkRecipients,
  checkKeyboxDigest: epochBodies.checkKeyboxDigest,
  acceptKeybox: epochBodies.acceptKeybox,
  acceptRecord: collections.acceptRecord,
  checkHeads: collections.checkHeads,
  checkWriter: collections.checkWriter,
  stateOf: collections.stateOf,
  orderKey: sync.orderKey,
  timeBytes: sync.timeBytes,
  collectionHash: sync.collectionHash,
  domainHash: sync.domainHash,
  summarise: sync.summarise,
  sortKeys: sync.sortKeys,
  dayOf: sync.dayOf,
  certificate: sync.certificate,
  bucketEntry: sync.bucketEntry,
  bucketDigest: sync.bucketDigest,
  laneNumber: sync.laneNumber,
  addLane: sync.addLane,
  readValue: cbor.readValue,
  writeValue: cbor.writeValue,
  readSequence: frames.readSequence,
  decodeFrame: frames.decodeFrame,
  encodeFrame: frames.encodeFrame,
  checkMessage: frames.checkMessage,
  namedMembers: frames.namedMembers,
  withItems: frames.withItems,
  inflateItems: frames.inflateItems,
  judgeItem: intake.judgeItem,
  judgeAgain: intake.judgeAgain,
  park: intake.park,
  missingHeads: intake.missingHeads,
  receiveFrame: session.receiveFrame,
  receiveTime: session.receiveTime,
  receiveCommit: session.receiveCommit,
  receiveMessage: session.receiveMessage,
  receiveHello: session.receiveHello,
  checkTurn: subscriptions.checkTurn,
  receiveOpen: subscriptions.receiveOpen,
  receiveFin: subscriptions.receiveFin,
  receiveItems: session.receiveItems,
  receiveGet: session.receiveGet,
  receiveGot: session.receiveGot,
  spendCredit: session.spendCredit,
  ackOf: session.ackOf,
  positionOf: subscriptions.positionOf,
  areEqual: subscriptions.areEqual,
  inCatchUpOrder: subscriptions.inCatchUpOrder,
  inLiveOrder: subscriptions.inLiveOrder,
  countInQueue: subscriptions.countInQueue,
  isOverfull: subscriptions.isOverfull,
  isServed: subscriptions.isServed,
  isEcho: subscriptions.isEcho,
  isAtOnce: subscriptions.isAtOnce,
  isDue: subscriptions.isDue,
  isLost: session.isLost,
  idsToAsk: asking.idsToAsk,
  bodiesToAsk: asking.bodiesToAsk,
  importPack: packs.importPack,
  readPackMessage: packs.readPackMessage,
  importItems: packs.importItems,
  checkPackEnd: packs.checkPackEnd,
};

const COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Record<string, unknown>>> = {
  'base64url.decode': (model, input) => ({ bytes: bytesValue(model.decodeBase64url(text(input['text']))) }),
  'id.parse': (model, input) => ({ bytes: bytesValue(model.parseId(text(input['text']))) }),
  'json.check': (model, input) => {
    model.parseStrictJson(bytes(input['bytes']));
    return {};
  },
  'statement.id': (model, input) => ({ id: model.statementId(text(input['st'])) }),
  'statement.decode': (model, input) => {
    const { id, header, claims } = model.decodeStatement(statementInput(input));
    return { header, claims: bytesValue(claims), id };
  },
  'record.decode': (model, input) => {
    const { id, claims } = model.decodeRecord(recordInput(input));
    return { id, claims: bytesValue(claims) };
  },
  'record.body': (model, input) => {
    const record = recordInput(input);
    const { claimsJson } = model.decodeRecord(record);
    const body = model.bodyOf(record);
    if (body === undefined) return {};
    model.checkBody({ claims: claimsJson, body });
    return { body: bytesValue(body) };
  },
  'statement.verify': (model, input) => {
    const keys = input['keys'] as statements.Jwk[];
    const { id, header } = model.verifyStatement({ ...statementInput(input), keys });
    return { id, kid: header.kid, typ: header.typ };
  },
  'statement.sign': signStatement,
  'ed25519.verify': (model, input) => {
    const key = bytes(input['key']);
    model.checkStrength(key);
    model.checkSignature({ message: bytes(input['message']), key, signature: bytes(input['signature']) });
    return {};
  },
  'key.derive': (model, input) => {
    const x = model.encodeBase64url(ed25519.publicKey(bytes(input['seed'])));
    return { jwk: { kty: 'OKP', crv: 'Ed25519', x } };
  },
  'key.thumbprint': (model, input) => ({ kid: model.thumbprint(input['jwk'] as statements.Jwk) }),
  ...PRINCIPAL_COMMANDS,
  ...EPOCH_COMMANDS,
  ...KIT_COMMANDS,
  ...SECRECY_COMMANDS,
  ...BALLOT_COMMANDS,
  ...SYNC_COMMANDS,
  ...FRAME_COMMANDS,
};

function signStatement(model: Model, input: Input): Record<string, unknown> {
  const keys = (input['keys'] ?? [input['key']]) as statements.Jwk[];
  const claims = model.encodeBase64url(bytes(input['claims']));
  const signed = keys.map((key) => {
    const by = { alg: model.algorithmOfKey(key) ?? '', kid: model.thumbprint(key) };
    const header = new TextEncoder().encode(model.headerText(text(input['typ']), by));
    const h = model.encodeBase64url(header);
    const s = model.encodeBase64url(signWith(model, key, model.signedText(`${h}.${claims}`)));
    return { h, s };
  });
  const [{ h, s } = { h: '', s: '' }, ...sigs] = signed;
  return { st: `${h}.${claims}`, sig: s, ...(sigs.length > 0 ? { sigs } : {}) };
}

function signWith(model: Model, key: statements.Jwk, message: Uint8Array): Uint8Array {
  const secret = model.decodeBase64url(key.d ?? '');
  return key.kty === 'EC' ? p256.sign(p256.integerOf(secret), message) : ed25519.sign(secret, message);
}

/** The model as a testee; with hooks, a variant that differs from the spec exactly by them. */
export function createModel(hooks: ModelHooks = {}): ModelTestee {
  const model = bind(hooks);
  return {
    commands: Object.keys(COMMANDS),
    handle(cmd, input) {
      const command = Object.hasOwn(COMMANDS, cmd) ? COMMANDS[cmd] : undefined;
      if (command === undefined) return { unsupported: { what: cmd } };
      try {
        return { ok: command(model, input as Input) };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        const { code, requirement: detail, released } = error;
        const refused = { code, phase: phaseOf(code), detail };
        return { error: released === undefined ? refused : { ...refused, released: bytesValue(released) } };
      }
    },
  };
}

function bind(hooks: ModelHooks): Model {
  const skip = hooks.skip ?? new Set<string>();
  const implementations: object = { ...ORIGINALS, ...hooks.override };
  const model: Record<string, unknown> = {
    off: hooks.off ?? new Set(),
    when(requirement: string, broken: boolean, code: string): void {
      if (broken && !skip.has(requirement) && !skip.has(code)) throw new Fault(code, requirement);
    },
  };
  for (const [name, implementation] of Object.entries(implementations)) {
    model[name] = (...args: unknown[]): unknown => implementation(model, ...args);
  }
  return model as unknown as Model;
}
