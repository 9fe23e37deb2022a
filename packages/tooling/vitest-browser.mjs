// Tests that run in a browser: `test/**/*.browser.test.ts`, in the Chromium that CHROMIUM names, else in the first one found.
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
 * Configuration of tests that run in Chromium. Paths are relative to the package.
 *
 * @param {import('vitest/config').ViteUserConfig['test']} [more] settings of this package alone
 * @returns {import('vitest/config').ViteUserConfig}
 */
export function browserTests(more = {}) {
  if (executablePath === undefined)
    throw new Error('There is no Chromium to test with. Set CHROMIUM to the path of its program.');
  return {
    test: {
      include: ['test/**/*.browser.test.ts'],
      reporters: ['dot', 'json'],
      outputFile: { json: 'reports/test.browser.json' },
      // Against a hang, not a measure of speed: a busy machine must not turn a test red.
      testTimeout: 60_000,
      hookTimeout: 60_000,
      watch: false,
      allowOnly: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({ launchOptions: { executablePath, args } }),
        instances: [{ browser: 'chromium' }],
      },
      ...more,
    },
  };
}
