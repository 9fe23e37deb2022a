// Programs that npm cannot bring: what needs them, how to find them, how to get them.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './process.mjs';

/**
 * @typedef {object} SystemPackage
 * @property {string} name
 * @property {string} debian package of Debian and its descendants
 * @property {string} purpose what does not run without it
 * @property {string} elsewhere how to get it on other systems
 * @property {(machine: Machine) => Promise<boolean>} isPresent
 */

/**
 * @typedef {object} Machine
 * @property {NodeJS.ProcessEnv} env
 * @property {(program: string) => string | undefined} which absolute path of a program, if there is one
 * @property {(program: string, args: string[]) => Promise<{ code: number, output: string }>} run
 * @property {boolean} isRoot
 * @property {boolean} isDebian
 */

/** @type {readonly SystemPackage[]} */
export const systemPackages = [
  {
    name: 'chromium',
    debian: 'chromium',
    purpose: 'the tests in a browser',
    elsewhere: 'Install Chromium or Chrome and set CHROMIUM to the path of its program.',
    isPresent: async ({ env, which }) => findChromium(env, which) !== undefined,
  },
  {
    name: 'python3-cryptography',
    debian: 'python3-cryptography',
    purpose: 'the second implementation, which votes on every vector',
    elsewhere: 'Install Python 3.11 or newer and its package "cryptography".',
    isPresent: async (machine) => (await findPython(machine)) !== undefined,
  },
];

/**
 * The Chromium to test with: the one that CHROMIUM names, else the first one on the path.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {(program: string) => string | undefined} which
 * @returns {string | undefined}
 */
export function findChromium(env, which) {
  if (env.CHROMIUM !== undefined) return existsSync(env.CHROMIUM) ? env.CHROMIUM : undefined;
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  const onPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
    .map(which)
    .find((path) => path !== undefined);
  return onPath ?? (existsSync(mac) ? mac : undefined);
}

/**
 * A Python with the library for cryptography: the first on the path, else the one of the system, for which Debian's package is.
 *
 * @param {Pick<Machine, 'run'>} machine
 * @returns {Promise<string | undefined>}
 */
export async function findPython({ run: start }) {
  for (const program of ['python3', '/usr/bin/python3']) {
    const { code } = await start(program, ['-c', 'import cryptography.hazmat.primitives.asymmetric.ed25519']);
    if (code === 0) return program;
  }
  return undefined;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {string} cwd
 * @returns {Machine} the machine we run on
 */
export function thisMachine(env, cwd) {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return {
    env,
    which: (program) => folders.map((folder) => join(folder, program)).find((path) => existsSync(path)),
    run: (program, args) => run(program, args, { cwd, env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } }),
    isRoot: process.getuid?.() === 0,
    isDebian: existsSync('/etc/debian_version'),
  };
}

/**
 * @typedef {object} Provision
 * @property {readonly string[]} missing names of what is still not there
 * @property {string} words what is missing and how to get it, one line each; empty when nothing is
 */

/**
 * Makes the named system packages available, or says in plain words which are not.
 * They are installed only on Debian, only as root, only after they were named, and never when `ALLOD_SYSTEM=no`.
 *
 * @param {readonly string[]} names
 * @param {{ machine: Machine, say: (line: string) => void, table?: readonly SystemPackage[] }} context
 * @returns {Promise<Provision>}
 */
export async function provide(names, { machine, say, table = systemPackages }) {
  const wanted = names.map((name) => {
    const row = table.find((candidate) => candidate.name === name);
    if (row === undefined) throw new TypeError(`no system package is called ${name}`);
    return row;
  });
  let missing = await absent(wanted, machine);
  if (missing.length === 0) return { missing: [], words: '' };
  let failure = '';
  if (machine.isDebian && machine.isRoot && machine.env.ALLOD_SYSTEM !== 'no') {
    failure = await installDebian(missing, { machine, say });
    missing = await absent(missing, machine);
  }
  return {
    missing: missing.map(({ name }) => name),
    words: [...missing.map((row) => wordsFor(row, machine)), failure].join('\n').trim(),
  };
}

/** @param {readonly SystemPackage[]} rows @param {Machine} machine */
async function absent(rows, machine) {
  const present = await Promise.all(rows.map((row) => row.isPresent(machine)));
  return rows.filter((_, index) => !present[index]);
}

/**
 * @param {readonly SystemPackage[]} rows
 * @param {{ machine: Machine, say: (line: string) => void }} context
 * @returns {Promise<string>} what the failing command printed, or nothing
 */
async function installDebian(rows, { machine, say }) {
  const packages = rows.map(({ debian }) => debian);
  say(`Installing system packages with apt-get: ${packages.join(', ')} (ALLOD_SYSTEM=no prevents this)`);
  const update = await machine.run('apt-get', ['update', '-q']);
  if (update.code !== 0) return update.output;
  const install = await machine.run('apt-get', ['install', '-y', '--no-install-recommends', ...packages]);
  return install.code === 0 ? '' : install.output;
}

/** @param {SystemPackage} row @param {Machine} machine */
function wordsFor(row, { isDebian, env }) {
  const refused = env.ALLOD_SYSTEM === 'no' ? ' It was not installed because ALLOD_SYSTEM=no.' : '';
  const how = isDebian ? `As root: apt-get install --no-install-recommends ${row.debian}` : row.elsewhere;
  return `${row.name} is missing, and ${row.purpose} cannot run without it.${refused} ${how}`;
}
