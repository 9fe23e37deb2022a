// In Chromium: the tests of every platform on its own Ed25519, and on what stands in for it where a browser has none.
import { browserTests } from '@allod/tooling/vitest-browser';
import { everywhere, provided, withoutEd25519 } from './vitest.platforms.mjs';

export default browserTests({
  test: { include: everywhere },
  dependencies: ['fast-check', '@noble/curves/ed25519.js', '@noble/curves/utils.js'],
  instances: [
    { name: 'chromium', provide: provided('WebCrypto') },
    { name: 'chromium-without-ed25519', provide: provided('JavaScript'), setupFiles: [withoutEd25519] },
  ],
});
