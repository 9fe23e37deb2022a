// The tests of every package, on every platform they run on: each platform is a leg.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countTests } from './counts.mjs';
import { turbo } from './tools.mjs';
import { readJson } from './workspace.mjs';

/** @typedef {import('./tools.mjs').House} House */
/** @typedef {import('./workspace.mjs').Package} Package */
/**
 * @typedef {object} Leg
 * @property {string} leg
 * @property {string} script of a package
 * @property {string} report what the script leaves in the package
 * @property {ReadonlySet<string>} [without] names of the packages that do not run it
 */

/**
 * The packages with which we make and judge the others. Nobody installs them and nothing that people run has them, so the Node of the
 * machine, on which the gate runs them, is the one that they have to work on.
 */
export const workshop = new Set([
  '@allod/bench',
  '@allod/conformance-model',
  '@allod/fuzz',
  '@allod/mutate',
  '@allod/tooling',
  '@allod/vectors',
]);

/** Every package that has tests runs all of these, but for those that a leg does without. @type {readonly Leg[]} */
export const nodeLegs = [
  { leg: 'node', script: 'test', report: 'reports/test.json' },
  { leg: 'node24', script: 'test:node24', report: 'reports/test.node24.json', without: workshop },
];

/** Only packages with files `*.browser.test.ts` run this one. @type {readonly Leg[]} */
export const browserLegs = [{ leg: 'browser', script: 'test:browser', report: 'reports/test.browser.json' }];

/** @param {House} house @param {readonly Leg[]} legs */
const withTests = ({ packages }, legs) =>
  packages.filter(({ manifest }) => legs.some(({ script }) => manifest.scripts?.[script] !== undefined));

/**
 * @param {House} house
 * @param {readonly Leg[]} legs
 * @returns {boolean} whether any package runs one of these legs
 */
export const hasTests = (house, legs) => withTests(house, legs).length > 0;

/**
 * @param {Package} each
 * @param {readonly Leg[]} legs those that it does without
 * @returns {string[]} why that is wrong; nothing when it is not
 */
function absenceFaults({ dir, manifest }, legs) {
  const wrong = legs
    .filter(({ script }) => manifest.scripts?.[script] !== undefined)
    .map(({ script }) => `has a script "${script}"`);
  if (legs.length > 0 && manifest.files !== undefined) wrong.push('is published');
  if (legs.length > 0 && dir.startsWith('apps/')) wrong.push('is an app');
  return wrong.map((each) => `${dir}: is of the workshop, but ${each}`);
}

/**
 * @param {House} house
 * @param {Package} each
 * @param {Leg} leg
 * @returns {{ dir: string, leg: string, file: string, fault: string }} where the report of the leg will be, and what it means when it is not
 */
function expectation({ root }, { dir, manifest }, { leg, script, report }) {
  const declared = manifest.scripts?.[script] !== undefined;
  const fault = declared ? `"${script}" left no report of its cases` : `has tests, but no script "${script}"`;
  return { dir, leg, file: join(root, dir, report), fault: `${dir}: ${fault}` };
}

/**
 * Runs the legs in every package that has one of them, and counts the cases. A package must have all or none of them, but for the legs
 * that do without it: it must not have those, and must not be what people get.
 *
 * @param {House} house
 * @param {readonly Leg[]} legs
 * @returns {Promise<import('./gate.mjs').StepResult>}
 */
export async function runTests(house, legs) {
  const tested = withTests(house, legs);
  /** @param {Package} each @param {Leg} leg */
  const without = (each, leg) => leg.without?.has(each.name) ?? false;
  const wrong = tested.flatMap((each) =>
    absenceFaults(
      each,
      legs.filter((leg) => without(each, leg)),
    ),
  );
  const expected = tested.flatMap((each) =>
    legs.filter((leg) => !without(each, leg)).map((leg) => expectation(house, each, leg)),
  );
  if (expected.length === 0) return { ok: false, output: 'no package has tests' };
  // A report of an earlier run must not be counted for this one; turbo brings back those of unchanged inputs.
  for (const { file } of expected) rmSync(file, { force: true });
  const scripts = legs.map(({ script }) => script);
  const { ok, output } = await turbo(house, scripts);
  const present = expected.filter(({ file }) => existsSync(file));
  const absent = expected.filter((each) => !present.includes(each)).map(({ fault }) => fault);
  const counts = countTests(present.map(({ dir, leg, file }) => ({ dir, leg, report: readJson(file) })));
  return {
    ok: ok && wrong.length === 0 && absent.length === 0,
    output: [output.trimEnd(), ...wrong, ...absent, ...counts.failures].join('\n'),
    counts,
  };
}
