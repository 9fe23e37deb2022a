// How `npm start` gives the terminal to a program, and takes it back.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** @type {readonly NodeJS.Signals[]} */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Milliseconds between two looks at who started us. */
const lookMs = 250;

/**
 * Runs a Node program that has the terminal until it ends. A signal does not end us meanwhile: it is passed on, and the program decides.
 * Whoever ends npm alone ends the shell between npm and us, and we are not told: so the program gets SIGTERM when who started us is gone.
 *
 * @param {string} file
 * @param {{ args: readonly string[], cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>} exit code; 128 and the number of the signal when one ended it, 127 when it could not be started
 */
export function runInFront(file, { args, cwd, env }) {
  const parent = process.ppid;
  const child = spawn(process.execPath, [file, ...args], { cwd, env, stdio: 'inherit' });
  const listeners = passedOn.map((signal) => ({ signal, pass: () => void child.kill(signal) }));
  for (const { signal, pass } of listeners) process.on(signal, pass);
  const looks = setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, lookMs);
  return new Promise((resolve) => {
    /** @param {number} code */
    const end = (code) => {
      clearInterval(looks);
      for (const { signal, pass } of listeners) process.off(signal, pass);
      resolve(code);
    };
    child.once('error', () => end(127));
    child.once('exit', (code, signal) => end(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));
  });
}
