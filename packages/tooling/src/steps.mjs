// The steps of the gate, in their order. Each says what it checks; how is in the module it calls.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { apiDocFaults } from './api-docs.mjs';
import { apiFaults } from './api-report.mjs';
import { countConformance, countFuzz, countMutants } from './counts.mjs';
import { docFaults, documents } from './doc-runner.mjs';
import { differences, generatedFiles } from './generate/outputs.mjs';
import { layerFaults } from './layers.mjs';
import { installedFaults, publishedFaults } from './published.mjs';
import { secondFaults } from './second.mjs';
import { bundles, sizeFaults } from './size.mjs';
import { browserLegs, hasTests, nodeLegs, runTests } from './test-legs.mjs';
import { packageScript, tool, turbo } from './tools.mjs';
import { readJson } from './workspace.mjs';

/** @typedef {import('./gate.mjs').Step} Step */
/** @typedef {import('./gate.mjs').StepResult} StepResult */
/** @typedef {import('./tools.mjs').House} House */

const build = ['build'];

/** @param {readonly string[]} faults @returns {StepResult} */
const judged = (faults) => ({ ok: faults.length === 0, output: faults.join('\n') });

/** @param {House} house @param {string} file a table of the tools @returns {any} the caller states the shape */
const table = ({ root }, file) => readJson(join(root, 'packages/tooling', file));

/** @param {House} house @returns {Promise<StepResult>} */
async function generated(house) {
  const found = differences(house.root, await generatedFiles(house.root, table(house, 'generate.json')));
  return judged(found.length === 0 ? [] : [...found, 'To mend it: npm run generate']);
}

/** @param {House} house @returns {Promise<StepResult>} type-checks what is not built: the tools, and the tests of every package */
async function types(house) {
  const tested = house.packages.filter(({ dir }) => existsSync(join(house.root, dir, 'test')));
  const ownConfig = tested
    .filter(({ dir }) => dir !== 'packages/tooling')
    .map(({ dir }) => `${dir}/test/tsconfig.json`);
  const projects = ['packages/tooling/tsconfig.json', ...ownConfig];
  const faults = [];
  for (const project of projects) {
    if (!existsSync(join(house.root, project))) {
      faults.push(`${project} is missing, so the types of these tests are not checked`);
      continue;
    }
    const { ok, output } = await tool(house, { name: 'typescript', command: 'tsc' }, [
      '-p',
      project,
      '--noEmit',
      '--pretty',
      'false',
    ]);
    if (!ok) faults.push(output.trim());
  }
  return judged(faults);
}

/** @param {House} house @returns {Promise<StepResult>} */
async function documentation(house) {
  const { fences, faults } = await docFaults(house, documents(house));
  return judged(fences === 0 ? ['no document has a code fence, so nothing was shown'] : faults);
}

/** @param {House} house @returns {Promise<StepResult>} */
const unused = (house) => tool(house, { name: 'knip', from: 'packages/tooling' }, ['--no-progress']);

/** @param {House} house @returns {Promise<StepResult>} */
async function sizes(house) {
  const { doors, nodeDoors } = table(house, 'size.json');
  return judged(sizeFaults(await bundles(house, nodeDoors), doors));
}

/**
 * A script of a package that leaves a report at the root, whose cases are counted.
 *
 * @param {House} house
 * @param {{ script: string, from?: string }} task the script, which is also the name of the report, and the package that has it
 * @param {(report: any) => import('./counts.mjs').Counts} count
 * @returns {Promise<StepResult>}
 */
async function reported(house, { script, from = '@allod/conformance' }, count) {
  const file = join(house.root, 'reports', `${script}.json`);
  rmSync(file, { force: true });
  const result = await turbo(house, [script], [`--filter=${from}`]);
  if (!existsSync(file)) return judged([result.output, `"${script}" left no reports/${script}.json`]);
  return { ...result, counts: count(readJson(file)) };
}

