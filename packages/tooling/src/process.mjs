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
 * @property {boolean} [sweep] what the program leaves behind when it ends, or when a signal ends us, is killed and not waited for; not on Windows, which has no groups of processes
 */

/** The signals by which a person or a system ends us. */
const endings = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program to its end, and without `sweep` to that of all that it started and that writes where it does. Never rejects: a program
 * that cannot be started is an outcome too.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<Outcome>}
 */
export function run(program, args, { cwd, env = process.env, live = false, shell = false, sweep = false }) {
  const detached = sweep && process.platform !== 'win32';
  return new Promise((settle) => {
    const child = spawn(program, [...args], {
      cwd,
      env,
      shell,
      detached,
      stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    const release = detached ? endWithUs(child) : () => undefined;
    const pipes = [child.stdout, child.stderr].filter((pipe) => pipe !== null);
    /** @type {Buffer[]} */
    const chunks = [];
    for (const pipe of pipes) pipe.on('data', (chunk) => chunks.push(chunk));
    const output = () => Buffer.concat(chunks).toString('utf8');
    child.on('error', (error) => {
      release();
      settle({ code: 127, output: `${output()}${program}: ${error.message}\n` });
    });
    child.on(detached ? 'exit' : 'close', (code) => {
      release();
      const over = () => settle({ code: code ?? 128, output: output() });
      if (detached) void drain(pipes, chunks).then(over);
      else over();
    });
  });
}

/**
 * Kills the group of a program when we end by a signal: of a group that is not ours the terminal does not tell.
 *
 * @param {import('node:child_process').ChildProcess} child first of its group
 * @returns {() => void} to be called when the program has ended: kills what is left of its group
 */
function endWithUs({ pid }) {
  if (pid === undefined) return () => undefined;
  const release = () => {
    for (const signal of endings) process.off(signal, end);
    killGroup(pid);
  };
  /** @param {NodeJS.Signals} signal */
  const end = (signal) => {
    release();
    process.kill(process.pid, signal);
  };
  for (const signal of endings) process.on(signal, end);
  return release;
}

/** @param {number} group */
function killGroup(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}

/**
 * Waits for what a program wrote before it ended. All of that lies in the pipes by then, and each turn of the event loop reads what lies
 * there: two turns that bring nothing say that nothing is left. The end of the pipes would not do, for others may hold them.
 *
 * @param {readonly import('node:stream').Readable[]} pipes
 * @param {readonly Buffer[]} chunks what they have given so far
 */
async function drain(pipes, chunks) {
  for (let idle = 0; idle < 2;) {
    const before = chunks.length;
    await new Promise((turn) => setImmediate(turn));
    idle = chunks.length === before ? idle + 1 : 0;
  }
  for (const pipe of pipes) pipe.destroy();
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
