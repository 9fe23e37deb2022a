// Chapter 03: the resolver. Which ops of a log live, and who is a member of it at which level, from nothing but a causally
// closed set of ops. Everything is computed again, except what is a function of hashes alone and asked for all the time: the past
// of an op, its LOCAL, the outcome for one set of ops, and there the verdict on an op beside the same cuts, after the same alive
// ops. Without them seven ops would take seconds.
import {
  areConcurrent,
  closureIn,
  type Ids,
  isAboutInvite,
  levelSpoken,
  namesOf,
  NOBODY,
  type Op,
  opOf,
  pastOf,
  sortOps,
} from './authority-ops.ts';
import type { AuthorityRule } from './authority-rules.ts';
import { cutsInSilence, type Scene, standingOf } from './authority-ranks.ts';
import { isCut, isOn, type Standing, type Trial, type Verdict } from './authority-views.ts';

/** A set of ops of one log, and the heads of other logs that count. */
interface Question {
  readonly log: string;
  readonly ops: Ids;
  readonly heads: Ids;
}

const NONE: Ids = new Set();

// LOCAL

/** An empty history. */
export function beginTrial(off: ReadonlySet<AuthorityRule> = new Set()): Trial {
  const locals = new Map<string, Standing>();
  const localOf = (id: string): Standing => {
    const kept = locals.get(id);
    if (kept !== undefined) return kept;
    const standing = standingOf(localScene(trial, id));
    locals.set(id, standing);
    return standing;
  };
  const trial: Trial = {
    ops: new Map(),
    pasts: new Map(),
    outcomes: new Map(),
    verdicts: new Map(),
    sets: new Map(),
    views: new WeakMap(),
    localOf,
    off,
  };
  return trial;
}

/** Where LOCAL judges an op: its own word about other logs counts there, for its whole past. */
export function localScene(trial: Trial, id: string): Scene {
  const op = opOf(trial, id);
  const ops = pastOf(trial, id);
  const heads = namesOf(trial, [id, ...ops]);
  const known = isOn(trial, 'news counts for the whole past') ? heads : namesOf(trial, ops);
  const alive = resolve(trial, { log: op.log, ops, heads: known });
  return { trial, op, isLocal: true, alive, cuts: NONE, elsewhere: elsewhereFor(trial, heads) };
}

/** Where something is judged that is no op and names ops as one does. */
export function inSceneOf<T>(trial: Trial, op: Op, run: (scene: Scene) => T): T {
  trial.ops.set(op.id, op);
  try {
    return run(localScene(trial, op.id));
  } finally {
    trial.ops.delete(op.id);
    trial.pasts.delete(op.id);
  }
}

function elsewhereFor(trial: Trial, heads: Ids): Scene['elsewhere'] {
  const found = new Map<string, Ids>();
  return (log) => {
    const kept = found.get(log);
    if (kept !== undefined) return kept;
    const ops = closureIn(trial, heads, log);
    const isPlain = !isOn(trial, 'other logs are resolved');
    const alive = isPlain ? ops : resolve(trial, { log, ops, heads: namesOf(trial, ops) });
    found.set(log, alive);
    return alive;
  };
}

// RESOLVE and FOLD

/** The ops of a set that live. */
export function resolve(trial: Trial, question: Question): Ids {
  if (question.ops.size === 0) return NONE;
  const key = [question.log, ...[...question.ops].toSorted(), '', ...[...question.heads].toSorted()].join(' ');
  const kept = trial.outcomes.get(key);
  if (kept !== undefined) return kept;
  const outcome = cutAndFold(trial, question);
  trial.outcomes.set(key, outcome);
  return outcome;
}

