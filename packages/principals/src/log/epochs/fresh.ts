import { knownTo } from '../known.ts';
import { isIn, NO_SPAN } from '../span.ts';
import { type Entry, entryAt, type Log, type World } from '../table.ts';
import { LEVEL } from '../op.ts';
import { levelIn } from '../view.ts';
import { aliveIn, isPast } from './fields.ts';
import { Knowledge } from './knowledge.ts';
import { isExit, letsAnybody } from './reading.ts';

/** How far REACH goes. (04 §2.4) */
const MAX_STEPS = 8;

/** Epoch ops of which it is remembered what they know. */
const MAX_KEPT = 256;

/** Where epochs of a log are asked for, and what is known there. */
export interface Asked {
  readonly world: World;
  readonly log: Log;
  readonly known: Knowledge;
}

/** FRESH: whoever may hold the secret of an epoch still reads. (04 §2.4) */
export function isFresh(asked: Asked, eid: string): boolean {
  const { log, known } = asked;
  // Of what nobody announced nothing is remembered: there is no end to it.
  if (!log.announcements.has(eid)) return false;
  const found = known.freshness.get(log) ?? new Map<string, boolean>();
  known.freshness.set(log, found);
  const before = found.get(eid);
  if (before !== undefined) return before;
  const announcements = aliveAnnouncements(asked, eid);
  const fresh = announcements.length > 0 && announcements.every((at) => isGood(asked, at));
  found.set(eid, fresh);
  return fresh;
}

/** The epochs that are fresh, and the one under which a writer seals; that one is absent where there is none. (SEC-015) */
export interface Epochs {
  /** Ascending, as texts. */
  readonly fresh: readonly string[];
  readonly current?: string;
}

export function epochsOf(asked: Asked): Epochs {
  const { log } = asked;
  const fresh = [...log.announcements.keys()].filter((eid) => isFresh(asked, eid)).toSorted();
  const lasting = fresh.filter((eid) => endOf(asked, eid) === undefined);
  const byEpoch = new Map(lasting.map((eid) => [eid, aliveAnnouncements(asked, eid)]));
  const isFollowed = (eid: string): boolean =>
    lasting.some((other) => other !== eid && isSomeBefore(log, byEpoch.get(eid)!, byEpoch.get(other)!));
  const current = lasting.find((eid) => !isFollowed(eid));
  return current === undefined ? { fresh } : { fresh, current };
}

/** When an epoch ends: at the least `end` of its announcements that live. (04 §2.1) */
export function endOf(asked: Asked, eid: string): number | undefined {
  return leastEnd(asked.log, aliveAnnouncements(asked, eid));
}

