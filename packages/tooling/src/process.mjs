// One way to start another program: arguments as a list, output kept, nothing printed unless asked.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when the program could not be started, 128 when a signal ended it
 * @property {string} output standard output and standard error in the order they arrived
 */

/**
 * @typedef {object} RunOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [live] let the program write straight to our terminal; `output` is then empty
 * @property {boolean} [shell] only for `.cmd` files on Windows
 */

/**
 * Runs a program to its end. Never rejects: a program that cannot be started is an outcome too.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { cwd, env = process.env, live = false, shell = false }) {
  return new Promise((settle) => {
    const child = spawn(program, [...args], { cwd, env, shell, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on('data', (chunk) => chunks.push(chunk));
    child.stderr?.on('data', (chunk) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString('utf8');
    child.on('error', (error) => settle({ code: 127, output: `${output()}${program}: ${error.message}\n` }));
    child.on('close', (code) => settle({ code: code ?? 128, output: output() }));
  });
}

/**
 * The nearest folder, upwards, whose node_modules holds a package: where Node itself would find it.
 *
 * @param {string} from
 * @param {string} name package
 * @returns {string}
 */
export function holderOf(from, name) {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'node_modules', name, 'package.json'))) return folder;
    if (dirname(folder) === folder) throw new RangeError(`the package ${name} is not installed for ${from}`);
  }
}

/**
 * The file that a package's command starts, so that it runs with our own Node on every system, without a shell.
 *
 * @param {string} from folder whose node_modules holds the package
 * @param {string} name package
 * @param {string} [command] name of the command when the package has several
 * @returns {string} absolute path
 */
export function commandFile(from, name, command = name) {
  const folder = join(from, 'node_modules', name);
  /** @type {{ bin?: string | Record<string, string> }} */
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin?.[command];
  if (file === undefined) throw new TypeError(`the package ${name} has no command ${command}`);
  return resolve(folder, file);
}
