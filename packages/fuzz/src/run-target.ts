import * as fc from 'fast-check';
import { examine } from './examine.ts';
import type { Fault, Oracle } from './fault.ts';
import { inputToText } from './input.ts';
import type { Input } from './input.ts';
import { createMutator } from './mutate.ts';
import { createRandom } from './random.ts';
import { shrink, SHRINK_ATTEMPTS } from './shrink.ts';
import { ACCEPTED } from './target.ts';
import type { Target } from './target.ts';

/** One in so many inputs comes from the grammar, the others are mutants. */
const GRAMMAR_EVERY = 5;

/** An input for which a decoder did what it may not. */
export interface Failure {
  readonly oracle: Oracle;
  readonly words: string;
  /** As `inputToText` gives it; absent when no single input is to blame. */
  readonly input?: string;
}

/** What became of the inputs of one target. */
export interface TargetReport {
  readonly target: string;
  readonly inputs: number;
  /** How often it said what: `accepted`, or a code. */
  readonly verdicts: Readonly<Record<string, number>>;
  readonly failure?: Failure;
}

/** How a target is run. */
export interface RunOptions {
  readonly seed: number;
  readonly runs: number;
  /** Hears of each input before it is tried, and with none when it is done. */
  readonly watch?: (input?: Input) => void;
  /** How often an input that fails is made smaller; 3,000 when absent. */
  readonly attempts?: number;
}

/** Feeds a target until something fails, or until it has had its inputs: at least one that it accepted, and one that it refused. */
export async function runTarget(
  target: Target,
  { seed, runs, watch, attempts = SHRINK_ATTEMPTS }: RunOptions,
): Promise<TargetReport> {
  const verdicts: Record<string, number> = {};
  let inputs = 0;
  const probe = async (input: Input): Promise<void> => {
    watch?.(input);
    const verdict = await examine(target, input);
    watch?.();
    inputs++;
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  };
  const early = (await feedCorpus(target, probe)) ?? (await feedGrammar(target, { seed, runs, probe }));
  const found = early ?? (await feedMutants(target, { seed, left: () => runs - inputs, probe }));
  if (found === undefined) return { target: target.name, inputs, verdicts, ...blindness(verdicts) };
  const failure = await describe(target, found, { attempts, watch: (input) => watch?.(input) });
  return { target: target.name, inputs, verdicts, failure };
}

type Probe = (input: Input) => Promise<void>;

interface Found {
  readonly input: Input;
  readonly fault: Fault;
}

async function findIn(probe: Probe, input: Input): Promise<Found | undefined> {
  try {
    await probe(input);
    return undefined;
  } catch (error) {
    return { input, fault: error as Fault };
  }
}

async function feedCorpus({ corpus }: Target, probe: Probe): Promise<Found | undefined> {
  for (const input of corpus) {
    const found = await findIn(probe, input);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function feedGrammar(
  { grammar }: Target,
  { seed, runs, probe }: { readonly seed: number; readonly runs: number; readonly probe: Probe },
): Promise<Found | undefined> {
  const numRuns = Math.ceil(runs / GRAMMAR_EVERY);
  const { failed, counterexample, errorInstance } = await fc.check(fc.asyncProperty(grammar, probe), { seed, numRuns });
  return failed ? { input: counterexample![0], fault: errorInstance as Fault } : undefined;
}

async function feedMutants(
  { corpus, mend }: Target,
  { seed, left, probe }: { readonly seed: number; readonly left: () => number; readonly probe: Probe },
): Promise<Found | undefined> {
  const random = createRandom(seed);
  const mutant = createMutator(corpus, random);
  while (left() > 0) {
    const made = mutant();
    const input = mend !== undefined && random.below(2) === 0 ? mend(made) : made;
    const found = await findIn(probe, input);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A run that saw one kind of verdict alone has shown nothing. */
function blindness(verdicts: Readonly<Record<string, number>>): { readonly failure?: Failure } {
  const { [ACCEPTED]: accepted = 0, ...refused } = verdicts;
  if (accepted > 0 && Object.keys(refused).length > 0) return {};
  const words = `of the inputs ${accepted} were accepted and ${Object.keys(refused).length} codes were seen`;
  return { failure: { oracle: 'blind', words } };
}

/** The smallest input with the same fault; the one that was found when it fails no second time, as memory may. */
async function describe(
  target: Target,
  { input, fault }: Found,
  { attempts, watch }: { readonly attempts: number; readonly watch: (input: Input) => void },
): Promise<Failure> {
  const faultOf = async (candidate: Input): Promise<Fault | undefined> => {
    watch(candidate);
    return (await findIn(async (each) => void (await examine(target, each)), candidate))?.fault;
  };
  const smallest = await shrink(
    input,
    async (candidate) => (await faultOf(candidate))?.oracle === fault.oracle,
    attempts,
  );
  const { oracle, message } = (await faultOf(smallest)) ?? fault;
  return { oracle, words: message, input: inputToText(smallest) };
}
