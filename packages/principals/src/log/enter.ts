import type { Numbers } from './view.ts';
import { contestOf, enterContest } from './contest.ts';
import type { CutClass } from './cut-class.ts';
import { indexEpochs } from './epochs/index-epochs.ts';
import { extend } from './extend.ts';
import { gateOf } from './gates.ts';
import { LEVEL, NOBODY, type Op } from './op.ts';
import { ALL_ALIVE, type Outcome } from './outcome.ts';
import {
  type Entry,
  type Log,
  NO_LISTS,
  NO_LOGS,
  NO_NUMBERS,
  type Place,
  type Standing,
  withAdded,
  withLog,
  type World,
} from './table.ts';

/** An op that LOCAL has accepted, and where it was judged. */
export interface Accepted {
  readonly place: Place;
  readonly standing: Standing;
  /** RESOLVE of its past. */
  readonly outcome: Outcome;
  readonly deadIn: (log: Log) => Numbers;
}

/** A log that begins. */
export function beginLog({ id, kind, mem = [] }: Op): Log {
  return {
    id,
    isUser: kind === 'user',
    entries: [],
    heads: new Set(),
    founders: new Map(mem.map(({ who, lvl }) => [who, lvl])),
    speakers: NO_LISTS,
    joins: NO_LISTS,
    removals: NO_LISTS,
    seniors: new Set(mem.filter(({ lvl }) => lvl >= LEVEL.admin).map(({ who }) => who)),
    policies: NO_LISTS,
    namers: NO_LISTS,
    announcers: NO_LISTS,
    announcements: NO_LISTS,
    epochs: NO_NUMBERS,
    exits: NO_NUMBERS,
    invites: NO_LISTS,
    namedIn: new Set(),
    troubled: NO_LOGS,
    isTroubled: false,
    contest: undefined,
    outcomes: undefined,
    whole: undefined,
  };
}

/** Enters an op into its log. */
export function enter(world: World, log: Log, { place, standing, outcome, deadIn }: Accepted): Entry {
  const entry = entryOfPlace(world, log, { place, standing });
  entry.outcome = outcome;
  entry.outcome = extend(world, { log, entry, deadIn });
  return insert(world, log, entry);
}

/** An op that was judged, without an outcome yet. */
export function entryOfPlace(
  world: World,
  log: Log,
  { place, standing }: { readonly place: Place; readonly standing: Standing },
): Entry {
  const { op, at, closure, parents, invite, target, known, peak, peakThru, says } = place;
  const { gate, depth, jump } = gateOf(log, parents);
  const cutClass = classOf(place, standing);
  const turn = world.entries.size;
  const outcome = ALL_ALIVE;
  // Written out, so that all entries have one shape: there may be many.
  return {
    op,
    at,
    closure,
    parents,
    invite,
    target,
    known,
    peak,
    peakThru,
    says,
    standing,
    cutClass,
    outcome,
    gate,
    depth,
    jump,
    turn,
  };
}

/** Puts an op where it is found. */
export function insert(world: World, log: Log, entry: Entry): Entry {
  // Before the op, so that an index that is made now does not hold it already.
  const contest = entry.closure.full > entry.at ? log.contest : contestOf(log);
  log.entries.push(entry);
  log.whole = undefined;
  world.entries.set(entry.op.id, { log, entry });
  for (const at of entry.parents) log.heads.delete(at);
  log.heads.add(entry.at);
  indexWords(log, entry);
  indexEpochs(world, log, entry);
  nameLogs(world, log, entry);
  if (contest !== undefined) enterContest(log, contest, entry);
  const hasBite = contest !== undefined && contest.biters.length > 0;
  if (hasBite || entry.outcome.timeline.steps.length > 0 || !entry.outcome.deadAtFirst.isEmpty) trouble(log);
  return entry;
}

/** A cut takes power away from somebody, by the word of somebody else. (design 3.4) */
function classOf({ op, peak, peakThru, target }: Place, { rank, isSelf, isLowering }: Standing): CutClass | undefined {
  if (isSelf === true || !(isLowering === true || op.k === 'remove')) return undefined;
  const kind = op.k === 'set' ? 2 : op.keep === true || target !== undefined ? 0 : 1;
  return { rank, peak: op.thru === undefined ? peak : peakThru, kind };
}

function indexWords(log: Log, { op, at, says, invite }: Entry): void {
  if (op.k === 'init') for (const who of log.founders.keys()) log.speakers = withAdded(log.speakers, who, at);
  if (says !== undefined && op.who !== undefined) log.speakers = withAdded(log.speakers, op.who, at);
  if (op.who !== undefined && (says ?? NOBODY) >= LEVEL.admin) log.seniors.add(op.who);
  if (invite !== undefined) log.joins = withAdded(log.joins, invite.at, at);
  if (op.k === 'remove') log.removals = withAdded(log.removals, op.who ?? '', at);
  if (op.k !== 'init' && op.k !== 'pol') return;
  for (const field of Object.keys(op.pol ?? {})) log.policies = withAdded(log.policies, field, at);
}

function nameLogs({ logs }: World, log: Log, { known, at }: Entry): void {
  for (const id of known?.keys() ?? []) {
    const other = logs.get(id);
    if (other === undefined) continue;
    log.namers = withAdded(log.namers, id, at);
    other.namedIn.add(log);
    if (!other.isTroubled) continue;
    log.troubled = withLog(log.troubled, other);
    trouble(log);
  }
}

/** Somebody may have died in a log, and so in every log that names it. */
function trouble(log: Log): void {
  if (log.isTroubled) return;
  log.isTroubled = true;
  const open = [log];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const namer of next.namedIn) {
      namer.troubled = withLog(namer.troubled, next);
      if (!namer.isTroubled) open.push(namer);
      namer.isTroubled = true;
    }
  }
}