/** The least `end` of some announcements. */
export function leastEnd(log: Log, ats: readonly number[]): number | undefined {
  const ends = ats.flatMap((at) => entryAt(log, at).op.end ?? []);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function aliveAnnouncements({ log, known }: Asked, eid: string): readonly number[] {
  const field = known.field(log);
  return field === undefined ? [] : aliveIn(field, log.announcements.get(eid));
}

function isSomeBefore(log: Log, earlier: readonly number[], later: readonly number[]): boolean {
  return earlier.some((at) => later.some((other) => other !== at && isIn(entryAt(log, other).closure, at)));
}

/** Whether an announcement, and each epoch op behind it, whose keybox may lead back to it, was safe. */
function isGood(asked: Asked, announcement: number): boolean {
  const { world, log, known } = asked;
  const field = known.field(log)!;
  const first = entryAt(log, announcement);
  if (!isGoodOp(asked, first)) return false;
  // What the announcement knows, all behind it know as well; and where nobody can be dead, only exits that are news can be unsafe.
  const news = known.isQuiet ? exitsBeyond(known, knowledgeOf(world, log, first)) : undefined;
  if (news?.length === 0) return true;
  for (const at of log.epochs) {
    if (at <= announcement || !isPast(field, at)) continue;
    const entry = entryAt(log, at);
    if (!isIn(entry.closure, announcement) || news?.every((exit) => isNamedBy(log, entry, exit)) === true) continue;
    if (!isGoodOp(asked, entry)) return false;
  }
  return true;
}

interface Exit {
  readonly log: Log;
  readonly at: number;
}

/** The exits that are known now and were not then. */
function exitsBeyond(now: Knowledge, then: Knowledge): readonly Exit[] {
  const found: Exit[] = [];
  for (const log of now.logs()) {
    if (log.exits.length === 0) continue;
    const [field, { span }] = [now.field(log)!, then.of(log) ?? NOTHING];
    for (let n = log.exits.length - 1; n >= 0; n--) {
      const at = log.exits[n] ?? 0;
      if (at < span.full) break;
      if (!isIn(span, at) && isPast(field, at) && isExit(field, entryAt(log, at))) found.push({ log, at });
    }
  }
  return found;
}

const NOTHING = { span: NO_SPAN };

/** Whether an op of a log, with its past, names an exit, or something behind it. What it knows through others is not looked for. */
function isNamedBy(log: Log, entry: Entry, exit: Exit): boolean {
  if (exit.log === log) return isIn(entry.closure, exit.at);
  const named = knownTo(log, entry, exit.log);
  return named !== undefined && isIn(named.span, exit.at);
}

function isGoodOp({ world, log, known }: Asked, entry: Entry): boolean {
  const then = knowledgeOf(world, log, entry);
  for (const each of reachOf({ world, log, known: then })) if (!isSafe(each, then, known)) return false;
  return true;
}

/** What an epoch op knows: for ever the same. */
export function knowledgeOf(world: World, log: Log, { op, at }: Entry): Knowledge {
  const kept = world.epochKnowledge.get(op.id);
  if (kept !== undefined) return kept;
  const [oldest] = world.epochKnowledge.keys();
  if (oldest !== undefined && world.epochKnowledge.size >= MAX_KEPT) world.epochKnowledge.delete(oldest);
  const known = new Knowledge(world, new Map([[log, [at]]]));
  world.epochKnowledge.set(op.id, known);
  return known;
}

/** SAFE: whoever may have read a log by what was known then still reads it by what is known now. (04 §2.4) */
function isSafe(log: Log, then: Knowledge, now: Knowledge): boolean {
  const [before, after] = [then.of(log), now.of(log)];
  if (after === undefined || (before !== undefined && areSame(before.heads, after.heads))) return true;
  return areExitsKnown(log, then, now) && areAdmissionsAlive(log, then, now);
}

function areExitsKnown(log: Log, then: Knowledge, now: Knowledge): boolean {
  const { exits } = log;
  if (exits.length === 0) return true;
  const [span, dead] = [then.of(log)?.span ?? NO_SPAN, then.dead(log)];
  const after = now.field(log)!;
  for (let n = exits.length - 1; n >= 0; n--) {
    const at = exits[n] ?? 0;
    // Whoever knows all ops below a number, of which none is dead, knows all exits there.
    if (at < span.full && dead.isEmpty) return true;
    const isKnown = isIn(span, at) && !dead.has(at);
    if (!isKnown && isPast(after, at) && isExit(after, entryAt(log, at))) return false;
  }
  return true;
}

function areAdmissionsAlive(log: Log, then: Knowledge, now: Knowledge): boolean {
  const [before, dead] = [then.of(log), then.dead(log)];
  if (before === undefined) return true;
  for (const at of now.dead(log))
    if (isIn(before.span, at) && !dead.has(at) && letsAnybody(log, entryAt(log, at))) return false;
  return true;
}

function areSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((at, n) => at === b[n]);
}

/** REACH: a log, and whoever reads by it, also through others. (04 §2.4) */
function reachOf({ world, log, known }: Asked): ReadonlySet<Log> {
  const found = known.reach.get(log);
  if (found !== undefined) return found;
  const reach = new Set([log]);
  let last: readonly Log[] = [log];
  for (let step = 0; step < MAX_STEPS && last.length > 0; step++) {
    const next = last.flatMap((each) => readersOf(world, each, known));
    last = [...new Set(next)].filter((each) => !reach.has(each));
    for (const each of last) reach.add(each);
  }
  known.reach.set(log, reach);
  return reach;
}

/** The members of level reader or more that have a log. */
function readersOf({ logs }: World, log: Log, known: Knowledge): readonly Log[] {
  const field = known.field(log);
  if (field === undefined || log.isUser) return [];
  return [...log.speakers.keys()].flatMap((who) => {
    const found = logs.get(who);
    return found === undefined || levelIn(field, who) < LEVEL.reader ? [] : [found];
  });
}
