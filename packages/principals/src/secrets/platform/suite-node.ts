import { createCipheriv, createDecipheriv, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { isSmallOrder } from '../small-order.ts';
import { checkLength, IV_BYTES, KEY_BYTES, TAG_BYTES, WRAPPED_BYTES } from './suite.ts';
import type { Suite } from './suite.ts';

/** RFC 3394 §2.2.3.1. */
const WRAP_START = new Uint8Array(8).fill(0xa6);
const WRAP = 'id-aes256-wrap';
const GCM = 'aes-256-gcm';
/** Node computes the public half of a private JWK by itself, and asks for a text there. */
const ANY_X = encodeBase64url(new Uint8Array(KEY_BYTES));

/** The cryptography of Node: `node:crypto`, at once and on this thread. A key of X25519 comes as JWK, because reading DER takes ten times as long. */
export const suite: Suite = {
  async privateKey(secret) {
    checkLength(secret, KEY_BYTES, 'a private key');
    const jwk = { kty: 'OKP', crv: 'X25519', x: ANY_X, d: encodeBase64url(secret) };
    const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
    return {
      publicKey: async () => publicHalf(privateKey),
      agree: async (other) => agree(privateKey, other),
    };
  },

  async wrap(kek, key) {
    checkLength(key, KEY_BYTES, 'a key to wrap');
    const cipher = createCipheriv(WRAP, kek, WRAP_START);
    return new Uint8Array(Buffer.concat([cipher.update(key), cipher.final()]));
  },

  async unwrap(kek, wrapped) {
    checkLength(wrapped, WRAPPED_BYTES, 'a wrapped key');
    const decipher = createDecipheriv(WRAP, kek, WRAP_START);
    return whole(() => new Uint8Array(Buffer.concat([decipher.update(wrapped), decipher.final()])));
  },

  async seal(content, { key, iv, aad }) {
    checkLength(iv, IV_BYTES, 'an initialization vector');
    const cipher = createCipheriv(GCM, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
    return new Uint8Array(Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]));
  },

  async open(sealed, { key, iv, aad }) {
    checkLength(iv, IV_BYTES, 'an initialization vector');
    if (sealed.length < TAG_BYTES) return undefined;
    const decipher = createDecipheriv(GCM, key, iv, { authTagLength: TAG_BYTES }).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const content = decipher.update(sealed.subarray(0, -TAG_BYTES));
    return whole(() => new Uint8Array(Buffer.concat([content, decipher.final()])));
  },
};

/** What a decryption gives, `undefined` when it does not hold: then alone the last step throws. */
function whole(read: () => Uint8Array): Uint8Array | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function publicHalf(privateKey: KeyObject): Uint8Array {
  const { x = '' } = privateKey.export({ format: 'jwk' });
  const bytes = decodeBase64url(x);
  if (!bytes.ok || bytes.value.length !== KEY_BYTES) throw new TypeError('the platform exported no X25519 key');
  return bytes.value;
}

function agree(privateKey: KeyObject, other: Uint8Array): Uint8Array {
  checkLength(other, KEY_BYTES, 'a public key');
  // The platform throws for these.
  if (isSmallOrder(other)) return new Uint8Array(KEY_BYTES);
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: encodeBase64url(other) }, format: 'jwk' });
  return new Uint8Array(diffieHellman({ privateKey, publicKey }));
}
