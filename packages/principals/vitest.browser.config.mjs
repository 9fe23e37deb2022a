// In Chromium: keys of WebCrypto that a page keeps, and what is done with them.
import { browserTests } from '@allod/tooling/vitest-browser';

export default browserTests({
  dependencies: [
    '@noble/curves/ed25519.js',
    '@noble/hashes/hkdf.js',
    '@noble/hashes/hmac.js',
    '@noble/hashes/sha2.js',
    '@noble/hashes/utils.js',
    '@scure/bip39',
    '@scure/bip39/wordlists/english.js',
    'hash-wasm',
    'shamir-secret-sharing',
  ],
});
