// The mistakes of the designed mutants of chapter 06: each a replacement of one function of the model.
import { createHash } from 'node:crypto';
import { bucketEntry, orderKey, timeBytes } from '@allod/conformance-model';
import type { ModelFunction } from '@allod/conformance-model';

/** Bytes of `colh`, of `t` and of a day. */
const [COLH, TIME, DAY] = [8, 8, 6];

const DAY_MICROS = 86_400_000_000;

/** The hash of the bare name. */
export const dropCollectionDomain: ModelFunction<'collectionHash'> = (_model, col) =>
  createHash('sha256').update(col).digest().subarray(0, COLH);

/** The hash of the bare ids. */
export const dropBucketDomain: ModelFunction<'bucketDigest'> = (_model, ids) =>
  createHash('sha256').update(Buffer.concat(ids)).digest();

/** The time as it lies in memory. */
export const writeLittleEndian: ModelFunction<'timeBytes'> = (model, t) => timeBytes(model, t).toReversed();

/** The id, and the time behind it. */
export const idBeforeTime: ModelFunction<'orderKey'> = (model, item) => {
  const key = orderKey(model, item);
  return Buffer.concat([key.subarray(0, COLH), key.subarray(COLH + TIME), key.subarray(COLH, COLH + TIME)]);
};

/** The nearest day. */
export const roundDay: ModelFunction<'dayOf'> = (_model, t) => BigInt(Math.round(Number(t) / DAY_MICROS));

/** The entry without its count. */
export const countNothing: ModelFunction<'bucketEntry'> = (model, bucket) => {
  const entry = bucketEntry(model, bucket);
  return Buffer.concat([entry.subarray(0, COLH + DAY), model.bucketDigest(bucket.ids)]);
};

/** The four bytes as the network writes numbers. */
export const readBigEndian: ModelFunction<'laneNumber'> = (_model, octets) =>
  BigInt(Buffer.from(octets).readUInt32BE());

/** The order of the ids as text, within one collection and one time. */
export const sortAsText: ModelFunction<'sortKeys'> = (_model, keys) => {
  const textOf = (key: Uint8Array): string =>
    `${Buffer.from(key.subarray(0, COLH + TIME)).toString('hex')} ${Buffer.from(key.subarray(COLH + TIME)).toString('base64url')}`;
  return keys.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
};
