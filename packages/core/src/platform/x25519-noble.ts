import { x25519 as curve } from '@noble/curves/ed25519.js';
import type { X25519 } from './secrets.ts';

/**
 * X25519 in JavaScript, for platforms whose WebCrypto lacks it. More than ten times slower, not constant in time, and the key stays in
 * the memory of this process.
 */
export const x25519: X25519 = async (privateKey) => {
  const own = new Uint8Array(privateKey);
  return {
    publicKey: async () => curve.getPublicKey(own),
    async agree(publicKey) {
      try {
        return curve.getSharedSecret(own, publicKey);
      } catch {
        // It gives no secret of zeros.
        return undefined;
      }
    },
  };
};
