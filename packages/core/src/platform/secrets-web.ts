import { concatBytes } from '../bytes/compare.ts';
import { isSupported, x25519 as native } from './x25519-web.ts';
import { sha256 } from './sha256.ts';
import type { DecryptJob, Encrypted, EncryptJob, SecretsPlatform, X25519 } from './secrets.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type NativeKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

const GCM = 'AES-GCM';
const KEY_WRAP = 'AES-KW';
const TAG_BYTES = 16;
const texts = new TextEncoder();

/**
 * The cryptography of chapter 04 for browsers, workers, Deno, Bun: ciphers through WebCrypto, hashes in JavaScript. A sealed body has
 * eight hashes of some bytes each; awaiting them one after the other takes several times as long as computing them.
 */
export const secrets: SecretsPlatform = {
  sha256: (input) => sha256(typeof input === 'string' ? texts.encode(input) : input),

  encrypt: async (jobs) => Promise.all(jobs.map(encryptOne)),

  decrypt: async (jobs) => Promise.all(jobs.map(decryptOne)),

  async wrapKey(wrappingKey, key) {
    const [by, wrapped] = await Promise.all([
      importKey(wrappingKey, { name: KEY_WRAP, usages: ['wrapKey'] }),
      importKey(key, { name: GCM, usages: ['encrypt'], isExtractable: true }),
    ]);
    return new Uint8Array(await crypto.subtle.wrapKey('raw', wrapped, by, KEY_WRAP));
  },

  async unwrapKey(wrappingKey, wrapped) {
    const by = await importKey(wrappingKey, { name: KEY_WRAP, usages: ['unwrapKey'] });
    try {
      const key = await crypto.subtle.unwrapKey('raw', wrapped, by, KEY_WRAP, GCM, true, ['encrypt']);
      return new Uint8Array(await crypto.subtle.exportKey('raw', key));
    } catch (error) {
      return asUndefined(error);
    }
  },

  x25519: async (privateKey) => (await loadX25519())(privateKey),
};

async function encryptOne({ key, iv, additionalData, plaintext }: EncryptJob): Promise<Encrypted> {
  const imported = await importKey(key, { name: GCM, usages: ['encrypt'] });
  const params = { name: GCM, iv: iv as Bytes, additionalData: additionalData as Bytes };
  const out = new Uint8Array(await crypto.subtle.encrypt(params, imported, plaintext));
  const end = out.length - TAG_BYTES;
  return { ciphertext: out.subarray(0, end), tag: out.subarray(end) };
}

async function decryptOne({ key, iv, additionalData, ciphertext, tag }: DecryptJob): Promise<Uint8Array | undefined> {
  const imported = await importKey(key, { name: GCM, usages: ['decrypt'] });
  const params = { name: GCM, iv: iv as Bytes, additionalData: additionalData as Bytes };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(params, imported, concatBytes([ciphertext, tag])));
  } catch (error) {
    return asUndefined(error);
  }
}

interface KeyUse {
  readonly name: string;
  readonly usages: Parameters<typeof crypto.subtle.importKey>[4];
  readonly isExtractable?: boolean;
}

function importKey(key: Uint8Array, { name, usages, isExtractable = false }: KeyUse): Promise<NativeKey> {
  return crypto.subtle.importKey('raw', key as Bytes, name, isExtractable, usages);
}

/** What a platform says when a tag or the check of a wrapped key does not hold. */
function asUndefined(error: unknown): undefined {
  if (error instanceof Error && error.name === 'OperationError') return undefined;
  throw error;
}

let chosen: Promise<X25519> | undefined;

/** Asks the platform once whether it has the curve. A choice that could not be loaded is made again at the next call. */
function loadX25519(): Promise<X25519> {
  chosen ??= chooseX25519().catch((error: unknown) => {
    chosen = undefined;
    throw error;
  });
  return chosen;
}

async function chooseX25519(): Promise<X25519> {
  if (await isSupported()) return native;
  // A chunk of its own: whoever has the curve never loads it.
  return (await import('./x25519-noble.ts')).x25519;
}
