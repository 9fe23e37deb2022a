// One ciphertext and tag of AES-GCM that hold under two keys. A tag is a linear function of each block of the ciphertext
// (NIST SP 800-38D §6.4), so one block can be chosen such that both tags are the same.
import { createCipheriv } from 'node:crypto';
import { join } from './value.ts';

/** An encryption that is to hold under a second key, too. */
export interface Wanted {
  readonly keys: readonly [Uint8Array, Uint8Array];
  /** 12 bytes. */
  readonly iv: Uint8Array;
  readonly aad: Uint8Array;
  /** Under the first key; 16 bytes of it are given up. */
  readonly plaintext: Uint8Array;
  /** Which block of 16 bytes that is, from 0. */
  readonly block: number;
}

const BLOCK = 16;
/** x^128 + x^7 + x^2 + x + 1, the first bit being that of x^0. */
const POLYNOMIAL = 0xe1n << 120n;
const BITS = 128n;

/** Ciphertext and tag that hold under both keys; under the first, the plaintext but for one block. */
export function salamander({ keys, iv, aad, plaintext, block }: Wanted): { ciphertext: Uint8Array; tag: Uint8Array } {
  const [first] = keys;
  const cipher = createCipheriv('aes-256-gcm', first, iv);
  const ciphertext = join(cipher.update(plaintext), cipher.final());
  ciphertext.fill(0, BLOCK * block, BLOCK * (block + 1));
  const [one, other] = keys.map((key) => tagParts(key, { iv, aad, ciphertext }));
  if (one === undefined || other === undefined) throw new RangeError('two keys are needed');
  const power = Math.ceil(ciphertext.length / BLOCK) - block + 1;
  const factor = powerOf(one.hashKey, power) ^ powerOf(other.hashKey, power);
  const chosen = multiply(one.tag ^ other.tag, inverse(factor));
  ciphertext.set(bytesOf(chosen), BLOCK * block);
  return { ciphertext, tag: bytesOf(tagParts(first, { iv, aad, ciphertext }).tag) };
}

interface Authenticated {
  readonly iv: Uint8Array;
  readonly aad: Uint8Array;
  readonly ciphertext: Uint8Array;
}

/** The tag under a key, and the key of its hash. */
function tagParts(key: Uint8Array, { iv, aad, ciphertext }: Authenticated): { tag: bigint; hashKey: bigint } {
  const hashKey = encryptBlock(key, new Uint8Array(BLOCK));
  const lengths = Buffer.alloc(BLOCK);
  lengths.writeUInt32BE(8 * aad.length, 4);
  lengths.writeUInt32BE(8 * ciphertext.length, 12);
  const blocks = join(whole(aad), whole(ciphertext), lengths);
  let sum = 0n;
  for (let at = 0; at < blocks.length; at += BLOCK)
    sum = multiply(sum ^ integerOf(blocks.subarray(at, at + BLOCK)), hashKey);
  return { tag: sum ^ encryptBlock(key, join(iv, Uint8Array.of(0, 0, 0, 1))), hashKey };
}

/** Filled up with zeros to whole blocks. */
function whole(bytes: Uint8Array): Uint8Array {
  return join(bytes, new Uint8Array((BLOCK - (bytes.length % BLOCK)) % BLOCK));
}

function encryptBlock(key: Uint8Array, block: Uint8Array): bigint {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return integerOf(cipher.update(block));
}

function integerOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOf(integer: bigint): Uint8Array {
  return Buffer.from(integer.toString(16).padStart(2 * BLOCK, '0'), 'hex');
}

/** The product in GF(2^128), SP 800-38D §6.3. */
function multiply(a: bigint, b: bigint): bigint {
  let [product, shifted] = [0n, b];
  for (let bit = BITS - 1n; bit >= 0n; bit--) {
    if (((a >> bit) & 1n) === 1n) product ^= shifted;
    shifted = (shifted & 1n) === 1n ? (shifted >> 1n) ^ POLYNOMIAL : shifted >> 1n;
  }
  return product;
}

function powerOf(base: bigint, exponent: number): bigint {
  return Array.from({ length: exponent - 1 }, () => base).reduce(multiply, base);
}

/** Its power 2^128 − 2. */
function inverse(a: bigint): bigint {
  let [result, power] = [1n << (BITS - 1n), a];
  for (let bit = 1n; bit < BITS; bit++) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}
