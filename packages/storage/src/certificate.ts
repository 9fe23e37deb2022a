import { compareBytes, concatBytes, equalBytes } from '@allod/core/bytes';
import { labelledDigest } from './digest.ts';
import { COLLECTION_HASH_BYTES, ORDER_KEY_BYTES } from './order.ts';

const MICROSECONDS_PER_DAY = 86_400_000_000n;
const LANES = 8;

/**
 * The certificate of the set with these order keys: 32 bytes, equal for equal sets alone. (SYN-002)
 * Throws `RangeError` unless the keys have 48 bytes each and ascend.
 */
export function certificate(keys: Iterable<Uint8Array>): Uint8Array {
  const certifier = createCertifier();
  for (const key of keys) certifier.add(key);
  return certifier.finish();
}

/** The lanes of a set of ids of 32 bytes each: 32 bytes, for finding differences and nothing else. (SYN-003) */
export function lanes(ids: Iterable<Uint8Array>): Uint8Array {
  const sums = new Uint32Array(LANES);
  for (const id of ids) addLanes(sums, id);
  return laneBytes(sums);
}

/** Adds one id of 32 bytes to eight sums. */
export function addLanes(sums: Uint32Array, id: Uint8Array): void {
  const view = new DataView(id.buffer, id.byteOffset, id.byteLength);
  for (let i = 0; i < LANES; i++) sums[i]! += view.getUint32(4 * i, true);
}

/** Eight sums as 32 bytes, little-endian each. */
export function laneBytes(sums: Uint32Array): Uint8Array {
  const out = new Uint8Array(4 * LANES);
  const view = new DataView(out.buffer);
  for (const [i, sum] of sums.entries()) view.setUint32(4 * i, sum, true);
  return out;
}

/** Takes up ascending order keys and holds the ids of one bucket at a time. */
export interface Certifier {
  /** Throws `RangeError` unless the key has 48 bytes and comes after the one before. */
  add(key: Uint8Array): void;
  finish(): Uint8Array;
}

/** Begins a certificate. */
export function createCertifier(): Certifier {
  const buckets: Uint8Array[] = [];
  let last: Uint8Array | undefined;
  let prefix = new Uint8Array();
  let ids: Uint8Array[] = [];
  const closeBucket = (): void => {
    if (ids.length > 0) buckets.push(encodeBucket(prefix, ids));
    ids = [];
  };
  return {
    add(key) {
      if (key.length !== ORDER_KEY_BYTES || (last !== undefined && compareBytes(last, key) >= 0))
        throw new RangeError('the order keys of a set have 48 bytes each and ascend');
      const next = bucketPrefix(key);
      if (!equalBytes(prefix, next)) closeBucket();
      prefix = next;
      last = key;
      ids.push(key.subarray(16));
    },
    finish() {
      closeBucket();
      return labelledDigest('allod1/cert', buckets);
    },
  };
}

/** Hash of the collection (8) ‖ day (6). */
function bucketPrefix(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const t = new DataView(key.buffer, key.byteOffset, key.byteLength).getBigUint64(COLLECTION_HASH_BYTES);
  const out = new Uint8Array(16);
  new DataView(out.buffer).setBigUint64(COLLECTION_HASH_BYTES, (t / MICROSECONDS_PER_DAY) << 16n);
  out.set(key.subarray(0, COLLECTION_HASH_BYTES));
  return out.slice(0, 14);
}

function encodeBucket(prefix: Uint8Array, ids: readonly Uint8Array[]): Uint8Array {
  const count = new Uint8Array(8);
  new DataView(count.buffer).setBigUint64(0, BigInt(ids.length));
  return concatBytes([prefix, count, labelledDigest('allod1/bucket', ids)]);
}
