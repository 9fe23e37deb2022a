// The steps of the gate, in their order. Each says what it checks; how is in the module it calls.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { apiDocFaults } from './api-docs.mjs';
import { apiFaults } from './api-report.mjs';
import { countConformance, countMutants, countTests } from './counts.mjs';
import { docFaults, documents } from './doc-runner.mjs';
import { differences, generatedFiles } from './generate/outputs.mjs';
import { layerFaults } from './layers.mjs';
import { publishedFaults } from './published.mjs';
import { bundles, sizeFaults } from './size.mjs';
import { commandFile, run } from './process.mjs';
import { readJson } from './workspace.mjs';

/** @typedef {import('./gate.mjs').Step} Step */
/** @typedef {import('./gate.mjs').StepResult} StepResult */
/** @typedef {import('./workspace.mjs').Package} Package */

/**
 * @typedef {object} House
 * @property {string} root
 * @property {readonly Package[]} packages
 * @property {NodeJS.ProcessEnv} env
 */

/** Legs of the tests: the script that runs them and the report that it leaves in the package. */
const legs = [
  { leg: 'node', script: 'test', report: 'reports/test.json' },
  { leg: 'node24', script: 'test:node24', report: 'reports/test.node24.json' },
];
const browserLeg = { leg: 'browser', script: 'test:browser', report: 'reports/test.browser.json' };

/**
 * Starts a command of one of the root's tools.
 *
 * @param {House} house
 * @param {string} tool name of the package
 * @param {readonly string[]} args
 * @returns {Promise<StepResult>}
 */
async function tool({ root, env }, tool, args) {
  const { code, output } = await run(process.execPath, [commandFile(root, tool), ...args], { cwd: root, env });
  return { ok: code === 0, output };
}

/** @param {House} house @param {readonly string[]} tasks @param {readonly string[]} [args] */
export const turbo = (house, tasks, args = []) =>
  tool(house, 'turbo', [
    'run',
    ...tasks,
    '--concurrency=2',
    '--continue',
    '--output-logs=errors-only',
    '--log-order=grouped',
    ...args,
  ]);

/**
 * Runs a script of one workspace package.
 *
 * @param {House} house
 * @param {string} name package
 * @param {string} script
 * @param {readonly string[]} [args]
 * @param {{ live?: boolean }} [options]
 * @returns {Promise<StepResult>}
 */
export async function packageScript({ root, env, packages }, name, script, args = [], { live = false } = {}) {
  const found = packages.find((candidate) => candidate.name === name);
  if (found?.manifest.scripts?.[script] === undefined) {
    return { ok: false, output: `${name} has no script "${script}", and this step cannot run without it.` };
  }
  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.mjs');
  const { code, output } = await run(process.execPath, [pnpm, '--silent', 'run', script, ...args], {
    cwd: join(root, found.dir),
    env,
    live,
  });
  return { ok: code === 0, output };
}

/** @param {House} house @param {readonly typeof browserLeg[]} wanted @returns {Promise<StepResult>} */
async function tests(house, wanted) {
  const tested = house.packages.filter(({ manifest }) =>
    wanted.some(({ script }) => manifest.scripts?.[script] !== undefined),
  );
  const reports = tested.flatMap(({ dir, manifest }) =>
    wanted.map((leg) => ({
      ...leg,
      dir,
      file: join(house.root, dir, leg.report),
      declared: manifest.scripts?.[leg.script] !== undefined,
    })),
  );
  // A report of an earlier run must not be counted for this one; turbo brings back those of unchanged inputs.
  for (const { file } of reports) rmSync(file, { force: true });
  const { ok, output } = await turbo(
    house,
    wanted.map(({ script }) => script),
  );
  const absent = reports.filter(({ file }) => !existsSync(file));
  const words = absent.map(({ dir, script, declared }) =>
    declared ? `${dir}: "${script}" left no report of its cases` : `${dir}: has tests, but no script "${script}"`,
  );
  const counts = countTests(
    reports.filter(({ file }) => existsSync(file)).map(({ dir, leg, file }) => ({ dir, leg, report: readJson(file) })),
  );
  const noTests = tested.length === 0 ? ['no package has tests'] : [];
  return {
    ok: ok && words.length === 0 && noTests.length === 0,
    output: [output.trimEnd(), ...noTests, ...words, ...counts.failures].join('\n'),
    counts,
  };
}

/**
 * A script that leaves a report at the root, whose cases are counted.
 *
 * @param {House} house
 * @param {{ name: string, script: string, report: string, count: (report: any) => import('./counts.mjs').Counts }} part
 * @returns {Promise<StepResult>}
 */
async function reported(house, { name, script, report, count }) {
  const file = join(house.root, 'reports', report);
  rmSync(file, { force: true });
  const result = await packageScript(house, name, script);
  if (!existsSync(file))
    return { ok: false, output: `${result.output}\n${name}: "${script}" left no reports/${report}` };
  return { ...result, counts: count(readJson(file)) };
}

