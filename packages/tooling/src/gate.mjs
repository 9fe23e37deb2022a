// Runs the steps of the gate one after the other and adds up what they found. Knows no step by name.
import { sumCounts } from './counts.mjs';

/**
 * @typedef {object} StepResult
 * @property {boolean} ok
 * @property {string} output shown only when the step failed
 * @property {import('./counts.mjs').Counts} [counts] for steps that count cases of their own; other steps count as one
 */

/**
 * @typedef {object} Step
 * @property {string} name one word, as in `npm test -- --only <name>`
 * @property {string} does what it checks, in a few words
 * @property {readonly string[]} [needs] steps that must have passed before
 * @property {readonly string[]} [system] system packages it cannot run without
 * @property {() => Promise<StepResult>} run
 */

/**
 * @typedef {object} GateContext
 * @property {(line: string) => void} say
 * @property {(system: readonly string[]) => Promise<import('./system-packages.mjs').Provision>} provide
 * @property {boolean} strict as in CI: what cannot run here is a failure
 * @property {() => number} clock milliseconds, monotonic
 */

/** @typedef {'passed' | 'failed' | 'blocked' | 'unavailable'} Verdict */

/**
 * The named steps with everything they need, in the order of the gate.
 *
 * @param {readonly Step[]} steps
 * @param {readonly string[]} names empty means all
 * @returns {Step[]}
 */
export function selectSteps(steps, names) {
  if (names.length === 0) return [...steps];
  /** @type {Set<string>} */
  const wanted = new Set();
  /** @param {string} name */
  const want = (name) => {
    const step = steps.find((candidate) => candidate.name === name);
    if (step === undefined)
      throw new RangeError(`there is no step "${name}"; the steps are: ${steps.map((s) => s.name).join(', ')}`);
    wanted.add(name);
    for (const need of step.needs ?? []) want(need);
  };
  for (const name of names) want(name);
  return steps.filter(({ name }) => wanted.has(name));
}

/**
 * A step counts as one, unless it counts cases. A step that failed although all of its cases passed counts as one failure more.
 *
 * @param {StepResult} result
 * @returns {import('./counts.mjs').Counts}
 */
export function countStep({ ok, counts }) {
  if (counts === undefined) return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return !ok && counts.failed === 0 ? { passed: counts.passed, failed: 1 } : counts;
}

/** @param {Step} step @returns {Promise<StepResult>} a step that throws has failed with the words it threw */
async function settle(step) {
  try {
    return await step.run();
  } catch (error) {
    return { ok: false, output: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/**
 * @param {Step} step
 * @param {Map<string, Verdict>} verdicts
 * @param {GateContext} context
 * @returns {Promise<{ verdict: Verdict, words: string, counts: import('./counts.mjs').Counts }>}
 */
async function runStep(step, verdicts, { provide, strict, clock }) {
  const none = { passed: 0, failed: 0 };
  const broken = (step.needs ?? []).find((need) => verdicts.get(need) !== 'passed');
  if (broken !== undefined)
    return { verdict: 'blocked', words: `not run, because ${broken} did not pass`, counts: none };
  const { missing, words } = step.system === undefined ? { missing: [], words: '' } : await provide(step.system);
  if (missing.length > 0)
    return { verdict: strict ? 'failed' : 'unavailable', words, counts: strict ? { passed: 0, failed: 1 } : none };
  const start = clock();
  const result = await settle(step);
  const counts = countStep(result);
  const ok = result.ok && counts.failed === 0;
  const seconds = ((clock() - start) / 1000).toFixed(1);
  return { verdict: ok ? 'passed' : 'failed', words: ok ? `${seconds} s` : result.output.trimEnd(), counts };
}

/**
 * Runs the steps and ends with the line `N passed, N failed`. A step that could not run here is named and counted nowhere.
 *
 * @param {readonly Step[]} steps
 * @param {GateContext} context
 * @returns {Promise<number>} exit code: 0 only when something passed and nothing failed
 */
export async function runGate(steps, context) {
  const { say } = context;
  /** @type {Map<string, Verdict>} */
  const verdicts = new Map();
  const all = [];
  /** @type {string[]} */
  const notRun = [];
  for (const step of steps) {
    const { verdict, words, counts } = await runStep(step, verdicts, context);
    verdicts.set(step.name, verdict);
    all.push(counts);
    if (verdict === 'passed') say(`  ok      ${step.name.padEnd(12)} ${step.does} (${words})`);
    if (verdict === 'blocked') say(`  --      ${step.name.padEnd(12)} ${words}`);
    if (verdict === 'unavailable') notRun.push(`${step.name}: ${words}`);
    if (verdict === 'failed')
      say(
        `\n${words}\n\n  FAILED  ${step.name.padEnd(12)} ${step.does}. To repeat it: npm test -- --only ${step.name}\n`,
      );
  }
  const failedSteps = steps.filter(({ name }) => verdicts.get(name) === 'failed').map(({ name }) => name);
  if (notRun.length > 0) say(`\nNot run, and not counted as passed:\n  ${notRun.join('\n  ')}`);
  if (failedSteps.length > 0) say(`\nFailed: ${failedSteps.join(', ')}`);
  const { passed, failed } = sumCounts(all);
  say(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
