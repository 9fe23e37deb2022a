import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { sha256 } from './sha256.ts';
import { sodiumX25519 } from './x25519-sodium.ts';
import type { DecryptJob, Encrypted, EncryptJob, SecretsPlatform, X25519Key } from './secrets.ts';

/** Bytes up to which JavaScript is done before the call of the platform's digest is. */
const SHORT_BYTES = 128;
const GCM = 'aes-256-gcm';
const TAG = { authTagLength: 16 };
const KEY_WRAP = 'id-aes256-wrap';
/** The initial value of RFC 3394 §2.2.3.1. */
const WRAP_START = new Uint8Array(8).fill(0xa6);

/** The cryptography of chapter 04 through node:crypto. */
export const secrets: SecretsPlatform = {
  sha256(input) {
    const isShort = typeof input !== 'string' && input.length <= SHORT_BYTES;
    return isShort ? sha256(input) : plain(hash('sha256', input, 'buffer'));
  },

  encrypt: async (jobs) => jobs.map(encryptOne),

  decrypt: async (jobs) => jobs.map(decryptOne),

  async wrapKey(wrappingKey, key) {
    // What has been put in comes out at once: nothing is left for the end.
    return plain(createCipheriv(KEY_WRAP, wrappingKey, WRAP_START).update(key));
  },

  async unwrapKey(wrappingKey, wrapped) {
    try {
      return plain(createDecipheriv(KEY_WRAP, wrappingKey, WRAP_START).update(wrapped));
    } catch {
      // The one thing that can go wrong here: the check of RFC 3394 §2.2.3.
      return undefined;
    }
  },

  async x25519(privateKey) {
    return sodiumX25519(privateKey) ?? x25519Key(importPrivate(privateKey));
  },
};

function encryptOne({ key, iv, additionalData, plaintext }: EncryptJob): Encrypted {
  const cipher = createCipheriv(GCM, key, iv, TAG).setAAD(additionalData);
  const ciphertext = plain(cipher.update(plaintext));
  cipher.final();
  return { ciphertext, tag: plain(cipher.getAuthTag()) };
}

function decryptOne({ key, iv, additionalData, ciphertext, tag }: DecryptJob): Uint8Array | undefined {
  const decipher = createDecipheriv(GCM, key, iv, TAG).setAAD(additionalData).setAuthTag(tag);
  const plaintext = decipher.update(ciphertext);
  try {
    decipher.final();
    return plain(plaintext);
  } catch {
    plaintext.fill(0);
    return undefined;
  }
}

function x25519Key(privateKey: KeyObject): X25519Key {
  return {
    async publicKey() {
      const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
      if (x === undefined) throw new TypeError('the platform exported an X25519 key without its public half');
      return new Uint8Array(Buffer.from(x, 'base64url'));
    },
    async agree(publicKey) {
      const other = createPublicKey({ key: { ...X25519, x: base64url(publicKey) }, format: 'jwk' });
      try {
        return plain(diffieHellman({ privateKey, publicKey: other }));
      } catch {
        // OpenSSL gives no secret of zeros.
        return undefined;
      }
    },
  };
}

const X25519 = { kty: 'OKP', crv: 'X25519' };

/** As JWK, whose text stays in memory until it is collected: Node 20 takes ten times as long for PKCS #8. Only `d` is read of a private key. */
function importPrivate(bytes: Uint8Array): KeyObject {
  return createPrivateKey({ key: { ...X25519, d: base64url(bytes), x: '' }, format: 'jwk' });
}

function base64url(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url');
}

/** The same memory without what a Buffer adds. */
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
