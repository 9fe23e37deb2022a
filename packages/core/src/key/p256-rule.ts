/** What has to hold for P-256 keys and signatures beyond what platforms check alike. (STM-027, STM-028) */

const P = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const HALF_N = N >> 1n;

/** Whether 64 bytes, x then y, are a point of the curve with both coordinates below p. */
export function isOnP256(point: Uint8Array): boolean {
  const x = bigEndian(point.subarray(0, 32));
  const y = bigEndian(point.subarray(32));
  return x < P && y < P && (y * y - (x * x * x - 3n * x + B)) % P === 0n;
}

/** Whether the second half of a signature is at most half of the group order. */
export function isLowS(scalar: Uint8Array): boolean {
  return bigEndian(scalar) <= HALF_N;
}

/**
 * The one of the two ES256 signatures for the same message and nonce that verifiers accept. Hardware makes either; a `Signer`
 * on hardware passes its signatures, 64 bytes each, through here. (STM-028)
 */
export function lowerEs256Signature(signature: Uint8Array): Uint8Array {
  if (signature.length !== 64) throw new RangeError(`an ES256 signature has 64 bytes, got ${signature.length}`);
  const s = bigEndian(signature.subarray(32));
  if (s <= HALF_N) return signature;
  const lowered = new Uint8Array(signature);
  for (let i = 63, rest = N - s; i >= 32; i--, rest >>= 8n) lowered[i] = Number(rest & 255n);
  return lowered;
}

function bigEndian(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
