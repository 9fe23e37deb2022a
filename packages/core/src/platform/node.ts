import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { isOnP256 } from '../key/p256-rule.ts';
import type { Algorithm } from '../statement/header.ts';
import { pkcs8FromSeed } from './platform.ts';
import type { Platform, PlatformSigningKey, SignatureJob } from './platform.ts';

/** From this many signatures on, the calls are spread over the thread pool; below, the hop costs more than it gains. */
const POOL_FROM = 8;

interface NativeAlgorithm {
  /** Digest of the message, where the algorithm does not bring its own. */
  readonly digest: string | null;
  /** The JWK of a raw key; `undefined` when it is not a point of the curve, and the platform would throw. */
  readonly jwkFromRaw: (key: Uint8Array) => JsonWebKey | undefined;
}

const NATIVE_BY_ALGORITHM: Readonly<Record<Algorithm, NativeAlgorithm>> = {
  Ed25519: { digest: null, jwkFromRaw: (key) => ({ kty: 'OKP', crv: 'Ed25519', x: base64url(key) }) },
  ES256: {
    digest: 'sha256',
    jwkFromRaw: (key) =>
      isOnP256(key)
        ? { kty: 'EC', crv: 'P-256', x: base64url(key.subarray(0, 32)), y: base64url(key.subarray(32)) }
        : undefined,
  },
};

export const platform: Platform = {
  async digests(inputs) {
    return inputs.map((input) => hash('sha256', input, 'base64url'));
  },

  async verify(jobs) {
    return jobs.length < POOL_FROM ? jobs.map(verifyHere) : Promise.all(jobs.map(verifyInPool));
  },

  async signingKeyFromSeed(seed) {
    return signingKey(createPrivateKey({ key: Buffer.from(pkcs8FromSeed(seed)), format: 'der', type: 'pkcs8' }));
  },
};

function verifyHere(job: SignatureJob): boolean {
  const key = nativeKey(job);
  if (key === null) return false;
  const { digest } = NATIVE_BY_ALGORITHM[job.alg];
  return verify(digest, job.message, { key, dsaEncoding: 'ieee-p1363' }, job.signature);
}

function verifyInPool(job: SignatureJob): Promise<boolean> {
  const key = nativeKey(job);
  if (key === null) return Promise.resolve(false);
  const { digest } = NATIVE_BY_ALGORITHM[job.alg];
  return new Promise((resolve, reject) => {
    verify(digest, job.message, { key, dsaEncoding: 'ieee-p1363' }, job.signature, (error, holds) => {
      if (error) reject(error);
      else resolve(holds);
    });
  });
}

/** The platform's form of a key; `null` for one that is not a point of its curve. */
function nativeKey({ alg, key, cache }: SignatureJob): KeyObject | null {
  if (cache.native === undefined) {
    const jwk = NATIVE_BY_ALGORITHM[alg].jwkFromRaw(key);
    cache.native = jwk === undefined ? null : createPublicKey({ key: jwk, format: 'jwk' });
  }
  return cache.native as KeyObject | null;
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

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
