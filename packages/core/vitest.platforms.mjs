// What the tests of every platform have in common: the same files run on node:crypto, on WebCrypto, and on what stands in for it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Tests that hold on every platform. They import nothing of Node. */
export const everywhere = [
  'test/platform/everywhere/**/*.test.ts',
  'test/open/everywhere/**/*.test.ts',
  'test/bytes/strict-json.property.test.ts',
];

/** Makes WebCrypto one that has never heard of Ed25519 and X25519. */
export const withoutCurves = fileURLToPath(new URL('test/platform/without-curves.ts', import.meta.url));

const vectors = JSON.parse(readFileSync(new URL('../../vectors/statements/ed25519.json', import.meta.url), 'utf8'));

/**
 * What tests get from outside through `inject`.
 *
 * @param {'libsodium' | 'node:crypto' | 'WebCrypto' | 'JavaScript'} ed25519By what has to compute Ed25519 on this platform
 */
export const provided = (ed25519By) => ({ ed25519By, ed25519Cases: vectors.cases });
