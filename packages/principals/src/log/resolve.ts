import { Bits } from './bits.ts';
import { contestOf } from './contest.ts';
import { doCuts } from './do-cuts.ts';
import { gateBefore, gateOfHeads } from './gates.ts';
import { knownIn, knownTo } from './known.ts';
import { ALL_ALIVE, type Outcome } from './outcome.ts';
import { isIn, type Span, unionOf } from './span.ts';
import { entryAt, type Known, type Log, type World } from './table.ts';

/** What some ops know of a log. */
export type KnownOf = (log: Log) => Known | undefined;

/** A causally closed set of ops of a log, and what is known of other logs where it is resolved. */
export interface Question {
  readonly log: Log;
  /** None is before another. */
  readonly heads: readonly number[];
  readonly span: Span;
  readonly knownOf: KnownOf;
  /** The logs of which more may be known than by the heads. */
  readonly news: Iterable<Log>;
}

/** Outcomes of several heads that are kept for a log. */
const KEPT = 128;

/** How many outcomes may be found for the sake of each other: logs that name each other could else exhaust the stack. */
const DEPTH_MAX = 64;

/** Heads whose outcome has to be found first. */
class Deeper extends Error {
  readonly log: Log;
  readonly heads: readonly number[];

  constructor(log: Log, heads: readonly number[]) {
    super('an outcome stands on too many others');
    this.log = log;
    this.heads = heads;
  }
}

/** RESOLVE of some heads and all that is before them. That of one head was found when it was accepted. */
export function outcomeOf(world: World, log: Log, heads: readonly number[]): Outcome {
  const [first] = heads;
  if (first === undefined) return ALL_ALIVE;
  if (heads.length === 1) return entryAt(log, first).outcome;
  if (isQuiet(log, heads)) return ALL_ALIVE;
  const kept = log.outcomes?.get(heads.join(' '));
  if (kept !== undefined) return kept;
  if (world.depth > 0) return findOutcome(world, log, heads);
  // What stands on too many others is found after the last of these.
  const open = [new Deeper(log, heads)];
  for (let next = open.at(-1); ; next = open.at(-1)) {
    if (next === undefined) return outcomeOf(world, log, heads);
    try {
      const outcome = findOutcome(world, next.log, next.heads);
      if (open.length === 1) return outcome;
      open.pop();
    } catch (fault) {
      if (!(fault instanceof Deeper)) throw fault;
      open.push(fault);
    }
  }
}

/** Whether nobody can have died before some heads. */
function isQuiet(log: Log, heads: readonly number[]): boolean {
  if (log.troubled.size > 0 || (log.contest !== undefined && log.contest.biters.length > 0)) return false;
  return heads.every((at) => entryAt(log, at).outcome === ALL_ALIVE);
}

function findOutcome(world: World, log: Log, heads: readonly number[]): Outcome {
  if (world.depth >= DEPTH_MAX) throw new Deeper(log, heads);
  world.depth += 1;
  try {
    return keepOutcome(world, log, heads);
  } finally {
    world.depth -= 1;
  }
}

function keepOutcome(world: World, log: Log, heads: readonly number[]): Outcome {
  const span = heads.map((at) => entryAt(log, at).closure).reduce(unionOf);
  const knownOf: KnownOf = (other) => knownIn({ log, span, below: Infinity }, other);
  const outcome = resolve(world, { log, heads, span, knownOf, news: log.troubled });
  const outcomes = (log.outcomes ??= new Map<string, Outcome>());
  const [oldest] = outcomes.keys();
  if (oldest !== undefined && outcomes.size >= KEPT) outcomes.delete(oldest);
  outcomes.set(heads.join(' '), outcome);
  return outcome;
}

/**
 * RESOLVE. What the heads have found alone holds for all, unless cuts meet that no head has seen together, or somebody has
 * died or come to life again in another log; then cuts are done again, but only those after the last gate. (design 3.4)
 */
