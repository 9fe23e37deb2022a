// Chapter 03 §4.1 and §5: the ops of all logs as they come: which are accepted, which are refused for ever, and which wait.
import { beginTrial } from './authority.ts';
import { inviteOf, knownTo, type OpSigner, opOf, pastOf, wasGranted } from './authority-ops.ts';
import type { Trial } from './authority-views.ts';
import { Fault, type Model } from './model.ts';
import { readOp, type StatedOp } from './op-read.ts';
import { limit } from './registries.ts';
import type { Jwk, StatementInput } from './statements.ts';

/** An op, and the principal of whose log it is said to be. */
export interface Offer {
  readonly log: string;
  readonly input: StatementInput;
}

/** What a verifier knows of logs. */
export interface Book {
  /** The accepted ops, and what follows from them. */
  readonly trial: Trial;
  readonly statedById: Map<string, StatedOp>;
  /** The log of every op that is refused whatever its signatures are; '' where nothing can be read of it. */
  readonly refusedById: Map<string, string>;
}

/** How ops were judged. */
export interface Judgement {
  readonly book: Book;
  /** By statement id, why an op was not accepted. */
  readonly faultById: ReadonlyMap<string, Fault>;
}

const WAITING = ['E_PENDING_AUTH', 'E_UPGRADE'];
const OPS_IN_PAST = limit('opsInPast');
const WRITER = 20;
const ROOT = 50;

/** Nothing is known yet. */
export function openBook(model: Model): Book {
  return { trial: beginTrial(model.off), statedById: new Map(), refusedById: new Map() };
}

/** Judges ops until none is left that could be: in any order, any number of times, in copies of which some may be broken. */
export function judgeOps(model: Model, offers: readonly Offer[]): Judgement {
  const book = openBook(model);
  const faultById = new Map<string, Fault>();
  const isOpen = (id: string): boolean => !book.statedById.has(id);
  for (let before = -1; before < book.statedById.size + book.refusedById.size;) {
    before = book.statedById.size + book.refusedById.size;
    const faultsById = new Map<string, Fault[]>();
    for (const offer of offers) {
      const id = model.statementId(offer.input.st);
      const fault = isOpen(id) ? faultOf(model, book, offer) : undefined;
      if (fault !== undefined) faultsById.set(id, [...(faultsById.get(id) ?? []), fault]);
    }
    for (const [id, faults] of faultsById) faultById.set(id, weightiest(faults));
  }
  return { book, faultById: new Map([...faultById].filter(([id]) => isOpen(id))) };
}

/** Of the faults of several copies: what waits may still be good, and else the first copy speaks. */
function weightiest(faults: readonly Fault[]): Fault {
  const [first] = faults;
  const waiting = faults.find(({ code }) => WAITING.includes(code));
  if (first === undefined) throw new TypeError('an op that is not accepted has a fault');
  return waiting ?? first;
}

/**
 * Why an op is not accepted; nothing when it is in the book from then on. Only what its id covers refuses all copies of it, and with
 * them the ops that name it.
 */
export function faultOf(model: Model, book: Book, offer: Offer): Fault | undefined {
  try {
    model.judgeOp(book, offer);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (!WAITING.includes(error.code) && isOfText(model, offer, error)) {
      book.refusedById.set(model.statementId(offer.input.st), logOf(model, offer));
    }
    return error;
  }
}

/** Whether a fault stands in header and claims: a rule of this chapter, or one that is broken without any signature. */
function isOfText(model: Model, { input }: Offer, { requirement }: Fault): boolean {
  if (requirement === 'PRN-003') return false;
  if (requirement.startsWith('PRN') || requirement.startsWith('SEC')) return true;
  try {
    model.decodeOp({ st: input.st, bat: true });
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.code !== 'E_UPGRADE';
  }
}

function logOf(model: Model, { input }: Offer): string {
  try {
    return readOp(model, model.decodeStatement({ ...input, bat: true })).op.log;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return '';
  }
}

