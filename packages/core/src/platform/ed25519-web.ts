import { decodeBase64url } from '../bytes/base64url.ts';
import { pkcs8FromSeed } from './platform.ts';
import type { Ed25519, PlatformSigningKey, SignatureJob } from './platform.ts';

const NAME = 'Ed25519';
type Bytes = Uint8Array<ArrayBuffer>;
type NativeKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The base point, encoded (RFC 8032 §5.1): a public key that every platform with the curve imports. */
const BASE_POINT = new Uint8Array(32).fill(0x66).fill(0x58, 0, 1);

/** Whether this platform's WebCrypto has Ed25519. */
export async function isSupported(): Promise<boolean> {
  try {
    await importPublicKey(BASE_POINT);
    return true;
  } catch {
    // Platforms without the curve do not agree on an error.
    return false;
  }
}

/** Ed25519 through WebCrypto. Signing keys cannot be taken out of the platform again. */
export const ed25519: Ed25519 = {
  async verify({ key, cache, message, signature }: SignatureJob): Promise<boolean> {
    cache.native ??= importPublicKey(key).catch(asNoPoint);
    const imported = await (cache.native as Promise<NativeKey | null>);
    return imported !== null && crypto.subtle.verify(NAME, imported, signature, message);
  },

  async signingKeyFromSeed(seed) {
    const pkcs8 = pkcs8FromSeed(seed);
    const extractable = await crypto.subtle.importKey('pkcs8', pkcs8, NAME, true, ['sign']);
    const { x } = await crypto.subtle.exportKey('jwk', extractable);
    const publicKey = x === undefined ? undefined : decodeBase64url(x);
    if (publicKey === undefined || !publicKey.ok)
      throw new TypeError('the platform exported an Ed25519 key without its public half');
    return signingKey(await crypto.subtle.importKey('pkcs8', pkcs8, NAME, false, ['sign']), publicKey.value);
  },
};

function importPublicKey(key: Uint8Array): Promise<NativeKey> {
  return crypto.subtle.importKey('raw', key as Bytes, NAME, false, ['verify']);
}

/** The platform may refuse a key that is not a point at import, as `DataError`, or at verification. */
function asNoPoint(error: unknown): null {
  if (error instanceof Error && error.name === 'DataError') return null;
  throw error;
}

function signingKey(privateKey: NativeKey, publicKey: Uint8Array): PlatformSigningKey {
  return {
    publicKey,
    async sign(messages) {
      const signatures = messages.map((message) => crypto.subtle.sign(NAME, privateKey, message as Bytes));
      return (await Promise.all(signatures)).map((signature) => new Uint8Array(signature));
    },
  };
}
