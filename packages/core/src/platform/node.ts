import { createPrivateKey, createPublicKey, hash, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject, VerifyKeyObjectInput } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { isOnP256 } from '../key/p256-rule.ts';
import type { Algorithm } from '../statement/header.ts';
import { pkcs8FromSeed } from './platform.ts';
import type { Platform, PlatformSigningKey, SignatureJob, Sodium } from './platform.ts';
import { shareJobs, SLICE } from './share.ts';
import { startVerifyThread } from './verify-thread.ts';
import type { VerifyThread } from './verify-thread.ts';
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

/** From this many signatures on, a batch is worth a thread of its own beside this one. */
const THREAD_FROM = 64;
/** Signatures that go to that thread together: some milliseconds of work for one message there and back. */
const THREAD_CHUNK = 32;

/** Makes the platform, with libsodium for verification where there is one. */
export function createPlatform(findLibrary: () => Sodium | undefined): Platform {
  let thread: VerifyThread | undefined;
  return {
    async digests(inputs) {
      return inputs.map((input) => hash('sha256', input, 'base64url'));
    },

    async verify(jobs) {
      const sodium = findLibrary();
      if (jobs.length < POOL_FROM) return jobs.map((job) => verifyHere(job, sodium));
      if (sodium === undefined) return shareWithPool(jobs);
      const isForThread = CORES > 1 && jobs.length >= THREAD_FROM && jobs.every(({ alg }) => alg === 'Ed25519');
      if (isForThread) thread ??= startVerifyThread();
      return shareWithThread(jobs, { sodium, thread: isForThread ? thread : undefined });
    },

    async signingKeyFromSeed(seed) {
      return signingKey(createPrivateKey({ key: Buffer.from(pkcs8FromSeed(seed)), format: 'der', type: 'pkcs8' }));
    },
  };
}

export const platform: Platform = createPlatform(findSodium);

function shareWithPool(jobs: readonly SignatureJob[]): Promise<boolean[]> {
  return shareJobs(jobs.length, {
    here: (at) => verifyHere(jobs[at]!, undefined),
    elsewhere: async (at) => [await verifyInPool(jobs[at]!)],
    chunk: 1,
    lanes: poolLanes(jobs.length),
  });
}

/** Most goes to the thread at first: this one has more to do than to verify. What the thread cannot say is found here. */
function shareWithThread(
  jobs: readonly SignatureJob[],
  { sodium, thread }: { readonly sodium: Sodium; readonly thread: VerifyThread | undefined },
): Promise<boolean[]> {
  return shareJobs(jobs.length, {
    here: (at) => verifyHere(jobs[at]!, sodium),
    async elsewhere(from, to) {
      const part = jobs.slice(from, to);
      return (await thread?.verify(part)) ?? part.map((job) => verifyHere(job, sodium));
    },
    chunk: THREAD_CHUNK,
    lanes: thread === undefined ? 0 : Math.floor((7 * jobs.length) / 8 / THREAD_CHUNK),
  });
}

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

function signInPool(message: Uint8Array, key: KeyObject): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    sign(null, message, key, (error, signature) => {
      if (error) reject(error);
      else resolve(new Uint8Array(signature));
    });
  });
}

/** How many of so many jobs are in the pool at once: of few, half stay here. */
function poolLanes(count: number): number {
  return Math.min(POOL_LANES, Math.floor(count / 2));
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
      const here = (at: number): Uint8Array => new Uint8Array(sign(null, messages[at]!, privateKey));
      if (messages.length < POOL_FROM) return messages.map((_, at) => here(at));
      return shareJobs(messages.length, {
        here,
        elsewhere: async (at) => [await signInPool(messages[at]!, privateKey)],
        chunk: 1,
        lanes: poolLanes(messages.length),
      });
    },
  };
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
