// The commands behind `npm start`, `npm test` and the others. Runs after the bootstrap; may use what was installed.
import { parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiFaults } from './api-report.mjs';
import { differences, generatedFiles, writeOutputs } from './generate/outputs.mjs';
import { runGate, selectSteps } from './gate.mjs';
import { runInFront } from './start.mjs';
import { gateSteps } from './steps.mjs';
import { bundles, sizeFaults, sizeReport } from './size.mjs';
import { provide, thisMachine } from './system-packages.mjs';
import { packageScript, turbo } from './tools.mjs';
import { readJson, readWorkspace } from './workspace.mjs';

/** @typedef {import('./tools.mjs').House} House */
/** @typedef {{ house: House, args: string[], say: (line: string) => void }} Call */

/**
 * @param {House} house
 * @param {(line: string) => void} say
 * @param {readonly string[]} [more] options of turbo
 * @returns {Promise<boolean>}
 */
async function build(house, say, more = []) {
  const { ok, output } = await turbo(house, ['build'], more);
  if (!ok) say(`${output}\nThe build failed. To repeat it: npm run build`);
  return ok;
}

/**
 * Builds, then hands the terminal to a script of a package, and gives its exit code as it is; 2 when the build failed, as of a
 * script that could not do its work.
 *
 * @param {string} name package
 * @param {string} script
 * @returns {(call: Call) => Promise<number>}
 */
const delegate =
  (name, script) =>
  async ({ house, args, say }) => {
    if (!(await build(house, say))) return 2;
    const { code, output } = await packageScript(house, { name, script, args, live: true });
    if (output !== '') say(output);
    return code;
  };

/** @param {Call} call */
async function test({ house, args, say }) {
  const { values } = parseArgs({ args, options: { only: { type: 'string', multiple: true } } });
  const steps = selectSteps(gateSteps(house), values.only ?? []);
  const machine = thisMachine(house.env, house.root);
  const strict = ['1', 'true'].includes(house.env.CI ?? '');
  return runGate(steps, {
    say,
    strict,
    clock: () => performance.now(),
    provide: (names) => provide(names, { machine, say }),
  });
}

/** @param {Call} call writes the generated files, or with `--check` says how those on disk differ */
async function generate({ house: { root }, args, say }) {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean' } } });
  const outputs = await generatedFiles(root, readJson(join(root, 'packages/tooling/generate.json')));
  if (values.check !== true) writeOutputs(root, outputs);
  const found = differences(root, outputs);
  for (const difference of found) say(difference);
  return found.length === 0 ? 0 : 1;
}

/** @param {Call} call writes the public surface of every door to the packages' api folders */
async function api({ house, say }) {
  if (!(await build(house, say))) return 1;
  const faults = apiFaults(house, { write: true });
  for (const fault of faults) say(fault);
  return faults.length === 0 ? 0 : 1;
}

/** @param {Call} call */
async function size({ house, say }) {
  if (!(await build(house, say))) return 1;
  const { doors: rows, nodeDoors } = readJson(join(house.root, 'packages/tooling/size.json'));
  const found = await bundles(house, nodeDoors);
  mkdirSync(join(house.root, 'reports'), { recursive: true });
  writeFileSync(join(house.root, 'reports/size.json'), `${JSON.stringify(sizeReport(found, rows), undefined, 2)}\n`);
  for (const { door, bytes } of found) say(`${door.padEnd(24)} ${String(bytes).padStart(7)} bytes after gzip`);
  const faults = sizeFaults(found, rows);
  for (const fault of faults) say(fault);
  return faults.length === 0 ? 0 : 1;
}

/** @param {Call} call tells the story of two devices and a relay; the program has the terminal until it ends */
async function start({ house, args, say }) {
  say('Building what changed');
  if (!(await build(house, say, ['--filter=@allod/first-light']))) return 1;
  const program = join(house.root, 'apps/first-light/dist/bin.js');
  return runInFront(program, { args, cwd: house.root, env: house.env });
}

/** @type {Record<string, (call: Call) => Promise<number>>} */
const commands = {
  test,
  start,
  generate,
  api,
  size,
  build: async ({ house, say }) => ((await build(house, say)) ? 0 : 1),
  conformance: delegate('@allod/conformance', 'conformance'),
  mutants: delegate('@allod/conformance', 'mutants'),
  mutate: delegate('@allod/mutate', 'mutate'),
  coverage: delegate('@allod/conformance', 'coverage'),
  bench: delegate('@allod/bench', 'bench'),
  fuzz: delegate('@allod/fuzz', 'fuzz'),
  soak: delegate('@allod/conformance', 'soak'),
};

/**
 * @param {string} command
 * @param {{ root: string, args: string[], env: NodeJS.ProcessEnv, say: (line: string) => void }} context
 * @returns {Promise<number>} exit code
 */
export async function main(command, { root, args, env, say }) {
  const action = commands[command];
  if (action === undefined) {
    say(`There is no command "${command}". The commands are: ${Object.keys(commands).join(', ')}`);
    return 2;
  }
  return action({ house: { root, env, packages: readWorkspace(root) }, args, say });
}
