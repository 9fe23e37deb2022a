// Whether a packed package is what its manifest promises: files, doors, types.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { playDocuments } from './doc-runner.mjs';
import { doorsOf, publishedPackages } from './doors.mjs';
import { commandFile, run } from './process.mjs';

/**
 * @param {{ root: string, packages: readonly import('./workspace.mjs').Package[], env: NodeJS.ProcessEnv }} house
 * @returns {Promise<string[]>} one sentence per fault
 */
export async function publishedFaults({ root, packages, env }) {
  const published = publishedPackages(packages);
  if (published.length === 0) return ['no package says which files it ships, so nothing was checked'];
  /** @type {string[]} */
  const faults = [];
  for (const each of published) {
    if (!existsSync(join(root, each.dir, 'README.md'))) faults.push(`${each.dir}/README.md is missing`);
    const { messages, pkg } = await publint({ pkgDir: join(root, each.dir), strict: true, pack: 'pnpm' });
    for (const message of messages)
      faults.push(`${each.name}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
    if (doorsOf(each).length > 0) faults.push(...(await typeFaults({ root, env, each })));
  }
  return faults;
}

/**
 * @param {{ root: string, env: NodeJS.ProcessEnv, each: import('./workspace.mjs').Package }} place
 * @returns {Promise<string[]>}
 */
async function typeFaults({ root, env, each }) {
  const attw = commandFile(join(root, 'packages/tooling'), '@arethetypeswrong/cli', 'attw');
  const args = [
    attw,
    '--pack',
    join(root, each.dir),
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--no-emoji',
    '--no-color',
    '--format',
    'ascii',
  ];
  const { code, output } = await run(process.execPath, args, { cwd: root, env });
  return code === 0 ? [] : [`${each.name}:\n${output.trim()}`];
}

/**
 * Packs the published packages into a folder.
 *
 * @param {import('./tools.mjs').House} house
 * @param {string} folder
 * @returns {Promise<string[]>} the names of the tarballs
 */
async function pack({ root, packages, env }, folder) {
  const pnpm = join(root, 'node_modules/pnpm/bin/pnpm.mjs');
  for (const { name, dir } of publishedPackages(packages)) {
    const { code, output } = await run(process.execPath, [pnpm, 'pack', '--pack-destination', folder], {
      cwd: join(root, dir),
      env,
    });
    if (code !== 0) throw new Error(`${name} cannot be packed:\n${output.trim()}`);
  }
  return readdirSync(folder).filter((file) => file.endsWith('.tgz'));
}

/**
 * Packs the published packages, installs them with npm into an empty project, and runs what their README files show there.
 *
 * @param {import('./tools.mjs').House} house
 * @returns {Promise<string[]>} one sentence per fault
 */
export async function installedFaults(house) {
  const { root, env, packages } = house;
  const folder = mkdtempSync(join(tmpdir(), 'allod-installed-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    const tarballs = (await pack(house, folder)).map((file) => `./${file}`);
    const { program, args, shell } = npmCommand();
    const quiet = ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
    const installed = await run(program, [...args, ...quiet, ...tarballs], { cwd: folder, env, shell });
    if (installed.code !== 0) return [`the packed packages cannot be installed:\n${installed.output.trim()}`];
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'), 'junction');
    const path = `${join(folder, 'node_modules/.bin')}${delimiter}${env.PATH ?? ''}`;
    const readmes = publishedPackages(packages).map(({ dir }) => `${dir}/README.md`);
    const present = readmes.filter((file) => existsSync(join(root, file)));
    const { fences, faults } = await playDocuments(
      { house, folder, env: { ...env, PATH: path, HOME: folder } },
      present,
    );
    return fences === 0 ? ['no README of a published package shows an example'] : faults;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {{ program: string, args: string[], shell: boolean }} npm: the one that started us, else the one on the path */
function npmCommand() {
  const own = process.env.npm_execpath;
  if (own?.endsWith('npm-cli.js') === true) return { program: process.execPath, args: [own], shell: false };
  const beside = join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
  if (existsSync(beside)) return { program: process.execPath, args: [beside], shell: false };
  const windows = process.platform === 'win32';
  return { program: windows ? 'npm.cmd' : 'npm', args: [], shell: windows };
}
