import { createModel } from '@allod/conformance-model';
import type { ModelHooks, ModelTestee } from '@allod/conformance-model';
import { runCase } from '../runner/case-run.ts';
import type { CaseOptions } from '../runner/case-run.ts';
import type { NamedKey } from '../runner/expand.ts';
import type { JsonObject } from '../runner/json.ts';
import { keyFormOf } from '../runner/protocol.ts';
import type { Protocol } from '../runner/protocol.ts';
import type { Answer } from '../runner/session.ts';
import type { Suite, VectorCase } from '../runner/vectors.ts';
import { CONTROL } from './mutant.ts';
import type { Mutant } from './mutant.ts';
import { createWatch, isTouched } from './watch.ts';

/** A case that noticed a mutant. */
export interface Kill {
  readonly case: string;
  readonly requirements: readonly string[];
}

/** What the cases say about one mutant. */
export interface Trial {
  readonly mutant: Mutant;
  /** Every case that does not pass. */
  readonly killedBy: readonly Kill[];
  readonly passed: number;
  readonly total: number;
  /** How many of all cite the requirement that the mutant breaks. */
  readonly citing: number;
}

/** What a trial needs. */
export interface TrialOptions {
  readonly protocol: Protocol;
  readonly keyByName: ReadonlyMap<string, NamedKey>;
  /** Makes the model; tests pass another one. */
  readonly create?: (hooks: ModelHooks) => ModelTestee;
  /** The hooks with which a mutant is run, instead of its own: the same mistake, but faster. */
  readonly hooksOf?: (mutant: Mutant) => ModelHooks;
}

/** The control, and what each of its cases made the model do. */
export interface ControlTrial extends Trial {
  readonly seenById: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Least share that a mutant has to pass of the cases which do not cite the requirement it breaks: it is subtle, not dead.
 * Cases that cite it are meant to fail; however many there are, they do not make a mutant coarse.
 */
export const SUBTLE = 0.8;

/** Runs every case against the model without a mistake, and watches it. */
export async function tryControl(suites: readonly Suite[], options: TrialOptions): Promise<ControlTrial> {
  const watch = createWatch(hooksOf(CONTROL, options));
  const run = runner(watch.hooks, options);
  const seenById = new Map<string, ReadonlySet<string>>();
  const trial = await tryCases(CONTROL, suites, async (vector) => {
    const passed = await run(vector);
    seenById.set(vector.id, watch.take());
    return passed;
  });
  return { ...trial, seenById };
}

/**
 * Runs a mutant. Given the control, only the cases in which the control did what the mutant does otherwise: in all others
 * the two are the same program.
 */
export async function tryMutant(
  mutant: Mutant,
  suites: readonly Suite[],
  options: TrialOptions & { readonly control?: ControlTrial },
): Promise<Trial> {
  const { control } = options;
  const run = runner(hooksOf(mutant, options), options);
  const failedById = new Set(control?.killedBy.map((kill) => kill.case));
  return tryCases(mutant, suites, async (vector) => {
    const seen = control?.seenById.get(vector.id);
    return seen === undefined || isTouched(seen, mutant.hooks) ? run(vector) : !failedById.has(vector.id);
  });
}

function hooksOf(mutant: Mutant, options: TrialOptions): ModelHooks {
  return options.hooksOf?.(mutant) ?? mutant.hooks;
}

async function tryCases(
  mutant: Mutant,
  suites: readonly Suite[],
  passes: (vector: VectorCase) => Promise<boolean>,
): Promise<Trial> {
  const cases = suites.flatMap((suite) => suite.cases);
  const killedBy: Kill[] = [];
  for (const vector of cases) {
    if (!(await passes(vector))) killedBy.push({ case: vector.id, requirements: vector.requirements });
  }
  const citing = cases.filter(({ requirements }) => requirements.includes(mutant.requirement)).length;
  return { mutant, killedBy, passed: cases.length - killedBy.length, total: cases.length, citing };
}

/** Runs single cases against the model with these hooks, and says whether they pass. */
function runner(hooks: ModelHooks, options: TrialOptions): (vector: VectorCase) => Promise<boolean> {
  const model = (options.create ?? createModel)(hooks);
  const caseOptions: CaseOptions = {
    keyByName: options.keyByName,
    keyForm: keyFormOf(options.protocol),
    ask: async ({ cmd, input }) => askModel(model, options.protocol, { cmd, input }),
  };
  return async (vector) => {
    const run = await runCase(vector, caseOptions);
    return run !== 'lost' && run.verdict === 'pass';
  };
}

/** Asks the model as a process would be asked: the answer goes through JSON and the schema of its command. */
function askModel(model: ModelTestee, protocol: Protocol, request: { cmd: string; input: JsonObject }): Answer {
  const { cmd, input } = request;
  try {
    const outcome = model.handle(cmd, input);
    if ('error' in outcome) return { kind: 'error', ...outcome.error };
    if ('unsupported' in outcome) return { kind: 'unsupported', what: outcome.unsupported.what };
    const ok: JsonObject = JSON.parse(JSON.stringify(outcome.ok));
    const problem = protocol.refuseResult(cmd, ok);
    return problem === undefined ? { kind: 'ok', ok } : { kind: 'violation', detail: problem };
  } catch (error) {
    return { kind: 'crash', detail: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether a case that cites the broken requirement noticed the mutant. */
export function isKilled({ mutant, killedBy }: Trial): boolean {
  return killedBy.some(({ requirements }) => requirements.includes(mutant.requirement));
}

/**
 * What is wrong with the trials, one sentence each: a control that fails, a survivor, a mutant too coarse to prove anything.
 */
export function faultsOf(control: Trial, trials: readonly Trial[]): readonly string[] {
  const controlFaults = control.killedBy.map((kill) => `the control M00 fails ${kill.case}`);
  return [...controlFaults, ...trials.flatMap(faultOf)];
}

function faultOf(trial: Trial): readonly string[] {
  const { mutant, killedBy } = trial;
  const name = `${mutant.id} (${mutant.requirement})`;
  if (!isKilled(trial)) {
    const others =
      killedBy.length === 0
        ? 'no case notices it'
        : `${killedBy.length} cases notice it, none cites ${mutant.requirement}`;
    return [`${name} survives: ${others}. ${mutant.who}`];
  }
  const { passed, total } = othersOf(trial);
  return passed < SUBTLE * total ? [`${name} is too coarse: it passes ${passed} of the ${total} other cases`] : [];
}

/** Passed of all, among the cases that do not cite the broken requirement. */
function othersOf({ mutant, killedBy, citing, total }: Trial): { passed: number; total: number } {
  const failed = killedBy.filter(({ requirements }) => !requirements.includes(mutant.requirement)).length;
  return { passed: total - citing - failed, total: total - citing };
}
