import type { ModelHooks } from '@allod/conformance-model';

/** A variant of the model with one mistake. */
export interface Mutant {
  readonly id: string;
  readonly family: 'control' | 'designed' | 'derived';
  /** The requirement that the mistake breaks; empty for the control. */
  readonly requirement: string;
  /** The mistake; for designed mutants who would make it, and why. */
  readonly who: string;
  readonly hooks: ModelHooks;
}

/** A mistake that a competent implementer could make. */
export interface DesignedRow {
  readonly id: string;
  /** One sentence: who would write it and why. */
  readonly who: string;
  readonly breaks: string;
  readonly hooks: ModelHooks;
}

/** No mistake: it has to pass everything, or the kills mean nothing. */
export const CONTROL: Mutant = {
  id: 'M00',
  family: 'control',
  requirement: '',
  who: 'nobody: the model as it is',
  hooks: {},
};
