// Chapter 06 §1: the order of a set, its certificate, its lanes.
import { createHash } from 'node:crypto';
import type { Json } from './conventions.ts';
import type { Model } from './model.ts';

/** A statement as its place in a set is computed from it: the type, the claims as signed, the id. */
export interface SetItem {
  readonly typ: string;
  readonly claims: Uint8Array;
  readonly id: string;
}

/** What a set amounts to: how many ids, the hash that decides equality, the sums that only help to find differences. */
export interface SetSummary {
  readonly n: number;
  readonly cert: Uint8Array;
  readonly lanes: Uint8Array;
}

/** An order key, taken apart. */
interface Place {
  readonly colh: Uint8Array;
  readonly t: bigint;
  readonly id: Uint8Array;
}

/** The ids of one `colh` and one day, in order. */
export interface Bucket {
  readonly colh: Uint8Array;
  readonly day: bigint;
  readonly ids: readonly Uint8Array[];
}

const COLH_BYTES = 8;
const TIME_BYTES = 8;
const DAY_BYTES = 6;
const COUNT_BYTES = 8;
const LANE_BYTES = 4;
const LANES = 8;
const DAY_MICROS = 86_400_000_000n;

// §1.1 Order key

/** SYN-001. `colh` ‖ `t` ‖ id, 48 bytes. */
export function orderKey(model: Model, { typ, claims, id }: SetItem): Uint8Array {
  const json = model.parseStrictJson(claims) as Map<string, Json>;
  const colh = typ === 'allod-op' ? new Uint8Array(COLH_BYTES) : model.collectionHash(String(json.get('col')));
  return Buffer.concat([colh, model.timeBytes(Number(json.get('t'))), model.parseId(id)]);
}

/** `t` as it stands in an order key. */
export function timeBytes(_model: Model, t: number): Uint8Array {
  return bigEndian(BigInt(t), TIME_BYTES);
}

/** `colh` of a record. Eight zero bytes are for ops alone, so a record has …01 instead. */
export function collectionHash(model: Model, col: string): Uint8Array {
  const hash = model.domainHash('allod1/col', Buffer.from(col)).subarray(0, COLH_BYTES);
  return hash.every((octet) => octet === 0) ? bigEndian(1n, COLH_BYTES) : hash;
}

/** SHA-256 of bytes that mean something in one place only, which `domain` names. */
export function domainHash(_model: Model, domain: string, data: Uint8Array): Uint8Array {
  return createHash('sha256').update(`${domain}\0`).update(data).digest();
}

// §1.2 Certificate

/** SYN-002, SYN-003. A set names each id once, so an item that comes again changes nothing. */
export function summarise(model: Model, items: readonly SetItem[]): SetSummary {
  const itemById = new Map(items.map((item) => [item.id, item]));
  const keys = model.sortKeys([...itemById.values()].map((item) => model.orderKey(item)));
  const places = keys.map(placeOf);
  return { n: keys.length, cert: model.certificate(bucketsOf(model, places)), lanes: lanesOf(model, places) };
}

/** Order keys in order: as bytes. */
export function sortKeys(_model: Model, keys: readonly Uint8Array[]): Uint8Array[] {
  return keys.toSorted(Buffer.compare);
}

function placeOf(key: Uint8Array): Place {
  const t = Buffer.from(key).readBigUInt64BE(COLH_BYTES);
  return { colh: key.subarray(0, COLH_BYTES), t, id: key.subarray(COLH_BYTES + TIME_BYTES) };
}

function bucketsOf(model: Model, places: readonly Place[]): Bucket[] {
  const buckets: (Bucket & { readonly ids: Uint8Array[] })[] = [];
  for (const { colh, t, id } of places) {
    const day = model.dayOf(t);
    const last = buckets.at(-1);
    if (last?.day === day && Buffer.compare(last.colh, colh) === 0) last.ids.push(id);
    else buckets.push({ colh, day, ids: [id] });
  }
  return buckets;
}

/** The number of whole days since 1970 at `t`, in microseconds. */
export function dayOf(_model: Model, t: bigint): bigint {
  return t / DAY_MICROS;
}

/** The certificate of a set in buckets. */
export function certificate(model: Model, buckets: readonly Bucket[]): Uint8Array {
  return model.domainHash('allod1/cert', Buffer.concat(buckets.map((bucket) => model.bucketEntry(bucket))));
}

/** What a bucket contributes to the certificate: 54 bytes. */
export function bucketEntry(model: Model, { colh, day, ids }: Bucket): Uint8Array {
  const count = bigEndian(BigInt(ids.length), COUNT_BYTES);
  return Buffer.concat([colh, bigEndian(day, DAY_BYTES), count, model.bucketDigest(ids)]);
}

/** The digest of ids in order. */
export function bucketDigest(model: Model, ids: readonly Uint8Array[]): Uint8Array {
  return model.domainHash('allod1/bucket', Buffer.concat(ids));
}

/** Eight lanes, each as it would stand in an id. */
function lanesOf(model: Model, places: readonly Place[]): Uint8Array {
  const sums = Array.from({ length: LANES }, (_, lane) => {
    const numbers = places.map(({ id }) => model.laneNumber(id.subarray(lane * LANE_BYTES, (lane + 1) * LANE_BYTES)));
    return numbers.reduce((sum, number) => model.addLane(sum, number), 0n);
  });
  return Buffer.concat(sums.map((sum) => bigEndian(sum, LANE_BYTES).toReversed()));
}

/** The number that four bytes of an id stand for. */
export function laneNumber(_model: Model, octets: Uint8Array): bigint {
  return integerOf(octets.toReversed());
}

/** The sum modulo 2^32. */
export function addLane(_model: Model, sum: bigint, number: bigint): bigint {
  return (sum + number) % 2n ** 32n;
}

function bigEndian(value: bigint, length: number): Uint8Array {
  return Buffer.from(value.toString(16).padStart(length * 2, '0'), 'hex');
}

function integerOf(octets: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(octets).toString('hex')}`);
}
