import { decodeBase64url } from '../bytes/base64url.ts';
import { pkcs8FromSeed } from './platform.ts';
import type { Ed25519Job, Platform, PlatformSigningKey } from './platform.ts';

const ED25519 = 'Ed25519';
type Bytes = Uint8Array<ArrayBuffer>;

/** The platform's cryptography through WebCrypto: browsers, workers, Deno, Bun. */
export const platform: Platform = {
  async sha256(inputs) {
    const digests = await Promise.all(inputs.map((input) => crypto.subtle.digest('SHA-256', input as Bytes)));
    return digests.map((digest) => new Uint8Array(digest));
  },

  async verifyEd25519(jobs) {
    return Promise.all(jobs.map(verifyOne));
  },

  async signingKeyFromSeed(seed) {
    const extractable = await crypto.subtle.importKey('pkcs8', pkcs8FromSeed(seed), ED25519, true, ['sign']);
    const { x } = await crypto.subtle.exportKey('jwk', extractable);
    const publicKey = x === undefined ? undefined : decodeBase64url(x);
    if (publicKey === undefined || !publicKey.ok)
      throw new TypeError('the platform exported an Ed25519 key without its public half');
    return signingKey(
      await crypto.subtle.importKey('pkcs8', pkcs8FromSeed(seed), ED25519, false, ['sign']),
      publicKey.value,
    );
  },
};

async function verifyOne({ key, cache, message, signature }: Ed25519Job): Promise<boolean> {
  cache.native ??= crypto.subtle.importKey('raw', key as Bytes, ED25519, false, ['verify']);
  const native = await (cache.native as ReturnType<typeof crypto.subtle.importKey>);
  return crypto.subtle.verify(ED25519, native, signature, message);
}

function signingKey(
  privateKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>,
  publicKey: Uint8Array,
): PlatformSigningKey {
  return {
    publicKey,
    async sign(messages) {
      const signatures = messages.map((message) => crypto.subtle.sign(ED25519, privateKey, message as Bytes));
      return (await Promise.all(signatures)).map((signature) => new Uint8Array(signature));
    },
  };
}
