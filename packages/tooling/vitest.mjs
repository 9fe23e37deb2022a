// What every package's tests have in common. A package's vitest.config.mjs is: export { default } from '@allod/tooling/vitest'.

import { fileURLToPath } from 'node:url';

/** The leg that runs: unset on the Node of the machine, `node24` when bin/node24.mjs started us. */
const leg = process.env.ALLOD_LEG;

/**
 * Configuration of tests that run in Node. Paths are relative to the package.
 *
 * @param {import('vitest/config').ViteUserConfig['test']} [more] settings of this package alone
 * @param {readonly string[]} [firstLegOnly] files that run on the Node of the machine only
 * @returns {import('vitest/config').ViteUserConfig}
 */
export function nodeTests(more = {}, firstLegOnly = []) {
  return {
    test: {
      include: ['test/**/*.test.ts'],
      exclude: ['test/**/*.browser.test.ts', 'test/fixtures/**', ...(leg === undefined ? [] : firstLegOnly)],
      reporters: ['dot', 'json'],
      outputFile: { json: leg === undefined ? 'reports/test.json' : `reports/test.${leg}.json` },
      maxWorkers: 2,
      // A bound for a hang, never a measure of speed: the machines that run this are shared.
      testTimeout: 300_000,
      hookTimeout: 300_000,
      setupFiles: [fileURLToPath(new URL('./vitest-setup.mjs', import.meta.url))],
      watch: false,
      allowOnly: false,
      ...more,
    },
  };
}

export default nodeTests();
