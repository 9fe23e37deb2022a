/**
 * SHA-256 (FIPS 180-4) and HMAC (RFC 2104) in JavaScript, for what is short. A sealed body has about eight digests of a block or two:
 * calls into a platform, or objects of a library, take longer than to compute them, and neither lets half of an HMAC be kept with its
 * key. No step depends on what is hashed but by arithmetic.
 */

const BLOCK_BYTES = 64;
/** Bytes at the end of the last block that say how long everything was. */
const LENGTH_BYTES = 8;

/** The constants of the 64 rounds. */
const ROUND = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
]);
const START = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]);

/** The words of a block and those that follow from them. Overwritten when a digest is done. */
const words = new Int32Array(64);
const lastBlock = new Uint8Array(BLOCK_BYTES);

/** SHA-256, 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return finish(START, bytes, 0);
}

/** A key of HMAC-SHA-256, with what is the same for every message done: 64 bytes that are as secret as the key. */
export interface HmacKey {
  readonly inner: Int32Array;
  readonly outer: Int32Array;
}

/** Makes a key of HMAC-SHA-256. Throws `RangeError` for more than 64 bytes. */
export function hmacKey(key: Uint8Array): HmacKey {
  if (key.length > BLOCK_BYTES) throw new RangeError(`a key of HMAC has at most 64 bytes here, got ${key.length}`);
  return { inner: padded(key, 0x36), outer: padded(key, 0x5c) };
}

/** HMAC-SHA-256, 32 bytes. */
export function hmac({ inner, outer }: HmacKey, message: Uint8Array): Uint8Array {
  const digest = finish(inner, message, BLOCK_BYTES);
  const code = finish(outer, digest, BLOCK_BYTES);
  digest.fill(0);
  return code;
}

/** Overwrites a key. */
export function wipeHmacKey({ inner, outer }: HmacKey): void {
  inner.fill(0);
  outer.fill(0);
}

function padded(key: Uint8Array, pad: number): Int32Array {
  const block = new Uint8Array(BLOCK_BYTES).fill(pad);
  for (let i = 0; i < key.length; i++) block[i]! ^= key[i]!;
  const state = new Int32Array(START);
  compress(state, block, 0);
  block.fill(0);
  return state;
}

/** The digest of `bytes` after `before` bytes that `start` is the state of. */
function finish(start: Int32Array, bytes: Uint8Array, before: number): Uint8Array {
  const state = new Int32Array(start);
  let at = 0;
  for (; at + BLOCK_BYTES <= bytes.length; at += BLOCK_BYTES) compress(state, bytes, at);
  const rest = bytes.length - at;
  for (let i = 0; i < rest; i++) lastBlock[i] = bytes[at + i]!;
  lastBlock[rest] = 0x80;
  lastBlock.fill(0, rest + 1);
  if (rest >= BLOCK_BYTES - LENGTH_BYTES) {
    compress(state, lastBlock, 0);
    lastBlock.fill(0);
  }
  let bits = (before + bytes.length) * 8;
  for (let i = BLOCK_BYTES - 1; bits > 0; i--, bits = Math.floor(bits / 256)) lastBlock[i] = bits & 255;
  compress(state, lastBlock, 0);
  words.fill(0);
  lastBlock.fill(0);
  const digest = new Uint8Array(32);
  for (let i = 0; i < 32; i++) digest[i] = state[i >> 2]! >>> (24 - 8 * (i & 3));
  state.fill(0);
  return digest;
}

/** Takes one block into the state. FIPS 180-4 §6.2.2. */
function compress(state: Int32Array, bytes: Uint8Array, from: number): void {
  schedule(bytes, from);
  turn(state);
}

function schedule(bytes: Uint8Array, from: number): void {
  for (let i = 0, at = from; i < 16; i++, at += 4)
    words[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!;
    const y = words[i - 2]!;
    const lower = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const upper = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[i] = (words[i - 16]! + lower + words[i - 7]! + upper) | 0;
  }
}

function turn(state: Int32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  let e = state[4]!;
  let f = state[5]!;
  let g = state[6]!;
  let h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const high = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const first = (h + high + ((e & f) ^ (~e & g)) + ROUND[i]! + words[i]!) | 0;
    const low = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const second = (low + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}
