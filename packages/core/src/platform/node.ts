import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { pkcs8FromSeed } from './platform.ts';
import type { Ed25519Job, Platform, PlatformSigningKey } from './platform.ts';

/** From this many signatures on, the calls are spread over the thread pool; below, the hop costs more than it gains. */
const POOL_FROM = 8;

export const platform: Platform = {
  async sha256(inputs) {
    return inputs.map((input) => new Uint8Array(createHash('sha256').update(input).digest()));
  },

  async verifyEd25519(jobs) {
    return jobs.length < POOL_FROM ? jobs.map(verifyHere) : Promise.all(jobs.map(verifyInPool));
  },

  async signingKeyFromSeed(seed) {
    return signingKey(createPrivateKey({ key: Buffer.from(pkcs8FromSeed(seed)), format: 'der', type: 'pkcs8' }));
  },
};

function verifyHere(job: Ed25519Job): boolean {
  return verify(null, job.message, nativeKey(job), job.signature);
}

function verifyInPool(job: Ed25519Job): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(null, job.message, nativeKey(job), job.signature, (error, holds) => {
      if (error) reject(error);
      else resolve(holds);
    });
  });
}

function nativeKey({ key, cache }: Ed25519Job): KeyObject {
  cache.native ??= createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
    format: 'jwk',
  });
  return cache.native as KeyObject;
}

function signingKey(privateKey: KeyObject): PlatformSigningKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x === undefined) throw new TypeError('the platform exported an Ed25519 key without its public half');
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    async sign(messages) {
      return messages.map((message) => new Uint8Array(sign(null, message, privateKey)));
    },
  };
}
