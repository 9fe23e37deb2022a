// Tests that run in a browser, in the Chromium that CHROMIUM names, else in the first one found.
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { findChromium, thisMachine } from './src/system-packages.mjs';

const executablePath = findChromium(process.env, thisMachine(process.env, process.cwd()).which);

/** Nothing of the browser but the page: no accelerators, no services that reach for the network. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @typedef {object} BrowserTests
 * @property {import('vitest/config').ViteUserConfig['test']} [test] settings of this package alone
 * @property {readonly string[]} [dependencies] every module of other packages that the tests reach, also through the code they
 *   test: one that the server only finds while the tests run makes it reload the page under them
 * @property {readonly Omit<import('vitest/node').BrowserInstanceOption, 'browser'>[]} [instances] runs of the same tests that
 *   differ in these settings; without them there is one
 */

/**
 * Configuration of tests that run in Chromium: `test/**\/*.browser.test.ts`, unless the package says otherwise. Paths are
 * relative to the package.
 *
 * @param {BrowserTests} [more]
 * @returns {import('vitest/config').ViteUserConfig}
 */
export function browserTests({ test = {}, dependencies = [], instances = [{}] } = {}) {
  if (executablePath === undefined)
    throw new Error('There is no Chromium to test with. Set CHROMIUM to the path of its program.');
  return {
    optimizeDeps: { include: [...dependencies] },
    test: {
      include: ['test/**/*.browser.test.ts'],
      reporters: ['dot', 'json'],
      outputFile: { json: 'reports/test.browser.json' },
      // Against a hang, not a measure of speed: a busy machine must not turn a test red.
      testTimeout: 300_000,
      hookTimeout: 300_000,
      setupFiles: [fileURLToPath(new URL('./vitest-setup.mjs', import.meta.url))],
      watch: false,
      allowOnly: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, args } }),
        instances: instances.map((each) => ({ ...each, browser: 'chromium' })),
      },
      ...test,
    },
  };
}
