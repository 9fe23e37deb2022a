import { Bits } from './bits.ts';
import type { CutClass } from './cut-class.ts';

/** A class of cuts that was done, and the ops that died of it or came to life again, by their numbers. */
export interface Step {
  readonly cutClass: CutClass;
  readonly flips: readonly number[];
}

/** The classes of cuts that changed something, in the order in which they were done. */
export interface Timeline {
  readonly steps: readonly Step[];
  /** What the ops in it speak about. */
  readonly topics: ReadonlySet<string>;
}

/**
 * RESOLVE of a causally closed set of ops. A function of the ops alone, and so good for ever. What all ops of the set have
 * in their past, later sets repeat step by step, since cuts are done in one order over the whole log.
 */
export interface Outcome {
  /** The dead before any cut was done. */
  readonly deadAtFirst: Bits;
  readonly dead: Bits;
  readonly timeline: Timeline;
}

export const NO_STEPS: Timeline = { steps: [], topics: new Set() };

/** Nobody has died. Almost every log stays here for ever. */
export const ALL_ALIVE: Outcome = { deadAtFirst: Bits.NONE, dead: Bits.NONE, timeline: NO_STEPS };
