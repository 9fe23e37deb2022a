// On each Node: everything on node:crypto, and the tests of every platform also on the modules that a browser loads.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeTests } from '@allod/tooling/vitest';
import { everywhere, provided, withoutEd25519 } from './vitest.platforms.mjs';

/** What `#platform` and `#base64` mean where the condition `node` does not hold; the test server cannot be told to drop it. */
function webVariants() {
  const { imports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  const variants = Object.entries(imports).map(([name, conditions]) => [name, conditions.default]);
  return Object.fromEntries(variants.map(([name, file]) => [name, fileURLToPath(new URL(file, import.meta.url))]));
}

const node = nodeTests({ name: 'node', provide: provided('node:crypto') });
const web = nodeTests({ name: 'webcrypto', include: everywhere, alias: webVariants(), provide: provided('WebCrypto') });
const fallback = nodeTests({
  name: 'webcrypto-without-ed25519',
  include: everywhere,
  alias: webVariants(),
  provide: provided('JavaScript'),
});
fallback.test.setupFiles.push(withoutEd25519);

export default nodeTests({ projects: [node, web, fallback] });
