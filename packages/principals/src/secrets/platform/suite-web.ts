import { concatBytes } from '@allod/core/bytes';
import { isSmallOrder } from '../small-order.ts';
import { checkLength, IV_BYTES, KEY_BYTES, TAG_BYTES, WRAPPED_BYTES } from './suite.ts';
import type { PrivateKey, Suite } from './suite.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type NativeKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type Curve = Suite['privateKey'];

const X25519 = 'X25519';
const WRAP = 'AES-KW';
const GCM = 'AES-GCM';
/** PKCS #8 (RFC 8410) before the 32 bytes of a private X25519 key. */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);
/** The base point: what a private key and it agree on is the public key. */
const BASE = new Uint8Array(KEY_BYTES).fill(9, 0, 1);

/** The cryptography of the web: WebCrypto in browsers and workers, and JavaScript for X25519 where it lacks that. */
export const suite: Suite = {
  async privateKey(secret) {
    checkLength(secret, KEY_BYTES, 'a private key');
    return (await loadCurve())(secret);
  },

  async wrap(kek, key) {
    checkLength(key, KEY_BYTES, 'a key to wrap');
    const [under, inner] = await Promise.all([
      importKey(kek, { name: WRAP, uses: ['wrapKey'] }),
      importKey(key, { name: GCM, uses: ['encrypt'], isExtractable: true }),
    ]);
    return new Uint8Array(await crypto.subtle.wrapKey('raw', inner, under, WRAP));
  },

  async unwrap(kek, wrapped) {
    checkLength(wrapped, WRAPPED_BYTES, 'a wrapped key');
    const under = await importKey(kek, { name: WRAP, uses: ['unwrapKey'] });
    const inner = await heldOrNot(() =>
      crypto.subtle.unwrapKey('raw', wrapped as Bytes, under, WRAP, GCM, true, ['encrypt']),
    );
    return inner === undefined ? undefined : new Uint8Array(await crypto.subtle.exportKey('raw', inner));
  },

  async seal(content, { key, iv, aad }) {
    checkLength(iv, IV_BYTES, 'an initialization vector');
    const native = await importKey(key, { name: GCM, uses: ['encrypt'] });
    return new Uint8Array(await crypto.subtle.encrypt(gcm(iv, aad), native, content as Bytes));
  },

  async open(sealed, { key, iv, aad }) {
    checkLength(iv, IV_BYTES, 'an initialization vector');
    if (sealed.length < TAG_BYTES) return undefined;
    const native = await importKey(key, { name: GCM, uses: ['decrypt'] });
    const content = await heldOrNot(() => crypto.subtle.decrypt(gcm(iv, aad), native, sealed as Bytes));
    return content === undefined ? undefined : new Uint8Array(content);
  },
};

const native: Curve = async (secret) => asPrivateKey(await importPrivate(secret));

let chosen: Promise<Curve> | undefined;

/** Asks the platform once whether it has the curve. A choice that could not be loaded is made again at the next call. */
function loadCurve(): Promise<Curve> {
  chosen ??= chooseCurve().catch((error: unknown) => {
    chosen = undefined;
    throw error;
  });
  return chosen;
}

async function chooseCurve(): Promise<Curve> {
  if (await hasX25519()) return native;
  // A chunk of its own: whoever has the curve never loads it.
  const { x25519 } = await import('@noble/curves/ed25519.js');
  return async (secret) => {
    const own = new Uint8Array(secret);
    return {
      publicKey: async () => x25519.getPublicKey(own),
      agree: agreeing(async (other) => x25519.getSharedSecret(own, other)),
    };
  };
}

/** Whether this platform's WebCrypto has X25519. Platforms without it do not agree on an error. */
export async function hasX25519(): Promise<boolean> {
  return importPublic(BASE).then(
    () => true,
    () => false,
  );
}

/** A public X25519 key as the platform has it. */
export function importPublic(key: Uint8Array): Promise<NativeKey> {
  return crypto.subtle.importKey('raw', key as Bytes, X25519, true, []);
}

/** A private X25519 key of 32 bytes that cannot be taken out of the platform again. */
export function importPrivate(secret: Uint8Array): Promise<NativeKey> {
  return crypto.subtle.importKey('pkcs8', concatBytes([PKCS8, secret]) as Bytes, X25519, false, ['deriveBits']);
}

/** What can be done with a private key that the platform holds. */
export function asPrivateKey(own: NativeKey): PrivateKey {
  const compute = async (other: Uint8Array): Promise<Uint8Array> => {
    const theirs = await importPublic(other);
    return new Uint8Array(await crypto.subtle.deriveBits({ name: X25519, public: theirs }, own, 8 * KEY_BYTES));
  };
  return { publicKey: () => compute(BASE), agree: agreeing(compute) };
}

/** Zeros for a key of small order: platforms do not agree on what they say of it. */
function agreeing(compute: PrivateKey['agree']): PrivateKey['agree'] {
  return async (other) => {
    checkLength(other, KEY_BYTES, 'a public key');
    return isSmallOrder(other) ? new Uint8Array(KEY_BYTES) : compute(other);
  };
}

interface Use {
  readonly name: string;
  readonly uses: ('wrapKey' | 'unwrapKey' | 'encrypt' | 'decrypt')[];
  readonly isExtractable?: boolean;
}

function importKey(key: Uint8Array, { name, uses, isExtractable = false }: Use): Promise<NativeKey> {
  checkLength(key, KEY_BYTES, 'a key');
  return crypto.subtle.importKey('raw', key as Bytes, name, isExtractable, uses);
}

function gcm(iv: Uint8Array, additionalData: Uint8Array): Parameters<typeof crypto.subtle.encrypt>[0] {
  return { name: GCM, iv: iv as Bytes, additionalData: additionalData as Bytes, tagLength: 8 * TAG_BYTES };
}

/** What a decryption gives, `undefined` when it does not hold, which the platform calls an `OperationError`. */
async function heldOrNot<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && error.name === 'OperationError') return undefined;
    throw error;
  }
}
