// In Chromium: the tests of every platform on its own Ed25519 and X25519, and on what stands in for them where a browser has none.
import { browserTests } from '@allod/tooling/vitest-browser';
import { everywhere, provided, withoutCurves } from './vitest.platforms.mjs';

export default browserTests({
  test: { include: everywhere },
  dependencies: ['fast-check', 'jose', '@noble/curves/ed25519.js', '@noble/curves/utils.js'],
  instances: [
    { name: 'chromium', provide: provided('WebCrypto') },
    { name: 'chromium-without-curves', provide: provided('JavaScript'), setupFiles: [withoutCurves] },
  ],
});