/** Of the cuts that live, or have nobody left to lower, and have not been done, the whole first class is done, until there is none. */
function cutAndFold(trial: Trial, { ops, heads }: Question): Ids {
  const world = { trial, elsewhere: elsewhereFor(trial, heads), heads: [...heads].toSorted().join(' ') };
  const sorted = sortOps(trial, ops);
  const done: string[] = [];
  for (;;) {
    const { alive, silent } = fold(world, sorted, done);
    const open = [...alive, ...silent].filter((id) => isCut(trial, id) && !done.includes(id));
    const [first] = open.toSorted((a, b) => compareCuts(trial, a, b) || (a < b ? -1 : 1));
    if (first === undefined) return setOf(trial, alive);
    const isAlone = !isOn(trial, 'cuts of one class are done together');
    for (const id of open) if (id === first || (!isAlone && compareCuts(trial, id, first) === 0)) done.push(id);
  }
}

/** What stays the same while the ops of a log are judged again and again. */
interface World {
  readonly trial: Trial;
  readonly elsewhere: Scene['elsewhere'];
  /** Those of other logs, as one text. */
  readonly heads: string;
}

/** The ops that live, and the lowerings that do not and still cut. */
interface Folded {
  readonly alive: readonly string[];
  readonly silent: readonly string[];
}

function fold(world: World, sorted: readonly string[], cuts: readonly string[]): Folded {
  const { trial } = world;
  const [alive, silent]: [string[], string[]] = [[], []];
  for (const id of sorted) {
    const past = pastOf(trial, id);
    const seen = alive.filter((each) => past.has(each));
    const beside = cuts.filter((cut) => areConcurrent(trial, cut, id));
    const verdict = verdictOn(world, id, { seen, beside });
    if (verdict === 'alive') alive.push(id);
    if (verdict === 'silent') silent.push(id);
  }
  return { alive, silent };
}

/** What decides an op: the alive ops in its past, and the cuts beside it that have been done. */
interface Before {
  readonly seen: readonly string[];
  readonly beside: readonly string[];
}

function verdictOn({ trial, elsewhere, heads }: World, id: string, { seen, beside }: Before): Verdict {
  const key = `${id} ${seen.join(' ')}|${beside.join(' ')}|${heads}`;
  const kept = trial.verdicts.get(key);
  if (kept !== undefined) return kept;
  const [op, alive, cuts] = [opOf(trial, id), setOf(trial, seen), new Set(beside)];
  const verdict = verdictIn({ trial, op, isLocal: false, alive, cuts, elsewhere });
  trial.verdicts.set(key, verdict);
  return verdict;
}

function verdictIn(scene: Scene): Verdict {
  if (standingOf(scene).rank >= 0) return 'alive';
  return cutsInSilence(scene) ? 'silent' : 'struck';
}

/** Of the same ids the same set: what its ops say about a member is kept with it. */
function setOf(trial: Trial, ids: readonly string[]): Ids {
  const key = ids.join(' ');
  const kept = trial.sets.get(key);
  if (kept !== undefined) return kept;
  const set = new Set(ids);
  trial.sets.set(key, set);
  return set;
}

/** Orders cuts into classes: by rank, by what the target once was, and pure cuts before removals before lowerings. */
function compareCuts(trial: Trial, a: string, b: string): number {
  const kind = (id: string): number => {
    const op = opOf(trial, id);
    return op.k === 'set' ? 2 : op.keep === true || isAboutInvite(trial, op) ? 0 : 1;
  };
  const byRank = isOn(trial, 'cuts are done by rank') ? trial.localOf(b).rank - trial.localOf(a).rank : 0;
  const byPeak = isOn(trial, 'cuts are done by peak') ? peakOf(trial, b) - peakOf(trial, a) : 0;
  return byRank || byPeak || (isOn(trial, 'cuts are done by kind') ? kind(a) - kind(b) : 0);
}

/** The highest level that any op before a cut ever gave its target, or the member that it goes through. */
function peakOf(trial: Trial, id: string): number {
  const { who = '', thru = [] } = opOf(trial, id);
  if (thru.length > 0 && !isOn(trial, 'thru has the peak of its first')) return 99;
  const member = thru[0] ?? who;
  const levels = [...pastOf(trial, id)].map((each) => levelSpoken(trial, opOf(trial, each), member) ?? NOBODY);
  return Math.max(NOBODY, ...levels);
}
