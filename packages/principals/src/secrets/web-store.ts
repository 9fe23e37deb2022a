import { encodeBase64url } from '@allod/core/bytes';
import { thumbprints } from '@allod/core/verify';
import { jwkOf } from './epoch.ts';
import type { KeyAttributes, KeyStore } from './key-store.ts';
import { holdKeys } from './memory-store.ts';
import type { LiveKeys } from './memory-store.ts';

type NativeKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Bytes = Uint8Array<ArrayBuffer>;

/** Two key pairs of WebCrypto: Ed25519 and X25519. A browser keeps such objects in IndexedDB, and gives nobody their private halves. */
export interface WebKeys {
  readonly sig: WebKeyPair;
  readonly enc: WebKeyPair;
}

/** Both halves of a key, as WebCrypto has them. */
export interface WebKeyPair {
  readonly privateKey: NativeKey;
  readonly publicKey: NativeKey;
}

const IN_WEBCRYPTO: KeyAttributes = { hardware: false, extractable: false, synced: false, userPresence: false };

/**
 * New keys of a device, of the platform's own random generator, which cannot be taken out. Throws what the platform throws, `NotSupportedError` where it lacks a curve.
 * (SEC-039)
 */
export async function generateWebKeys(): Promise<WebKeys> {
  const [sig, enc] = await Promise.all([
    crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']),
    crypto.subtle.generateKey('X25519', false, ['deriveBits']),
  ]);
  return { sig: pairOf(sig), enc: pairOf(enc) };
}

/**
 * A key store over keys of WebCrypto. `lock` drops them here; whoever kept them, such as IndexedDB, gives them again to another store. Throws `TypeError` for a private
 * key that can be taken out, or keys of other kinds.
 */
export async function openWebKeyStore(keys: readonly WebKeys[]): Promise<KeyStore> {
  const live = await Promise.all(keys.map(webKeys));
  const held = holdKeys(live.map(({ description }) => description));
  held.unlock(live);
  return held.store;
}

async function webKeys({ sig, enc }: WebKeys): Promise<LiveKeys> {
  for (const { privateKey } of [sig, enc])
    if (privateKey.extractable) throw new TypeError('a private key in WebCrypto must not be extractable');
  const [x, publicEnc] = await Promise.all([exportX(sig.publicKey, 'Ed25519'), exportX(enc.publicKey, 'X25519')]);
  const [kid] = await thumbprints([x]);
  return {
    description: {
      kid: kid!,
      sig: { kty: 'OKP', crv: 'Ed25519', x: encodeBase64url(x) },
      enc: jwkOf(publicEnc),
      attributes: IN_WEBCRYPTO,
    },
    signer: { sign: (messages) => Promise.all(messages.map((message) => signOne(sig.privateKey, message))) },
    agree: (other) => agreeOn(enc.privateKey, other),
  };
}

async function signOne(key: NativeKey, message: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign('Ed25519', key, message));
}

async function agreeOn(own: NativeKey, other: Uint8Array): Promise<Uint8Array | undefined> {
  const theirs = await crypto.subtle.importKey('raw', other as Bytes, 'X25519', false, []);
  try {
    return new Uint8Array(await crypto.subtle.deriveBits({ name: 'X25519', public: theirs }, own, 256));
  } catch (error) {
    // WebCrypto gives no secret of zeros.
    if (error instanceof Error && error.name === 'OperationError') return undefined;
    throw error;
  }
}

/** The 32 bytes of a public key. */
async function exportX(key: NativeKey, curve: string): Promise<Uint8Array> {
  if (key.type !== 'public' || key.algorithm.name !== curve) throw new TypeError(`this is no public key of ${curve}`);
  return new Uint8Array(await crypto.subtle.exportKey('raw', key));
}

function pairOf(made: NativeKey | WebKeyPair): WebKeyPair {
  if (!('privateKey' in made)) throw new TypeError('the platform made no pair of keys');
  return { privateKey: made.privateKey, publicKey: made.publicKey };
}
