// The tests of every package, on every platform they run on: each platform is a leg.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countTests } from './counts.mjs';
import { turbo } from './tools.mjs';
import { readJson } from './workspace.mjs';

/** @typedef {import('./tools.mjs').House} House */
/** @typedef {{ leg: string, script: string, report: string }} Leg the script of a package, and the report it leaves in the package */

/** Every package that has tests runs all of these. @type {readonly Leg[]} */
export const nodeLegs = [
  { leg: 'node', script: 'test', report: 'reports/test.json' },
  { leg: 'node24', script: 'test:node24', report: 'reports/test.node24.json' },
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
 * Runs the legs in every package that has one of them, and counts the cases. A package must have all or none of them.
 *
 * @param {House} house
 * @param {readonly Leg[]} legs
 * @returns {Promise<import('./gate.mjs').StepResult>}
 */
export async function runTests(house, legs) {
  const expected = withTests(house, legs).flatMap(({ dir, manifest }) =>
    legs.map(({ leg, script, report }) => {
      const declared = manifest.scripts?.[script] !== undefined;
      const fault = declared ? `"${script}" left no report of its cases` : `has tests, but no script "${script}"`;
      return { dir, leg, file: join(house.root, dir, report), fault: `${dir}: ${fault}` };
    }),
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
    ok: ok && absent.length === 0,
    output: [output.trimEnd(), ...absent, ...counts.failures].join('\n'),
    counts,
  };
}
