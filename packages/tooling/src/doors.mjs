// The doors of the packages that people install: where each is built and what it is built from.
import { posix } from 'node:path';

/** @typedef {import('./workspace.mjs').Package} Package */

/**
 * @typedef {object} Door
 * @property {string} specifier e.g. `@allod/core/verify`
 * @property {string} types declaration file, relative to the root
 * @property {string} module built module, relative to the root
 * @property {string} source relative to the root
 */

/**
 * The packages that people install: those that say which files they ship.
 *
 * @param {readonly Package[]} packages
 * @returns {Package[]}
 */
export const publishedPackages = (packages) => packages.filter(({ manifest }) => manifest.files !== undefined);

/**
 * @param {Package} each
 * @returns {Door[]} in the order of the manifest
 */
export function doorsOf({ name, dir, manifest }) {
  return Object.entries(manifest.exports ?? {}).flatMap(([key, target]) => {
    const { types, default: module } = /** @type {{ types?: string, default?: string }} */ (target);
    if (types === undefined || module === undefined) return [];
    const source = types.replace(/^\.\/dist\//, './src/').replace(/\.d\.ts$/, '.ts');
    const inRoot = (/** @type {string} */ path) => posix.join(dir, path);
    return [{ specifier: posix.join(name, key), types: inRoot(types), module: inRoot(module), source: inRoot(source) }];
  });
}