export function resolve(world: World, question: Question): Outcome {
  const { log, heads } = question;
  const outcomes = heads.map((at) => entryAt(log, at).outcome);
  const deadIn = deadElsewhere(world, question.knownOf);
  const news = [...question.news];
  const changed = news.filter((other) =>
    heads.some((at) => isChanged(world, { log, other, at }, question.knownOf(other))),
  );
  const start = gateOfHeads(log, heads) ?? 0;
  if (changed.length === 0 && !hasMeeting(question, start)) {
    const joined = join(outcomes);
    if (joined !== undefined) return joined;
  }
  const { acts } = contestOf(log);
  const dirty = changed.flatMap((other) => (acts.get(other.id) ?? []).filter((at) => isIn(question.span, at)));
  const gate = firmGate(world, question, { start, news });
  const deadAtFirst = outcomes.map((each) => each.deadAtFirst).reduce((a, b) => a.union(b));
  return doCuts({ world, log, span: question.span, gate, deadIn }, { deadAtFirst, dirty });
}

/** Whether more is known of another log than an op knew, so that some that it counts as alive are dead or the reverse. */
function isChanged(
  world: World,
  { log, other, at }: { readonly log: Log; readonly other: Log; readonly at: number },
  known: Known | undefined,
): boolean {
  const before = knownTo(log, entryAt(log, at), other);
  if (before === undefined || known === undefined || areSame(before, known)) return false;
  const [then, now] = [deadKnown(world, other, before), deadKnown(world, other, known)];
  return then.differs(now, (n) => isIn(before.span, n));
}

function areSame(a: Known, b: Known): boolean {
  return a === b || (a.heads.length === b.heads.length && a.heads.every((at, n) => at === b.heads[n]));
}

/** The last gate whose outcome still holds: what it and all before it stand on in other logs has not changed since. */
function firmGate(
  world: World,
  { log, knownOf }: Question,
  { start, news }: { readonly start: number; readonly news: readonly Log[] },
): number {
  const { acts } = contestOf(log);
  const firstOf = (other: Log): number => acts.get(other.id)?.[0] ?? Infinity;
  for (let gate = start; ;) {
    const isLoose = (other: Log): boolean =>
      firstOf(other) <= gate && isChanged(world, { log, other, at: gate }, knownOf(other));
    const first = Math.min(...news.filter(isLoose).map(firstOf));
    if (first === Infinity || gate === 0) return gate;
    gate = gateBefore(log, gate, ({ at }) => at < first);
  }
}

/** Whether a cut after a gate reaches an op with which no head has seen it. */
function hasMeeting({ log, heads, span }: Question, gate: number): boolean {
  const { contest } = log;
  if (contest === undefined || heads.length < 2) return false;
  const closures = heads.map((at) => entryAt(log, at).closure);
  for (let n = contest.biters.length - 1; n >= 0; n--) {
    const cut = contest.biters[n] ?? 0;
    if (cut <= gate) return false;
    if (!isIn(span, cut)) continue;
    for (const { at } of contest.bites.get(cut) ?? [])
      if (isIn(span, at) && !closures.some((closure) => isIn(closure, cut) && isIn(closure, at))) return true;
  }
  return false;
}

/** What several have found, if the same cuts were done for all of them. */
function join(outcomes: readonly Outcome[]): Outcome | undefined {
  const [first = ALL_ALIVE, ...others] = outcomes;
  if (others.every((each) => each === first)) return first;
  const { timeline } = first;
  if (others.some((each) => each.timeline !== timeline)) return undefined;
  const dead = outcomes.map((each) => each.dead).reduce((a, b) => a.union(b), Bits.NONE);
  return { deadAtFirst: outcomes.map((each) => each.deadAtFirst).reduce((a, b) => a.union(b)), dead, timeline };
}

/** The dead of other logs, for all ops that are judged with the same knowledge. (design 3.3) */
export function deadElsewhere(world: World, knownOf: KnownOf): (log: Log) => Bits {
  const found = new Map<Log, Bits>();
  return (log) => {
    if (!log.isTroubled) return Bits.NONE;
    const kept = found.get(log);
    if (kept !== undefined) return kept;
    const dead = deadKnown(world, log, knownOf(log));
    found.set(log, dead);
    return dead;
  };
}

/** The dead of a log in the outcome of what is known of it. */
export function deadKnown(world: World, log: Log, known: Known | undefined): Bits {
  return known === undefined || !log.isTroubled ? Bits.NONE : outcomeOf(world, log, known.heads).dead;
}
