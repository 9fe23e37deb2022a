// How the steps start what they need: a tool of the workspace, a task of every package, a script of one package.
import { join } from 'node:path';
import { commandFile, run } from './process.mjs';

/** @typedef {import('./gate.mjs').StepResult} StepResult */

/**
 * @typedef {object} House
 * @property {string} root
 * @property {readonly import('./workspace.mjs').Package[]} packages
 * @property {NodeJS.ProcessEnv} env
 */

/**
 * Starts a command of one of the installed tools at the root.
 *
 * @param {House} house
 * @param {{ name: string, command?: string, from?: string }} tool the package, its command if it is called otherwise, the folder that depends on it
 * @param {readonly string[]} args
 * @returns {Promise<StepResult>}
 */
export async function tool({ root, env }, { name, command = name, from = '.' }, args) {
  const file = commandFile(join(root, from), name, command);
  const { code, output } = await run(process.execPath, [file, ...args], { cwd: root, env });
  return { ok: code === 0, output };
}

/**
 * Runs tasks in every package that has them, as far as their inputs changed.
 *
 * @param {House} house
 * @param {readonly string[]} tasks
 * @param {readonly string[]} [more] options of turbo
 * @returns {Promise<StepResult>}
 */
export function turbo(house, tasks, more = []) {
  const quiet = ['--output-logs=errors-only', '--log-order=grouped', '--no-color'];
  return tool(house, { name: 'turbo' }, ['run', ...tasks, '--concurrency=2', '--continue', ...quiet, ...more]);
}

/**
 * Runs a script of one package, in its folder. The script finds in `ALLOD_CWD` where the person stands: the package manager, which
 * says so in `INIT_CWD`, says it of whoever called it last, and that is us.
 *
 * @param {House} house
 * @param {{ name: string, script: string, args?: readonly string[], live?: boolean }} task `live`: the script has the terminal
 * @returns {Promise<StepResult & { code: number }>} `code`: the exit code of the script; 2 when there is none
 */
export async function packageScript({ root, env, packages }, { name, script, args = [], live = false }) {
  const found = packages.find((candidate) => candidate.name === name);
  if (found?.manifest.scripts?.[script] === undefined) {
    return { ok: false, code: 2, output: `${name} has no script "${script}", and this step cannot run without it.` };
  }
  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.mjs');
  const { code, output } = await run(process.execPath, [pnpm, '--silent', 'run', script, ...args], {
    cwd: join(root, found.dir),
    env: { ...env, ALLOD_CWD: env.INIT_CWD ?? process.cwd() },
    live,
  });
  return { ok: code === 0, code, output };
}