/** @param {House} house @returns {Promise<StepResult>} type-checks every folder that has a tsconfig of its own and is not built */
async function types(house) {
  const projects = house.packages
    .flatMap(({ dir }) => [`${dir}/test/tsconfig.json`])
    .filter((file) => existsSync(join(house.root, file)));
  const results = [];
  for (const project of ['packages/tooling/tsconfig.json', ...projects])
    results.push(await tool(house, 'typescript', ['-p', project, '--noEmit', '--pretty', 'false']));
  const bare = house.packages.filter(
    ({ dir }) => existsSync(join(house.root, dir, 'test')) && !existsSync(join(house.root, dir, 'test/tsconfig.json')),
  );
  const words = bare
    .filter(({ dir }) => dir !== 'packages/tooling')
    .map(({ dir }) => `${dir}/test has no tsconfig.json, so its types are not checked`);
  return {
    ok: results.every(({ ok }) => ok) && words.length === 0,
    output: [...results.map(({ output }) => output.trim()), ...words].filter((text) => text !== '').join('\n'),
  };
}

/** @param {House} house @returns {StepResult} */
function layers({ root, packages }) {
  return judged(layerFaults(root, packages, readJson(join(root, 'packages/tooling/layers.json'))));
}

/** @param {House} house @returns {Promise<StepResult>} */
async function generated({ root }) {
  const found = differences(root, await generatedFiles(root, readJson(join(root, 'packages/tooling/generate.json'))));
  return { ok: found.length === 0, output: [...found, 'To mend it: npm run generate'].join('\n') };
}

/** @param {readonly string[]} faults @returns {StepResult} */
const judged = (faults) => ({ ok: faults.length === 0, output: faults.join('\n') });

/** @param {House} house @returns {Promise<StepResult>} */
async function documentation(house) {
  const { fences, faults } = await docFaults(house, documents(house));
  return judged(fences === 0 ? ['no document has a code fence, so nothing was shown'] : faults);
}

/** @param {House} house @returns {Promise<StepResult>} */
async function sizes(house) {
  return judged(sizeFaults(await bundles(house), readJson(join(house.root, 'packages/tooling/size.json')).doors));
}

/** @param {House} house @returns {Promise<StepResult>} */
async function unused({ root, env }) {
  const knip = commandFile(join(root, 'packages/tooling'), 'knip');
  const { code, output } = await run(process.execPath, [knip, '--config', 'knip.json', '--no-progress'], {
    cwd: root,
    env,
  });
  return { ok: code === 0, output };
}

/**
 * @param {House} house
 * @returns {Step[]}
 */
export function gateSteps(house) {
  return [
    { name: 'generate', does: 'generated files are what generating gives', run: () => generated(house) },
    { name: 'build', does: 'every package compiles', run: () => turbo(house, ['build']) },
    { name: 'types', does: 'tests and tools are well typed', needs: ['build'], run: () => types(house) },
    {
      name: 'lint',
      does: 'no rule of the house is broken',
      needs: ['build'],
      run: () => tool(house, 'oxlint', ['--type-aware', '--deny-warnings', '--quiet']),
    },
    { name: 'format', does: 'every file is formatted', run: () => tool(house, 'oxfmt', ['--check']) },
    { name: 'layers', does: 'imports go down the layers and through doors', run: async () => layers(house) },
    {
      name: 'tests',
      does: 'unit tests and properties, on this Node and on Node 24',
      needs: ['build'],
      run: () => tests(house, legs),
    },
    {
      name: 'vectors',
      does: 'vectors regenerate byte for byte',
      needs: ['build'],
      run: () => packageScript(house, '@allod/vectors', 'check'),
    },
    {
      name: 'conformance',
      does: 'the reference implementation passes its cases',
      needs: ['build'],
      run: () =>
        reported(house, {
          name: '@allod/conformance',
          script: 'conformance',
          report: 'conformance.json',
          count: countConformance,
        }),
    },
    {
      name: 'mutants',
      does: 'every faulty model is caught',
      needs: ['build'],
      run: () =>
        reported(house, { name: '@allod/conformance', script: 'mutants', report: 'mutants.json', count: countMutants }),
    },
    {
      name: 'coverage',
      does: 'every MUST has evidence',
      needs: ['build'],
      run: () => packageScript(house, '@allod/conformance', 'coverage'),
    },
    {
      name: 'documents',
      does: 'every code fence does what it promises',
      needs: ['build'],
      run: () => documentation(house),
    },
    { name: 'unused', does: 'no file, export or dependency is unused', needs: ['build'], run: () => unused(house) },
    {
      name: 'published',
      does: 'packed packages are what they promise',
      needs: ['build'],
      run: async () => judged(await publishedFaults(house)),
    },
    {
      name: 'api',
      does: 'the public surface is the committed one (npm run api writes it)',
      needs: ['build'],
      run: async () => judged(apiFaults(house, { write: false })),
    },
    { name: 'size', does: 'each door is within its budget', needs: ['build'], run: () => sizes(house) },
    {
      name: 'api-docs',
      does: 'every public name is documented',
      needs: ['build'],
      run: async () => judged(await apiDocFaults(house)),
    },
  ];
}
