import { entryOf, LEVEL, type Op, type OpSigner } from './op.ts';
import { compareClasses, type CutClass } from './cut-class.ts';
import { isIn } from './span.ts';
import { addTo, type Entry, entryAt, type Log, type Place } from './table.ts';
import { countBelow } from './view.ts';

/** What a cut can reach of an op beside it. */
export interface Bite {
  readonly at: number;
  /** The positions of the signers that it holds for: those of the op, then those of its invite, then the invite itself. */
  readonly slots: readonly number[];
  /** Whether the op is dead whenever the cut was done, whatever else there is. */
  readonly isFatal: boolean;
}

/** What finds who hurts whom and who reads whom. A log without concurrent ops needs none of it. Lists ascend. */
export interface Contest {
  /** By key, principal or invite: the ops that a cut of it could reach, and those on whose way it is. */
  readonly acts: Map<string, number[]>;
  /** By target. */
  readonly cuts: Map<string, number[]>;
  /** By topic: the ops that stand on what is said about it. */
  readonly readers: Map<string, number[]>;
  /** The ops that may stand on what is said about anybody. */
  readonly wide: number[];
  /** By cut: what it reaches. Only cuts that reach something. */
  readonly bites: Map<number, Bite[]>;
  /** The cuts in `bites`, and the same by class. */
  readonly biters: number[];
  readonly biterClasses: Entry[];
}

/** The topic of policies. No id is empty. */
const POLICY = '';

const SILENCE: readonly string[] = [];

/** What the life of an op matters for. A cut of a member that keeps the membership says nothing. */
export function topicsOf({ op, says, target }: Place): readonly string[] {
  const isHeard = says !== undefined || target !== undefined || op.thru !== undefined;
  if (!isHeard && op.k === 'remove') return SILENCE;
  const topics = isHeard && op.who !== undefined ? [op.who] : [];
  if (op.k === 'invite') topics.push(op.id);
  if (op.ref !== undefined) topics.push(op.ref);
  if (op.pol !== undefined) topics.push(POLICY);
  return topics;
}

/** What an op stands on in its own log. */
export function readsOf(log: Log, { op, invite }: Place): string[] {
  const reads: string[] = [];
  addSignersRead(reads, log.id, op.signers);
  if (invite !== undefined) addSignersRead(reads, log.id, invite.op.signers);
  if (op.who !== undefined) reads.push(op.who);
  if (op.ref !== undefined) reads.push(op.ref);
  if (op.thru?.[0] !== undefined) reads.push(op.thru[0]);
  if (isGrant(op)) reads.push(POLICY);
  return reads;
}

/** The entries of signers, and whose levels a path that comes back to the log asks there. One list for all: whole logs are indexed. */
function addSignersRead(reads: string[], log: string, signers: readonly OpSigner[]): void {
  for (const signer of signers) {
    const { kid, by } = signer;
    reads.push(entryOf(signer));
    for (let n = 0; n < by.length; n++) if (by[n] === log) reads.push(by[n + 1] ?? kid);
  }
}

/** Whether an op may have needed a majority, and so stands on everybody. */
export function isWide({ policies }: Log, { op, invite, peak }: Place): boolean {
  const { k, lvl = 0 } = op;
  if (isGrant(op) && policies.has('admit')) return true;
  return Math.max(lvl, invite?.op.lvl ?? 0, k === 'set' || k === 'remove' ? peak : 0) >= LEVEL.owner;
}

function isGrant({ k }: Op): boolean {
  return k === 'add' || k === 'invite' || k === 'join' || k === 'set';
}

/** The index of a log, made when it is first needed. */
export function contestOf(log: Log): Contest {
  if (log.contest !== undefined) return log.contest;
  log.contest = {
    acts: new Map(),
    cuts: new Map(),
    readers: new Map(),
    wide: [],
    bites: new Map(),
    biters: [],
    biterClasses: [],
  };
  for (const entry of log.entries) index(log, log.contest, entry);
  return log.contest;
}

/** Puts an op into the index, with what it reaches beside it and what reaches it there. */
export function enterContest(log: Log, contest: Contest, entry: Entry): void {
  index(log, contest, entry);
  if (entry.cutClass !== undefined)
    for (const at of besides(entry, contest.acts.get(entry.op.who ?? ''))) addBite(contest, entry, entryAt(log, at));
  for (const key of new Set(keysOf(entry)))
    for (const at of besides(entry, contest.cuts.get(key))) addBite(contest, entryAt(log, at), entry);
}

