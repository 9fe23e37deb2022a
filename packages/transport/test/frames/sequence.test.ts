import { compressItems, decodeSequence, encodeMessage, messageLength } from '@allod/transport/frames';
import type { PackMessage } from '@allod/transport/frames';
import { encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { bytes, hex, ITEM } from './made.ts';

const HEAD: PackMessage = { m: 'pack', v: 1, sp: [bytes(32)], made: 1_790_000_000_000_000 };
const END: PackMessage = { m: 'packend', n: 1, per: [[bytes(32), 1, bytes(32), [bytes(32)]]], sha: bytes(32) };

describe('decodeSequence', () => {
  it('gives the messages of a pack one by one, with their lengths', () => {
    const items = { m: 'items', s: 0, q: 0, i: [ITEM] } as const;
    let rest: Uint8Array = Buffer.concat([encodeMessage(HEAD), encodeMessage(items), encodeMessage(END)]);
    const found = [];
    while (rest.length > 0) {
      const step = decodeSequence(rest);
      if (step.kind !== 'message') throw new Error(step.kind);
      expect(messageLength(step.message)).toBe(step.length);
      found.push(step.message);
      rest = rest.subarray(step.length);
    }
    expect(found).toEqual([HEAD, items, END]);
  });

  it('says at every cut that more is to come, and how much at least', () => {
    const whole = encodeMessage(END);
    for (let length = 0; length < whole.length; length++) {
      const step = decodeSequence(whole.subarray(0, length));
      if (step.kind !== 'more') throw new Error(`${step.kind} at ${length}`);
      expect(step.atLeast).toBeGreaterThan(length);
      expect(step.atLeast).toBeLessThanOrEqual(whole.length);
    }
  });

  it('inflates what is compressed', () => {
    const list = [[bytes(2), Uint8Array.from({ length: 200 }, (_, i) => (i * i) % 256), bytes(64)] as const];
    const step = decodeSequence(encodeMessage({ m: 'items', s: 3, q: 9, ...compressItems(list) }));
    expect(step).toMatchObject({ kind: 'message', message: { m: 'items', s: 3, q: 9, i: list } });
  });

  it.each<[string, Uint8Array, string]>([
    ['what is no CBOR of ours', hex('f7'), 'E_FRAME'],
    ['a fault in a message that goes on', hex('a2616df7'), 'E_FRAME'],
    ['what is no map', hex('00'), 'E_FRAME'],
    ['a message of sessions', encodeMessage({ m: 'ping' }), 'E_MESSAGE'],
    ['a kind that there is not', encode({ m: 'other' }), 'E_MESSAGE'],
    ['an unknown member that must be known', encode({ ...HEAD, '!x': 1 }), 'E_MESSAGE'],
    ['another version', encode({ ...HEAD, v: 2 }), 'E_FRAME'],
    ['compressed items that are none', encode({ m: 'items', s: 0, q: 0, z: bytes(9), zn: 9 }), 'E_FRAME'],
  ])('refuses %s', (_, start, code) => {
    expect(decodeSequence(start)).toMatchObject({ kind: 'fault', error: { code } });
  });
});
