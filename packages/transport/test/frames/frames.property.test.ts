import {
  compressItems,
  decodeFrame,
  encodeFrame,
  itemFromParts,
  messageFromJson,
  messageToJson,
  partsFromItem,
} from '@allod/transport/frames';
import type { JsonMessage, Message } from '@allod/transport/frames';
import { decode, decodeFirst, encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { item, message } from './arbitrary.ts';

/** The values of a CBOR sequence, by a codec that is lax. */
function lax(frame: Uint8Array): unknown[] {
  const values: unknown[] = [];
  let rest = frame;
  while (rest.length > 0) {
    const [value, after] = decodeFirst(rest) as [unknown, Uint8Array];
    values.push(value);
    rest = after;
  }
  return values;
}

const taken = (frame: Uint8Array): Message[] => {
  const result = decodeFrame(frame);
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.requirement}`);
  return result.value;
};
const frames = fc.array(message, { minLength: 1, maxLength: 4 });

describe('encodeFrame and decodeFrame', () => {
  it('are inverse', () => {
    fc.assert(
      fc.property(frames, (messages) => {
        expect(taken(encodeFrame(messages))).toEqual(messages);
      }),
      { numRuns: 200 },
    );
  });

  it('agree with a codec of others about every value', () => {
    fc.assert(
      fc.property(frames, (messages) => {
        const frame = encodeFrame(messages);
        expect(lax(frame)).toEqual(messages);
        expect(frame).toEqual(new Uint8Array(Buffer.concat(messages.map((each) => encode(each)))));
      }),
      { numRuns: 100 },
    );
  });

  it('give back what was compressed', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 12 }), (items) => {
        expect(taken(encodeFrame([{ m: 'items', s: 0, q: 0, ...compressItems(items) }]))).toEqual([
          { m: 'items', s: 0, q: 0, i: items },
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('decodeFrame', () => {
  it('SYN-004 takes no byte string that is not what its messages encode to, or says E_FRAME or E_MESSAGE', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (frame) => {
        const result = decodeFrame(frame);
        if (result.ok) expect(result.value.map(({ m }) => m)).toEqual(lax(frame).map((each) => (each as Message).m));
        else expect(['E_FRAME', 'E_MESSAGE']).toContain(result.error.code);
      }),
      { numRuns: 2_000 },
    );
  });

  it('SYN-004 never throws on a frame with some bytes changed, and takes only what a lax codec reads alike', () => {
    const change = fc.tuple(fc.nat(), fc.nat(255), fc.nat(2));
    fc.assert(
      fc.property(frames, fc.array(change, { minLength: 1, maxLength: 3 }), (messages, changes) => {
        let frame = [...encodeFrame(messages)];
        for (const [at, byte, how] of changes)
          frame.splice(at % frame.length, how === 2 ? 0 : 1, ...(how === 1 ? [] : [byte]));
        const result = decodeFrame(Uint8Array.from(frame));
        if (!result.ok || result.value.some((each) => 'z' in each)) return;
        const known = lax(Uint8Array.from(frame)) as Record<string, unknown>[];
        result.value.forEach((each, index) => expect(known[index]).toMatchObject(each));
      }),
      { numRuns: 500 },
    );
  });

  it('SYN-009 never throws on compressed items with a byte changed', () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), fc.nat(), fc.nat(255), (items, at, byte) => {
        const { z, zn } = compressItems(items);
        z[at % z.length] = byte;
        const result = decodeFrame(encodeFrame([{ m: 'items', s: 0, q: 0, z, zn }]));
        expect(result.ok ? 'taken' : result.error.requirement).toMatch(/^(taken|SYN-009)$/);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the JSON form', () => {
  it('stands for the same message', () => {
    fc.assert(
      fc.property(message, (each) => {
        const json = JSON.parse(JSON.stringify(messageToJson(each))) as JsonMessage;
        expect(messageFromJson(json)).toEqual(each);
      }),
      { numRuns: 150 },
    );
  });
});

describe('items', () => {
  it('are the statement and its body, and nothing more', () => {
    fc.assert(
      fc.property(item, (each) => {
        expect(itemFromParts(partsFromItem(each), each[3])).toEqual(each);
        expect(decode(encode(itemFromParts(partsFromItem(each))))).toEqual(each.slice(0, 3));
      }),
      { numRuns: 60 },
    );
  });
});
