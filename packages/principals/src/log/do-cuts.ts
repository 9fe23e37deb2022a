import type { Bits, BitsDraft } from './bits.ts';
import type { Numbers } from './view.ts';
import { type Bite, classOf, type Contest, contestOf, topicsOf } from './contest.ts';
import { compareClasses, type CutClass } from './cut-class.ts';
import { NOBODY, type Op } from './op.ts';
import { type Outcome, type Step, type Timeline } from './outcome.ts';
import { Queue } from './queue.ts';
import { rank } from './rank.ts';
import { cutsInSilence } from './rules/rank-set.ts';
import type { Scene } from './scene.ts';
import { isIn, type Span } from './span.ts';
import { type Entry, entryAt, type Log, type World } from './table.ts';

/** The ops of a set after a gate. */
export interface Window {
  readonly world: World;
  readonly log: Log;
  readonly span: Span;
  /** An op to which all of the set are comparable, and whose outcome holds for what is before it. */
  readonly gate: number;
  readonly deadIn: (log: Log) => Numbers;
}

/** How the window begins: who is dead without cuts, and whom another log has changed since. */
interface Start {
  readonly deadAtFirst: Bits;
  readonly dirty: readonly number[];
}

/** Hears of cuts that were done. */
export type Trace = (cut: number) => void;

/**
 * Does the cuts of a set, class by class. Those up to the gate are repeated from its timeline; of the window, after each
 * class only the ops are judged again that stand on what has changed. (design 3.4, RESOLVE and FOLD)
 */
export function doCuts(window: Window, { deadAtFirst, dirty }: Start, trace?: Trace): Outcome {
  const trial = new Trial(window, deadAtFirst);
  for (const at of dirty) trial.mark(at);
  trial.judgeMarked();
  const first = trial.dead();
  const { timeline } = entryAt(window.log, window.gate).outcome;
  const steps: Step[] = [];
  let hasOwn = false;
  for (let n = 0; ;) {
    const past = timeline.steps[n];
    const own = trial.nextClass();
    if (past === undefined && own === undefined) break;
    const isPast = past !== undefined && (own === undefined || compareClasses(past.cutClass, own) <= 0);
    const isOwn = own !== undefined && (past === undefined || compareClasses(own, past.cutClass) <= 0);
    // Cuts of one class are done together: these are chosen before any of them takes effect.
    const cuts = isOwn ? trial.takeClass(own) : [];
    const repeated = isPast ? past.flips : [];
    if (isPast) n += 1;
    const flips = trial.step(repeated, cuts);
    if (trace !== undefined) for (const cut of cuts) trace(cut);
    const cutClass = isOwn ? own : past?.cutClass;
    if (cutClass === undefined || flips.length === 0) continue;
    hasOwn ||= flips.length > repeated.length;
    steps.push({ cutClass, flips });
  }
  return {
    deadAtFirst: first,
    dead: trial.dead(),
    timeline: hasOwn ? timelineOf((at) => entryAt(window.log, at), steps) : timeline,
  };
}

/** Steps, and what they speak about. */
export function timelineOf(entryOfNumber: (at: number) => Entry, steps: readonly Step[]): Timeline {
  const topics = new Set<string>();
  for (const { flips } of steps)
    for (const at of flips) for (const topic of topicsOf(entryOfNumber(at))) topics.add(topic);
  return { steps, topics };
}

/** Cuts being done. */
class Trial {
  readonly #window: Window;
  readonly #contest: Contest;
  /** Cuts of the window that reach something in it and were not done yet, in the order of their classes. */
  #open: readonly Entry[];
  /** What is left of the slots of the ops after the gate. */
  readonly #caps: (OpenCaps | undefined)[] = [];
  /** Ops after the gate that cuts have left nothing: they are dead whatever comes. */
  readonly #struck: Uint8Array;
  /** Those that were struck since the last ops were judged. */
  #fallen: number[] = [];
  readonly #marked = new Queue();
  readonly #dead: BitsDraft;