/** Steps 1 to 9 for one op. An op without a fault is in the book from then on. */
export function judgeOp(model: Model, book: Book, { log, input }: Offer): void {
  const statement = model.decodeOp(input); // 1 to 7
  const stated = model.readOp(statement);
  const { id } = statement;
  model.checkNamed(book, stated); // 8 key
  enterOp(book, stated);
  try {
    if (stated.op.k === 'init') model.checkInception({ log, stated });
    else model.checkStatedDevices(stated.devices);
    if (stated.op.k === 'epoch') model.checkEpochKey(statement.claimsJson);
    model.checkPlace(book, stated);
    model.checkPaths(book, stated);
    model.checkAuthority(book.trial, id);
    if (stated.op.k === 'epoch') model.checkHistory(book.trial, id);
    const keys = opOf(book.trial, id).signers.map((signer) => model.keyOfSigner(book, { stated, signer }));
    model.verifySigners(statement, keys); // 8 key, 9 signature
  } catch (error) {
    book.trial.ops.delete(id);
    book.statedById.delete(id);
    throw error;
  }
}

/** Puts an op into the book, its verdict aside. A join has the key of its invite if that key has signed it. */
export function enterOp({ trial, statedById }: Book, stated: StatedOp): void {
  const { op } = stated;
  statedById.set(op.id, stated);
  trial.ops.set(op.id, op);
  const key = op.k === 'join' ? inviteOf(trial, op)?.key : undefined;
  const hasSigned = op.signers.some(({ kid, by }) => kid === key && by.length === 0);
  if (key !== undefined && hasSigned) trial.ops.set(op.id, { ...op, key });
}

// §4.1 What an op waits for

/** PRN-019 to PRN-021. */
export function checkNamed(model: Model, book: Book, { op }: StatedOp): void {
  const { trial, refusedById } = book;
  const { log, par, ref, x = {} } = op;
  const named = [...par, ...(ref === undefined ? [] : [ref]), ...Object.values(x).flat()];
  for (const id of named) model.when('PRN-019', !trial.ops.has(id) && !refusedById.has(id), 'E_PENDING_AUTH');
  const isElsewhere = (id: string, wanted: string): boolean => {
    const found = trial.ops.get(id)?.log ?? refusedById.get(id) ?? '';
    return found !== '' && found !== wanted;
  };
  for (const id of par) model.when('PRN-020', isElsewhere(id, log), 'E_LOG_MISMATCH');
  for (const [other, heads] of Object.entries(x)) {
    for (const id of heads) model.when('PRN-020', other === log || isElsewhere(id, other), 'E_LOG_MISMATCH');
  }
  for (const id of named) model.when('PRN-021', refusedById.has(id), 'E_PARENT');
}

/** PRN-022, and what depends on whose log it is: PRN-017, PRN-018. */
export function checkPlace(model: Model, { trial }: Book, { op, devices }: StatedOp): void {
  model.when('PRN-022', pastOf(trial, op.id).size > OPS_IN_PAST, 'E_LOG_FULL');
  const { k, lvl } = op;
  if (k === 'init') return;
  const isNewcomer = k === 'add' || k === 'join';
  if (trial.ops.get(op.log)?.kind === 'team') {
    model.when('PRN-018', isNewcomer && devices.length > 0, 'E_FORMAT');
    return;
  }
  const isLow = k !== 'join' && lvl !== undefined && lvl < WRITER;
  model.when('PRN-017', isLow || (isNewcomer && lvl !== ROOT && devices.length === 0), 'E_FORMAT');
}

// §5 Who signs

/** PRN-023: each step below the entry was once made a member of the one before. */
export function checkPaths(model: Model, { trial }: Book, { op }: StatedOp): void {
  for (const { kid, by } of op.signers) {
    for (const [at, next] of [...by.slice(1), ...(by.length > 0 ? [kid] : [])].entries()) {
      const isStep = wasGranted(trial, knownTo(trial, op.id, by[at] ?? ''), next);
      model.when('PRN-023', !isStep, 'E_PATH');
    }
  }
}

/** A signer of an op. */
export interface SignerOf {
  readonly stated: StatedOp;
  readonly signer: OpSigner;
}

/** PRN-024: the key that the op states or shows, or that its invite or an op known to it does, as its `kid` says. */
export function keyOfSigner(model: Model, book: Book, { stated, signer }: SignerOf): Jwk | undefined {
  const { op, devices, shown } = stated;
  const { trial, statedById } = book;
  const known = [...knownTo(trial, op.id, signer.by.at(-1) ?? op.log)];
  const granting = known.flatMap((id) => statedById.get(id)?.devices ?? []);
  const invite = statedById.get(op.ref ?? '');
  const keys = [...[...devices, ...granting].map(({ key }) => key), ...shown, ...(invite?.shown ?? [])];
  return keys.find((key) => model.thumbprint(key) === signer.kid);
}