/** The ops of a list that are neither an op nor in its past. */
function besides({ closure }: Entry, list: readonly number[] = []): number[] {
  const found: number[] = [];
  for (let n = list.length - 1; n >= 0 && (list[n] ?? 0) >= closure.full; n--) {
    const at = list[n] ?? 0;
    if (!isIn(closure, at)) found.push(at);
  }
  return found;
}

function index(log: Log, { acts, cuts, readers, wide }: Contest, entry: Entry): void {
  for (const key of keysOf(entry)) addTo(acts, key, entry.at);
  for (const topic of readsOf(log, entry)) addTo(readers, topic, entry.at);
  if (isWide(log, entry)) wide.push(entry.at);
  if (entry.cutClass !== undefined) addTo(cuts, entry.op.who ?? '', entry.at);
}

/** What a cut has to name to reach an op; and the last hop of a cut through a path, whose log says whether it may be. */
function keysOf({ op, invite }: Place): string[] {
  const keys: string[] = [];
  for (const { kid, by } of op.signers) keys.push(kid, ...by);
  if (invite !== undefined) {
    for (const { kid, by } of invite.op.signers) keys.push(kid, ...by);
    keys.push(invite.op.id);
  }
  const last = op.thru?.at(-1);
  if (last !== undefined) keys.push(last);
  return keys;
}

function addBite(contest: Contest, cut: Entry, beside: Entry): void {
  const slots = isReached(cut, beside) ? slotsOf(cut, beside) : [];
  if (slots.length === 0) return;
  const bites = contest.bites.get(cut.at) ?? [];
  if (bites.length === 0) {
    contest.bites.set(cut.at, bites);
    contest.biters.splice(countBelow(contest.biters, cut.at), 0, cut.at);
    insertByClass(contest.biterClasses, cut);
  }
  bites.push({ at: beside.at, slots, isFatal: cut.op.k === 'remove' && isFatal(beside, slots) });
}

/** Keeps cuts in the order of their classes, those of one class as they come. */
function insertByClass(cuts: Entry[], cut: Entry): void {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareClasses(classOf(cuts[middle] ?? cut), classOf(cut)) <= 0) low = middle + 1;
    else high = middle;
  }
  cuts.splice(low, 0, cut);
}

/** The class of a cut. Throws `TypeError` for any other op. */
export function classOf({ op, cutClass }: Entry): CutClass {
  if (cutClass === undefined) throw new TypeError(`${op.id} is no cut`);
  return cutClass;
}

/** A cut reaches what has no more rank; the revocation of an invite only what has less. (0007: 13, 30) */
function isReached({ standing, target }: Entry, beside: Entry): boolean {
  const { rank } = beside.standing;
  return target === undefined ? rank <= standing.rank : rank < standing.rank;
}

/**
 * A cut holds for each signer whose key or path has the target; one through a path for each whose path and key begin with
 * its hops and then the target. (0007: 23, 34)
 */
function slotsOf({ op: cut }: Entry, { op, invite }: Entry): readonly number[] {
  if (op.signers.length === 1 && invite === undefined) return isHeld(cut, op.signers[0]) ? FIRST : NONE;
  const signers = [...op.signers, ...(invite?.op.signers ?? [])];
  const slots = signers.flatMap((signer, slot) => (isHeld(cut, signer) ? [slot] : []));
  return invite !== undefined && invite.op.id === cut.who ? [...slots, signers.length] : slots;
}

/** Whether nothing is left of an op of which cuts leave nothing at some positions: of who acts, or of a newcomer. */
function isFatal({ op, invite }: Entry, slots: readonly number[]): boolean {
  const [first, second] = op.signers;
  if (first === undefined || op.k === 'init') return false;
  const own = op.signers.length;
  if (invite !== undefined) return slots.some((slot) => slot < own || slot === own + invite.op.signers.length);
  if (slots[0] !== 0) return false;
  if (op.k !== 'set' && op.k !== 'remove') return true;
  // A majority needs nobody in particular, and no cut of a person holds for what it does about itself.
  return second === undefined && (first.by.length > 1 || entryOf(first) !== op.who);
}

const FIRST: readonly number[] = [0];
const NONE: readonly number[] = [];

function isHeld({ who = '', thru }: Op, signer: OpSigner | undefined): boolean {
  if (signer === undefined) return false;
  const { kid, by } = signer;
  if (thru === undefined) return kid === who || by.includes(who);
  const hops = [...thru, who];
  const path = [...by, kid];
  return hops.every((hop, n) => path[n] === hop);
}
