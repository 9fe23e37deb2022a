// On each Node: everything with libsodium beside node:crypto, and the tests of every platform also on node:crypto alone and on the
// modules that a browser loads.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nodeTests } from '@allod/tooling/vitest';
import { everywhere, provided, withoutCurves } from './vitest.platforms.mjs';

/** What the imports of this package mean under another condition; the test server cannot be told to drop the condition `node`. */
function variants(condition, names) {
  const { imports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
  const files = names.map((name) => [name, fileURLToPath(new URL(imports[name][condition], import.meta.url))]);
  return Object.fromEntries(files);
}

const webVariants = () => variants('default', ['#platform', '#base64', '#secrets']);

const node = nodeTests({ name: 'node', provide: provided('libsodium') });
const nodeCrypto = nodeTests({
  name: 'node-crypto',
  include: everywhere,
  alias: variants('allod-node-crypto', ['#sodium']),
  provide: provided('node:crypto'),
});
const web = nodeTests({ name: 'webcrypto', include: everywhere, alias: webVariants(), provide: provided('WebCrypto') });
const fallback = nodeTests({
  name: 'webcrypto-without-curves',
  include: everywhere,
  alias: webVariants(),
  provide: provided('JavaScript'),
});
fallback.test.setupFiles.push(withoutCurves);

export default nodeTests({ projects: [node, nodeCrypto, web, fallback] });