/** @param {House} house @returns {Step[]} what the sources are, before anything of them runs */
function sourceSteps(house) {
  const lint = ['--type-aware', '--deny-warnings', '--report-unused-disable-directives-severity=error'];
  return [
    { name: 'generate', does: 'generated files are what generating gives', run: () => generated(house) },
    { name: 'build', does: 'every package compiles', run: () => turbo(house, build) },
    { name: 'types', does: 'tests and tools are well typed', needs: build, run: () => types(house) },
    {
      name: 'lint',
      does: 'no rule of the house is broken',
      needs: build,
      run: () => tool(house, { name: 'oxlint' }, lint),
    },
    { name: 'format', does: 'every file is formatted', run: () => tool(house, { name: 'oxfmt' }, ['--check']) },
    {
      name: 'layers',
      does: 'imports go down the layers and through doors',
      run: async () => judged(layerFaults(house.root, house.packages, table(house, 'layers.json'))),
    },
  ];
}

/** @param {House} house @returns {Step} */
const browserStep = (house) => ({
  name: 'browser',
  does: 'tests in Chromium',
  needs: build,
  system: ['chromium'],
  run: () => runTests(house, browserLegs),
});

/** @param {House} house @returns {Step} */
const secondStep = (house) => ({
  name: 'second',
  does: 'a second implementation agrees',
  needs: build,
  system: ['python3-cryptography'],
  run: async () => judged(await secondFaults(house)),
});

/** @param {House} house @returns {Step} */
const fuzzStep = (house) => ({
  name: 'fuzz',
  does: 'every decoder stands a million hostile inputs',
  needs: build,
  run: () => reported(house, { script: 'fuzz', from: '@allod/fuzz' }, countFuzz),
});

/** @param {House} house @returns {Step[]} what the sources do */
function behaviourSteps(house) {
  return [
    {
      name: 'tests',
      does: 'unit tests and properties, on this Node and on Node 24',
      needs: build,
      run: () => runTests(house, nodeLegs),
    },
    ...(hasTests(house, browserLegs) ? [browserStep(house)] : []),
    fuzzStep(house),
    {
      name: 'vectors',
      does: 'vectors regenerate byte for byte',
      needs: build,
      run: () => turbo(house, ['check'], ['--filter=@allod/vectors']),
    },
    {
      name: 'conformance',
      does: 'the reference implementation passes its cases',
      needs: build,
      run: () => reported(house, { script: 'conformance' }, countConformance),
    },
    secondStep(house),
    {
      name: 'mutants',
      does: 'every faulty model is caught',
      needs: build,
      run: () => reported(house, { script: 'mutants' }, countMutants),
    },
    {
      name: 'coverage',
      does: 'every MUST has evidence',
      needs: build,
      run: () => packageScript(house, { name: '@allod/conformance', script: 'coverage' }),
    },
  ];
}

/** @param {House} house @returns {Step[]} what people get and read */
function productSteps(house) {
  return [
    {
      name: 'documents',
      does: 'every code fence does what it promises',
      needs: build,
      run: () => documentation(house),
    },
    { name: 'unused', does: 'no file, export or dependency is unused', needs: build, run: () => unused(house) },
    {
      name: 'published',
      does: 'packed packages are what they promise',
      needs: build,
      run: async () => judged(await publishedFaults(house)),
    },
    {
      name: 'installed',
      does: 'packed packages work in an empty project',
      needs: build,
      run: async () => judged(await installedFaults(house)),
    },
    {
      name: 'api',
      does: 'the public surface is the committed one',
      needs: build,
      run: async () => judged(apiFaults(house, { write: false })),
    },
    { name: 'size', does: 'each door is within its budget', needs: build, run: () => sizes(house) },
    {
      name: 'api-docs',
      does: 'every public name is documented',
      needs: build,
      run: async () => judged(await apiDocFaults(house)),
    },
  ];
}

/**
 * @param {House} house
 * @returns {Step[]}
 */
export const gateSteps = (house) => [...sourceSteps(house), ...behaviourSteps(house), ...productSteps(house)];
