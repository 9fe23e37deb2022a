import { certificate, collectionHash, lanes, orderKey } from '@allod/storage';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { reserveZero } from '../src/order.ts';

const id = Buffer.alloc(32, 5).toString('base64url');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const sha256 = (...parts: (string | Uint8Array)[]): Buffer =>
  createHash('sha256')
    .update(Buffer.concat(parts.map((each) => Buffer.from(each as string))))
    .digest();

/** An order key by hand: collection hash of one byte repeated, then time, then an id of one byte repeated. */
function key(colh: number, t: bigint, of: number): Uint8Array {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(t);
  return Buffer.concat([Buffer.alloc(8, colh), time, Buffer.alloc(32, of)]);
}

test('SYN-001 puts collection hash, time and id into the order key of a record', () => {
  const made = orderKey({ typ: 'allod-rec', claims: { col: 'v:notes', t: 2 ** 53 - 1 }, id });
  const colh = sha256('allod1/col\0', 'v:notes').subarray(0, 8);
  expect(hex(made)).toBe(hex(colh) + '001fffffffffffff' + '05'.repeat(32));
  expect(collectionHash('v:notes')).toEqual(new Uint8Array(colh));
});

test('SYN-001 puts ops before all records, and reads no collection from them', () => {
  const made = orderKey({ typ: 'allod-op', claims: { col: 'v:notes', t: 0 }, id });
  expect(hex(made)).toBe('00'.repeat(16) + '05'.repeat(32));
  expect(hex(reserveZero(new Uint8Array(8)))).toBe('0000000000000001');
});

test.each([{}, { t: -1 }, { t: 0.5 }, { t: 2 ** 53 }, { t: '1' }])('throws for an op with the claims %j', (claims) => {
  expect(() => orderKey({ typ: 'allod-op', claims, id })).toThrow(TypeError);
});

test('throws for a record without a collection and for an id of another form', () => {
  expect(() => orderKey({ typ: 'allod-rec', claims: { t: 1 }, id })).toThrow(TypeError);
  expect(() => orderKey({ typ: 'allod-op', claims: { t: 1 }, id: 'short' })).toThrow(TypeError);
});

test('SYN-002 hashes ids into buckets of one collection and one day, and buckets into the certificate', () => {
  const day = 86_400_000_000n;
  const keys = [key(0, 0n, 1), key(0, day - 1n, 2), key(0, day, 3), key(9, day, 4)];
  const bucket = (colh: number, number: number, ...ids: number[]): Buffer => {
    const head = Buffer.alloc(22, colh);
    head.writeUIntBE(number, 8, 6);
    head.writeBigUInt64BE(BigInt(ids.length), 14);
    return Buffer.concat([head, sha256('allod1/bucket\0', ...ids.map((each) => Buffer.alloc(32, each)))]);
  };
  const expected = sha256('allod1/cert\0', bucket(0, 0, 1, 2), bucket(0, 1, 3), bucket(9, 1, 4));
  expect(hex(certificate(keys))).toBe(hex(expected));
  expect(hex(certificate([]))).toBe(hex(sha256('allod1/cert\0')));
});

test('throws for keys of a set that do not ascend or have another length', () => {
  const [a, b] = [key(0, 0n, 1), key(0, 0n, 2)];
  expect(() => certificate([b, a])).toThrow(RangeError);
  expect(() => certificate([a, a])).toThrow(RangeError);
  expect(() => certificate([a.subarray(1)])).toThrow(RangeError);
});

test('SYN-003 adds little-endian lanes without a carry from one to the next', () => {
  const ids = [Buffer.alloc(32, 255), Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.alloc(28, 1)])];
  expect(hex(lanes(ids))).toBe('01000000' + '00010101'.repeat(7));
  expect(hex(lanes([]))).toBe('00'.repeat(32));
});
