import { createMemo } from './memo.ts';
import type { Material } from './gather.ts';
import { CONTROL } from './mutant.ts';
import { tryControl, tryMutant } from './trial.ts';
import type { ControlTrial, Trial } from './trial.ts';

/** What a trial found. A mutant is made of functions and crosses to no other thread: its number stands for it. */
export type Findings = Omit<Trial, 'mutant'>;
export type ControlFindings = Omit<ControlTrial, 'mutant'>;

/** Somebody who does trials, one at a time: in this thread or in another. */
export interface Hand {
  /** The control, on the cases of the suite with this number. */
  control(suite: number): Promise<ControlFindings>;
  /** What all suites said about the control: needed before the first mutant. */
  learn(control: ControlFindings): Promise<void>;
  /** The mutant with this number, on the cases of all suites. */
  trial(mutant: number): Promise<Findings>;
}

/** A hand in this thread. What it remembers from one trial to the next changes none of them. */
export function createHand({ suites, mutants, options: plain }: Material): Hand {
  const options = { ...plain, hooksOf: createMemo() };
  let control: ControlTrial | undefined;
  return {
    control: async (suite) => withoutMutant(await tryControl(suites.slice(suite, suite + 1), options)),
    learn: async (findings) => {
      control = { ...findings, mutant: CONTROL };
    },
    trial: async (number) => {
      const mutant = mutants[number];
      if (mutant === undefined || control === undefined)
        throw new RangeError(`no mutant ${number}, or no control before it`);
      return withoutMutant(await tryMutant(mutant, suites, { ...options, control }));
    },
  };
}

function withoutMutant<T extends Trial>({ mutant: _mutant, ...findings }: T): Omit<T, 'mutant'> {
  return findings;
}
