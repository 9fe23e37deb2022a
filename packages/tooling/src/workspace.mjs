// Reads the workspace: which packages exist and what their manifests say. Node's own modules only: it runs before an install.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} [version]
 * @property {boolean} [private]
 * @property {string} [packageManager]
 * @property {Record<string, string>} [scripts]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {Record<string, unknown>} [exports]
 * @property {Record<string, string>} [bin]
 * @property {string[]} [files] what is shipped; only packages that people install say it
 */

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} dir relative to the root, with `/`
 * @property {Manifest} manifest
 */

/** The root of this workspace. */
export const workspaceRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * @param {string} file absolute path
 * @returns {any} the parsed JSON; the caller states the shape it expects
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} cannot be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/**
 * The patterns under `packages:` in pnpm-workspace.yaml. Only a plain list of strings is understood; anything else is refused.
 *
 * @param {string} yaml
 * @returns {string[]}
 */
export function workspacePatterns(yaml) {
  const lines = yaml.split(/\r?\n/);
  const start = lines.findIndex((line) => /^packages:\s*$/.test(line));
  if (start < 0) throw new Error('pnpm-workspace.yaml has no list `packages:`');
  const patterns = [];
  for (const line of lines.slice(start + 1)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    if (/^\S/.test(line)) break;
    const item = /^\s+-\s+['"]?([\w@./*-]+)['"]?\s*$/.exec(line);
    if (item?.[1] === undefined)
      throw new Error(`pnpm-workspace.yaml: this line of \`packages:\` is not understood: ${line}`);
    patterns.push(item[1]);
  }
  if (patterns.length === 0) throw new Error('pnpm-workspace.yaml names no packages');
  return patterns;
}

/**
 * @param {string} root
 * @param {string} pattern a folder, or a folder followed by `/*`
 * @returns {string[]} folders relative to the root
 */
function foldersOf(root, pattern) {
  if (!pattern.includes('*')) return [pattern];
  if (!/^[^*]+\/\*$/.test(pattern)) throw new Error(`pnpm-workspace.yaml: the pattern ${pattern} is not understood`);
  const parent = pattern.slice(0, -2);
  if (!existsSync(join(root, parent))) return [];
  const entries = readdirSync(join(root, parent), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => `${parent}/${entry.name}`);
}

/**
 * Every package of the workspace, ordered by folder. The root itself is not one of them.
 *
 * @param {string} root
 * @returns {Package[]}
 */
export function readWorkspace(root) {
  const patterns = workspacePatterns(readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8'));
  const folders = [...new Set(patterns.flatMap((pattern) => foldersOf(root, pattern)))];
  const packages = folders
    .filter((dir) => existsSync(join(root, dir, 'package.json')))
    .map((dir) => {
      /** @type {Manifest} */
      const manifest = readJson(join(root, dir, 'package.json'));
      return { name: manifest.name, dir, manifest };
    });
  return packages.toSorted((a, b) => (a.dir < b.dir ? -1 : 1));
}
