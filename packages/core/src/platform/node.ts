import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject, VerifyKeyObjectInput } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { isOnP256 } from '../key/p256-rule.ts';
import type { Algorithm } from '../statement/header.ts';
import { pkcs8FromSeed } from './platform.ts';
import type { Platform, PlatformSigningKey, SignatureJob, Sodium } from './platform.ts';
import { shareJobs, SLICE } from './share.ts';
import { findSodium } from '#sodium';

/** From this many signatures on, the work is shared with the thread pool; below, the hop costs more than it gains. */
const POOL_FROM = 8;

interface NativeAlgorithm {
  /** Digest of the message, where the algorithm does not bring its own. */
  readonly digest: string | null;
  /** The JWK of a raw key; `undefined` when it is not a point of the curve, and the platform would throw. */
  readonly jwkFromRaw: (key: Uint8Array) => JsonWebKey | undefined;
  /** The key as verification takes it: options cost more than a tenth of an Ed25519 verification, so it gets none. */
  readonly keyInput: (key: KeyObject) => KeyObject | VerifyKeyObjectInput;
}

const NATIVE_BY_ALGORITHM: Readonly<Record<Algorithm, NativeAlgorithm>> = {
  Ed25519: {
    digest: null,
    jwkFromRaw: (key) => ({ kty: 'OKP', crv: 'Ed25519', x: base64url(key) }),
    keyInput: (key) => key,
  },
  ES256: {
    digest: 'sha256',
    jwkFromRaw: (key) =>
      isOnP256(key)
        ? { kty: 'EC', crv: 'P-256', x: base64url(key.subarray(0, 32)), y: base64url(key.subarray(32)) }
        : undefined,
    keyInput: (key) => ({ key, dsaEncoding: 'ieee-p1363' }),
  },
};

/** Cores that this process may use. */
const CORES = availableParallelism();
/** Threads of the pool behind `node:crypto`, unless somebody changed their number. */
const POOL_THREADS = 4;

/**
 * What is in the pool at once: twice what the other cores get done while this thread verifies a slice, so that they have work also
 * when it is late. None where there is no other core.
 */
const POOL_LANES = 2 * SLICE * Math.min(CORES - 1, POOL_THREADS);

/** Makes the platform, with libsodium for verification where there is one. */
export function createPlatform(findLibrary: () => Sodium | undefined): Platform {
  return {
    async digests(inputs) {
      return inputs.map((input) => hash('sha256', input, 'base64url'));
    },

    async verify(jobs) {
      const sodium = findLibrary();
      const here = (at: number): boolean => verifyHere(jobs[at]!, sodium);
      // A signature costs the pool twice what it costs libsodium here, which is done alone sooner.
      const lanes = sodium === undefined ? POOL_LANES : 0;
      return jobs.length < POOL_FROM
        ? jobs.map((_, at) => here(at))
        : shareJobs(jobs.length, { here, elsewhere: (at) => verifyInPool(jobs[at]!), lanes });
    },

    async signingKeyFromSeed(seed) {
      return signingKey(createPrivateKey({ key: Buffer.from(pkcs8FromSeed(seed)), format: 'der', type: 'pkcs8' }));
    },
  };
}

export const platform: Platform = createPlatform(findSodium);

function verifyHere(job: SignatureJob, sodium: Sodium | undefined): boolean {
  const { alg, key: raw, message, signature } = job;
  if (sodium !== undefined && alg === 'Ed25519') return sodium.crypto_sign_verify_detached(signature, message, raw);
  const key = nativeKey(job);
  if (key === null) return false;
  const { digest, keyInput } = NATIVE_BY_ALGORITHM[alg];
  return verify(digest, message, keyInput(key), signature);
}

function verifyInPool(job: SignatureJob): Promise<boolean> {
  const key = nativeKey(job);
  if (key === null) return Promise.resolve(false);
  const { digest, keyInput } = NATIVE_BY_ALGORITHM[job.alg];
  return new Promise((resolve, reject) => {
    verify(digest, job.message, keyInput(key), job.signature, (error, holds) => {
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