  constructor(window: Window, dead: Bits) {
    this.#window = window;
    this.#dead = dead.draft();
    this.#contest = contestOf(window.log);
    this.#struck = new Uint8Array(window.log.entries.length - window.gate);
    const { gate, span } = window;
    const { biterClasses, bites } = this.#contest;
    this.#open = biterClasses.filter(
      ({ at }) => at > gate && isIn(span, at) && (bites.get(at) ?? []).some((bite) => isIn(span, bite.at)),
    );
  }

  /** Who is dead now. */
  dead(): Bits {
    return this.#dead.bits();
  }

  /** The class of the next cut that may be done. */
  nextClass(): CutClass | undefined {
    const next = this.#open.find((cut) => this.#isReady(cut));
    return next === undefined ? undefined : classOf(next);
  }

  /** The cuts of a class that may be done; they are done then. */
  takeClass(wanted: CutClass): readonly number[] {
    const taken: number[] = [];
    const left: Entry[] = [];
    for (const cut of this.#open) {
      const isTaken = compareClasses(classOf(cut), wanted) === 0 && this.#isReady(cut);
      if (isTaken) taken.push(cut.at);
      else left.push(cut);
    }
    this.#open = left;
    return taken;
  }

  /** Repeats what happened before the gate, and does cuts after it. Returns who died or came to life again. */
  step(repeated: readonly number[], cuts: readonly number[]): readonly number[] {
    for (const at of repeated) this.#flip(at);
    for (const cut of cuts) this.#cut(entryAt(this.#window.log, cut));
    return [...repeated, ...this.judgeMarked()];
  }

  /** To be judged again. */
  mark(at: number): void {
    if (at > this.#window.gate && isIn(this.#window.span, at)) this.#marked.add(at);
  }

  /** Judges the marked ops in their order, and all that stands on those that change. */
  judgeMarked(): readonly number[] {
    const flips = this.#fallen;
    this.#fallen = [];
    for (let at = this.#marked.take(); at !== undefined; at = this.#marked.take()) {
      if (this.#isAlive(at) !== this.#dead.has(at)) continue;
      this.#flip(at);
      flips.push(at);
    }
    return flips;
  }

  #isAlive(at: number): boolean {
    return this.#struck[at - this.#window.gate] !== 1 && rank(this.#sceneOf(entryAt(this.#window.log, at))).rank >= 0;
  }

  /** Whether a cut lives, or has nobody left to lower. (PRN-110) */
  #isReady(cut: Entry): boolean {
    if (!this.#dead.has(cut.at)) return true;
    const isHeard = cut.op.k === 'set' && this.#struck[cut.at - this.#window.gate] !== 1;
    return isHeard && cutsInSilence(this.#sceneOf(cut));
  }

  #sceneOf(place: Entry): Scene {
    const { world, log, gate, deadIn } = this.#window;
    const field = { log, span: place.closure, below: place.at, dead: this.#dead };
    return { world, place, field, isLocal: false, caps: this.#caps[place.at - gate], deadIn };
  }

  #flip(at: number): void {
    this.#dead.toggle(at);
    const { readers, wide } = this.#contest;
    for (const topic of topicsOf(entryAt(this.#window.log, at))) this.#markAfter(at, readers.get(topic));
    this.#markAfter(at, wide);
  }

  #markAfter(at: number, list: readonly number[] = []): void {
    const { log } = this.#window;
    for (let n = list.length - 1; n >= 0; n--) {
      const reader = list[n] ?? 0;
      if (reader <= at || reader <= this.#window.gate) return;
      if (isIn(entryAt(log, reader).closure, at)) this.mark(reader);
    }
  }

  #cut({ at, op }: Entry): void {
    const { gate, span } = this.#window;
    for (const bite of this.#contest.bites.get(at) ?? []) {
      if (this.#struck[bite.at - gate] === 1 || !isIn(span, bite.at)) continue;
      if (bite.isFatal) this.#strike(bite.at);
      else this.#cap(bite, op);
    }
  }

  #strike(at: number): void {
    this.#struck[at - this.#window.gate] = 1;
    if (this.#dead.has(at)) return;
    this.#flip(at);
    this.#fallen.push(at);
  }

  #cap({ at, slots }: Bite, { k, lvl = NOBODY, thru }: Op): void {
    const entry = entryAt(this.#window.log, at);
    const nth = at - this.#window.gate;
    const caps = (this.#caps[nth] ??= capsFor(entry));
    const level = k === 'set' ? lvl : NOBODY;
    let isLess = thru !== undefined && slots[0] === 0 && caps.leftThru > level;
    if (isLess) caps.leftThru = level;
    for (const slot of slots) {
      if ((caps.left[slot] ?? NOBODY) <= level) continue;
      caps.left[slot] = level;
      isLess = true;
    }
    if (isLess) this.mark(at);
  }
}

/** What is left of an op while cuts are done. */
interface OpenCaps {
  readonly left: number[];
  leftThru: number;
}

function capsFor({ op, invite }: Entry): OpenCaps {
  const own = op.signers.length === 1 ? [Infinity] : op.signers.map(() => Infinity);
  const left = invite === undefined ? own : [...own, ...invite.op.signers.map(() => Infinity), Infinity];
  return { left, leftThru: Infinity };
}
