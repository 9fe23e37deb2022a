import { ed25519 as curve } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { concatBytes, equalBytes } from '../bytes/compare.ts';
import { checkSeed } from './platform.ts';
import type { Ed25519, SignatureJob } from './platform.ts';

const { Point } = curve;
type CurvePoint = InstanceType<typeof Point>;

/**
 * Ed25519 in JavaScript, for platforms whose WebCrypto lacks it. More than ten times slower, not constant in time, and the
 * secret stays in the memory of this process.
 */
export const ed25519: Ed25519 = {
  /** The cofactorless equation, by point operations: the library's own verifier multiplies by the cofactor. (STM-016) */
  async verify({ key, cache, message, signature }: SignatureJob): Promise<boolean> {
    if (cache.native === undefined) cache.native = decodePoint(key);
    const a = cache.native as CurvePoint | null;
    const r = signature.subarray(0, 32);
    const s = bytesToNumberLE(signature.subarray(32));
    if (a === null || s >= Point.Fn.ORDER) return false;
    const k = await challenge([r, key, message]);
    return equalBytes(Point.BASE.multiplyUnsafe(s).subtract(a.multiplyUnsafe(k)).toBytes(), r);
  },

  async signingKeyFromSeed(seed) {
    checkSeed(seed);
    const secret = new Uint8Array(seed);
    return {
      publicKey: curve.getPublicKey(secret),
      async sign(messages) {
        return messages.map((message) => curve.sign(message, secret));
      },
    };
  },
};

/** `null` for bytes that are not a point in its canonical encoding. */
function decodePoint(bytes: Uint8Array): CurvePoint | null {
  try {
    return Point.fromBytes(bytes);
  } catch {
    return null;
  }
}

/** SHA-512 as a number below the order of the base point: every native verifier reduces it, which matters to keys of mixed order. */
async function challenge(parts: readonly Uint8Array[]): Promise<bigint> {
  const digest = await crypto.subtle.digest('SHA-512', concatBytes(parts));
  return Point.Fn.create(bytesToNumberLE(new Uint8Array(digest)));
}
