import { encodeBase64url } from '../bytes/base64url.ts';
import { isOnP256 } from '../key/p256-rule.ts';
import type { Algorithm } from '../statement/header.ts';
import type { Ed25519, Platform, SignatureJob, Verifier } from './platform.ts';
import { ed25519 as native, isSupported } from './ed25519-web.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The platform's cryptography through WebCrypto: browsers, workers, Deno, Bun. */
export const platform: Platform = {
  async digests(inputs) {
    const texts = new TextEncoder();
    const digests = await Promise.all(
      inputs.map((input) =>
        crypto.subtle.digest('SHA-256', typeof input === 'string' ? texts.encode(input) : (input as Bytes)),
      ),
    );
    return digests.map((digest) => encodeBase64url(new Uint8Array(digest)));
  },

  async verify(jobs) {
    return Promise.all(jobs.map(async (job) => (await VERIFIER_BY_ALGORITHM[job.alg]()).verify(job)));
  },

  async signingKeyFromSeed(seed) {
    return (await loadEd25519()).signingKeyFromSeed(seed);
  },
};

const ES256: Verifier = {
  async verify({ key, cache, message, signature }: SignatureJob): Promise<boolean> {
    if (cache.native === undefined) cache.native = isOnP256(key) ? importP256(key) : null;
    const imported = await (cache.native as ReturnType<typeof importP256> | null);
    return imported !== null && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature, message);
  },
};

const VERIFIER_BY_ALGORITHM: Readonly<Record<Algorithm, () => Promise<Verifier>>> = {
  Ed25519: loadEd25519,
  ES256: async () => ES256,
};

let chosen: Promise<Ed25519> | undefined;

/** Asks the platform once whether it has the curve. A choice that could not be loaded is made again at the next call. */
function loadEd25519(): Promise<Ed25519> {
  chosen ??= chooseEd25519().catch((error: unknown) => {
    chosen = undefined;
    throw error;
  });
  return chosen;
}

async function chooseEd25519(): Promise<Ed25519> {
  if (await isSupported()) return native;
  // A chunk of its own: whoever has the curve never loads it.
  return (await import('./ed25519-noble.ts')).ed25519;
}

function importP256(key: Uint8Array): ReturnType<typeof crypto.subtle.importKey> {
  const uncompressed = new Uint8Array(65);
  uncompressed[0] = 4;
  uncompressed.set(key, 1);
  return crypto.subtle.importKey('raw', uncompressed, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
}
