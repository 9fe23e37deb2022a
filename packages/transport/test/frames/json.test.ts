import { itemFromParts, messageFromJson, messageToJson, partsFromItem } from '@allod/transport/frames';
import type { JsonMessage } from '@allod/transport/frames';
import { describe, expect, it } from 'vitest';
import { bytes, ITEM } from './made.ts';

const AQE = 'AQE';
const signature = 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ';

describe('messageToJson', () => {
  it('writes byte strings as base64url, at any depth', () => {
    const two = [bytes(2), bytes(2), [bytes(64), [[bytes(2), bytes(64)]]], bytes(0)] as const;
    expect(messageToJson({ m: 'items', s: 0, q: 1, i: [ITEM, two] })).toEqual({
      m: 'items',
      s: 0,
      q: 1,
      i: [
        [AQE, AQE, signature],
        [AQE, AQE, [signature, [[AQE, signature]]], ''],
      ],
    });
  });
});

describe('messageFromJson', () => {
  it('leaves text alone that is text in CBOR too', () => {
    const bye: JsonMessage = { m: 'bye', code: 'E_ABUSE' };
    expect(messageFromJson(bye)).toEqual(bye);
    expect(messageFromJson({ m: 'ack', s: 0, q: 0, no: [[1, 'E_SIG']], dur: 1 })).toMatchObject({ no: [[1, 'E_SIG']] });
  });

  it.each<[string, JsonMessage]>([
    ['a kind that there is not', { m: 'pang' }],
    ['a kind that every object has', { m: 'constructor' }],
    ['a message of packs', { m: 'packend', n: 0, per: [], sha: 'A'.repeat(43) }],
    ['text that is not base64url', { m: 'lag', s: 0, cur: '!'.repeat(32) }],
    ['too few bytes', { m: 'lag', s: 0, cur: AQE }],
    ['a list where bytes belong', { m: 'lag', s: 0, cur: [AQE] }],
    ['text where a list of bytes belongs', { m: 'get', rq: 0, ids: AQE }],
    ['null where bytes belong', { m: 'lag', s: 0, cur: null }],
    ['a member that the schema does not name', { m: 'ping', x: 1 }],
  ])('throws RangeError for %s', (_, json) => {
    expect(() => messageFromJson(json)).toThrow(RangeError);
  });
});

describe('items', () => {
  it('carry one signature, or several with their headers, and a body that may be empty', () => {
    const one = { headerBytes: bytes(2), claimsBytes: bytes(3), signature: bytes(64) };
    expect(itemFromParts(one)).toEqual([bytes(2), bytes(3), bytes(64)]);
    expect(itemFromParts({ ...one, further: [] }, bytes(0))).toEqual([bytes(2), bytes(3), bytes(64), bytes(0)]);
    const two = { ...one, further: [{ headerBytes: bytes(4), signature: bytes(64, 2) }] };
    const item = itemFromParts(two, bytes(1));
    expect(item).toEqual([bytes(2), bytes(3), [bytes(64), [[bytes(4), bytes(64, 2)]]], bytes(1)]);
    expect(partsFromItem(item)).toEqual(two);
    expect(partsFromItem(item).claimsBytes).toBe(one.claimsBytes);
  });
});
