// Brings node_modules to the state that the lockfile names, with the pinned pnpm, and changes nothing outside the checkout.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './process.mjs';
import { readJson, readWorkspace } from './workspace.mjs';

/** Where the last install left its stamp. Removing node_modules removes the stamp with it. */
const stampFile = 'node_modules/.allod-install';

/**
 * The version of pnpm that the root manifest pins.
 *
 * @param {string | undefined} packageManager value of `packageManager`, e.g. `pnpm@12.21.0`
 * @returns {string}
 */
export function pinnedPnpm(packageManager) {
  const version = /^pnpm@(\d+\.\d+\.\d+)$/.exec(packageManager ?? '')?.[1];
  if (version === undefined) throw new Error('package.json: `packageManager` does not pin pnpm to an exact version');
  return version;
}

/**
 * One digest over everything that decides what an install yields.
 *
 * @param {string} root
 * @param {{ platform: string, nodeVersion: string }} machine
 * @returns {string} hexadecimal SHA-256
 */
export function installStamp(root, { platform, nodeVersion }) {
  const manifests = readWorkspace(root).map(({ dir }) => `${dir}/package.json`);
  const hash = createHash('sha256').update(`${platform} ${nodeVersion}\n`);
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...manifests]) {
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * Whether node_modules is what the stamp promises: same digest, and no package lost its own node_modules.
 *
 * @param {string} root
 * @param {string} stamp
 * @returns {boolean}
 */
export function isInstalled(root, stamp) {
  const file = join(root, stampFile);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== stamp) return false;
  return readWorkspace(root).every(({ dir, manifest }) => {
    const needs = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).length > 0;
    return !needs || existsSync(join(root, dir, 'node_modules'));
  });
}

/**
 * The environment that every tool of the workspace runs in. Nothing of it outlives the process.
 *
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(root, env) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const pathKey = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const prefix = dirname(dirname(process.execPath));
  // Native addons compile against the headers beside the running Node, where there are any, and never fetch them.
  const headers = existsSync(join(prefix, 'include/node/node.h')) ? { npm_config_nodedir: prefix } : {};
  return {
    ...env,
    ...headers,
    TURBO_TELEMETRY_DISABLED: '1',
    NO_COLOR: '1',
    ALLOD_NODE: `${process.platform} ${process.version}`,
    [pathKey]: `${join(root, 'node_modules/.bin')}${separator}${env[pathKey] ?? ''}`,
  };
}

/**
 * How to start the pinned pnpm: the installed one when it is there, else the one `npx` fetches into npm's own cache.
 *
 * @param {string} root
 * @param {string} version
 * @returns {{ program: string, args: string[], shell: boolean }}
 */
export function pnpmCommand(root, version) {
  const installed = join(root, 'node_modules/pnpm/package.json');
  if (existsSync(installed) && readJson(installed).version === version) {
    return { program: process.execPath, args: [join(root, 'node_modules/pnpm/bin/pnpm.mjs')], shell: false };
  }
  const npm = process.env.npm_execpath;
  const npx = npm?.endsWith('npm-cli.js') ? join(dirname(npm), 'npx-cli.js') : undefined;
  const args = ['-y', `pnpm@${version}`];
  if (npx !== undefined && existsSync(npx)) return { program: process.execPath, args: [npx, ...args], shell: false };
  const windows = process.platform === 'win32';
  return { program: windows ? 'npx.cmd' : 'npx', args, shell: windows };
}

/**
 * Installs the dependencies when they are not those of the lockfile. Silent when there is nothing to do.
 *
 * @param {string} root
 * @param {{ say: (line: string) => void, env: NodeJS.ProcessEnv }} context
 * @returns {Promise<void>} rejects with the installer's own words when it fails
 */
export async function bootstrap(root, { say, env }) {
  const machine = { platform: `${process.platform}-${process.arch}`, nodeVersion: process.version };
  const stamp = installStamp(root, machine);
  if (isInstalled(root, stamp)) return;
  const version = pinnedPnpm(readJson(join(root, 'package.json')).packageManager);
  say(`Installing the dependencies into this folder with pnpm ${version} (first run, or the lockfile changed)`);
  const { program, args, shell } = pnpmCommand(root, version);
  const outcome = await run(program, [...args, 'install', '--frozen-lockfile'], {
    cwd: root,
    env: { ...env, CI: env.CI ?? '1' },
    shell,
  });
  if (outcome.code !== 0)
    throw new Error(
      `${outcome.output}\nThe installation failed. To repeat it: npx -y pnpm@${version} install --frozen-lockfile`,
    );
  writeFileSync(join(root, stampFile), installStamp(root, machine));
}
