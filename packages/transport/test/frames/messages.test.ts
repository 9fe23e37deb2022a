import { deflateRawSync } from 'node:zlib';
import { compressItems, decodeFrame, encodeFrame, encodeMessage, messageLength } from '@allod/transport/frames';
import type { Item, Message, ReceivedItems } from '@allod/transport/frames';
import { encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { bytes, hex, ITEM, MESSAGES, ping, text } from './made.ts';

/** A frame of values that no schema has seen. */
const raw = (...messages: unknown[]): Uint8Array => Buffer.concat(messages.map((message) => encode(message)));

function refusal(frame: Uint8Array): string {
  const result = decodeFrame(frame);
  return result.ok ? 'taken' : `${result.error.code} ${result.error.requirement}`;
}

describe('messages', () => {
  it.each(MESSAGES.map((message) => [message.m, message] as const))('SYN-005, SYN-008 takes %s', (_, message) => {
    expect(decodeFrame(encodeFrame([message]))).toEqual({ ok: true, value: [message] });
  });

  it.each<[string, unknown]>([
    ['no m', { s: 0 }],
    ['a number as m', { m: 1 }],
    ['bytes as m', { m: new TextEncoder().encode('ping') }],
    ['an unknown m', { m: 'pingg' }],
    ['an m in capitals', { m: 'PING' }],
    ['an m that every object has', { m: 'constructor' }],
    ['a message of packs', { m: 'packend', n: 0, per: [], sha: bytes(32) }],
  ])('SYN-005 refuses a message with %s: E_MESSAGE', (_, message) => {
    expect(refusal(raw(message))).toBe('E_MESSAGE SYN-005');
  });

  it('SYN-006 takes a frame without members that begin with !', () => {
    expect(decodeFrame(raw({ m: 'ping', 'a!': 1 })).ok).toBe(true);
  });

  it.each(['!', '!x', '!m'])('SYN-006 refuses the unknown member %s: E_MESSAGE', (name) => {
    expect(refusal(raw({ m: 'ping', [name]: null }))).toBe('E_MESSAGE SYN-006');
  });

  it('SYN-007 ignores other members that the schema does not name', () => {
    const result = decodeFrame(raw({ m: 'win', c: 1, d: [{ '!x': 1 }], toString: 0 }));
    expect(result).toEqual({ ok: true, value: [{ m: 'win', c: 1 }] });
  });

  it('SYN-006 refuses before SYN-008, and the first message with a fault decides', () => {
    expect(refusal(raw({ m: 'win', '!x': 1 }))).toBe('E_MESSAGE SYN-006');
    expect(refusal(raw({ m: 'ping' }, { m: 'win' }, { m: 'x' }))).toBe('E_FRAME SYN-008');
    expect(refusal(raw({ m: 'ping' }, { m: 'x' }, { m: 'win' }))).toBe('E_MESSAGE SYN-005');
    expect(refusal(Buffer.concat([raw({ m: 'x' }), hex('f7')]))).toBe('E_FRAME SYN-004');
  });
});

/** The message of a kind with some members changed; `undefined` leaves one out. */
function changed(m: Message['m'], change: Record<string, unknown>): unknown {
  const message = { ...MESSAGES.find((each) => each.m === m), ...change };
  return Object.fromEntries(Object.entries(message).filter(([, value]) => value !== undefined));
}
const long = (count: number): Uint8Array[] => Array.from({ length: count }, () => bytes(32));
const items = (count: number): Item[] => Array.from({ length: count }, () => ITEM);
const withSignature = (signature: unknown): unknown => ({ i: [[bytes(2), bytes(2), signature]] });
const signers = (count: number): unknown => [bytes(64), Array.from({ length: count }, () => [bytes(2), bytes(64)])];

describe('shapes', () => {
  it.each<[Message['m'], string, Record<string, unknown>]>([
    ['hello', 'the greatest bounds', { mf: 1_048_576, wn: 16_777_216, v: Array(8).fill('v'.repeat(16)), ft: [] }],
    ['hello', 'characters beyond ASCII, counted as characters', { ft: ['𝄞'.repeat(16)] }],
    ['open', 'a cursor of any length up to 64', { cur: bytes(64) }],
    ['open', 'an empty cursor', { cur: bytes(0) }],
    ['open', '64 heads', { heads: long(64) }],
    ['items', '512 items', { i: items(512) }],
    ['items', 'an item of the greatest lengths', { i: [[bytes(512), bytes(65_536), bytes(64), bytes(1_048_576)]] }],
    ['items', 'eight signers', withSignature(signers(7)) as Record<string, unknown>],
    ['items', 'no cursor', { cur: undefined }],
    [
      'ack',
      'the shortest and the longest code',
      {
        no: [
          [0, 'E_A'],
          [511, `E_${'Z'.repeat(40)}`],
        ],
      },
    ],
    ['get', 'digests alone', { ids: undefined }],
    ['got', 'nothing but its number', { i: undefined, bd: undefined, no: undefined, more: undefined }],
    ['bye', 'no retry', { retry: undefined }],
  ])('SYN-008 takes %s with %s', (m, _, change) => {
    expect(decodeFrame(raw(changed(m, change))).ok).toBe(true);
  });

  it.each<[Message['m'], string, Record<string, unknown>]>([
    ['hello', 'a frame below 131,072', { mf: 131_071 }],
    ['hello', 'a frame above 1,048,576', { mf: 1_048_577 }],
    ['hello', 'credit above 16,777,216', { wn: 16_777_217 }],
    ['hello', 'no version', { v: [] }],
    ['hello', 'an empty version', { v: [''] }],
    ['hello', 'nine versions', { v: Array(9).fill('a') }],
    ['hello', 'a feature of 17 characters', { ft: ['z'.repeat(17)] }],
    ['hello', 'a generation of 7 bytes', { st: bytes(7) }],
    ['hello', 'a generation as text', { st: 'AAAAAAAA' }],
    ['hello', 'no generation', { st: undefined }],
    ['open', 'a negative subscription', { s: -1 }],
    ['open', 'subscription 2048', { s: 2048 }],
    ['open', 'a space of 31 bytes', { sp: bytes(31) }],
    ['open', 'a space of 33 bytes', { sp: bytes(33) }],
    ['open', 'a number as live', { live: 1 }],
    ['open', '65 heads', { heads: long(65) }],
    ['open', 'a cursor of 65 bytes', { cur: bytes(65) }],
    ['open', 'null as a cursor', { cur: null }],
    ['opened', 'a cut of 23 bytes', { at: bytes(23) }],
    ['opened', 'reset false', { reset: false }],
    ['deps', 'no log', { l: [] }],
    ['deps', 'a log without heads', { l: [[bytes(32), 1]] }],
    ['deps', 'a log with more', { l: [[bytes(32), 1, [], 0]] }],
    ['items', 'no item', { i: [] }],
    ['items', '513 items', { i: items(513) }],
    ['items', 'neither i nor z', { i: undefined }],
    ['items', 'both i and z', { z: bytes(1), zn: 1 }],
    ['items', 'i and zn', { zn: 1 }],
    ['items', 'z without zn', { i: undefined, z: bytes(1) }],
    ['items', 'zn without z', { i: undefined, zn: 1 }],
    ['items', 'zn of 0', { i: undefined, z: bytes(1), zn: 0 }],
    ['items', 'a map as an item', { i: [{ p: bytes(2) }] }],
    ['items', 'an item of two parts', { i: [ITEM.slice(0, 2)] }],
    ['items', 'an item of five parts', { i: [[...ITEM, bytes(1), bytes(1)]] }],
    ['items', 'a header of one byte', { i: [[bytes(1), bytes(2), bytes(64)]] }],
    ['items', 'a header of 513 bytes', { i: [[bytes(513), bytes(2), bytes(64)]] }],
    ['items', 'claims of 65,537 bytes', { i: [[bytes(2), bytes(65_537), bytes(64)]] }],
    ['items', 'a signature of 63 bytes', withSignature(bytes(63)) as Record<string, unknown>],
    ['items', 'a signature of 65 bytes', withSignature(bytes(65)) as Record<string, unknown>],
    ['items', 'a signature as text', withSignature('s'.repeat(86)) as Record<string, unknown>],
    ['items', 'one signature in a list', withSignature([bytes(64)]) as Record<string, unknown>],
    ['items', 'no further signer', withSignature(signers(0)) as Record<string, unknown>],
    ['items', 'nine signers', withSignature(signers(8)) as Record<string, unknown>],
    ['items', 'null as a body', { i: [[...ITEM, null]] }],
    ['items', 'a body of 1,048,577 bytes', { i: [[...ITEM, bytes(1_048_577)]] }],
    ['ack', 'no list of refusals', { no: undefined }],
    ['ack', 'index 512', { no: [[512, 'E_SIG']] }],
    ['ack', 'a code in small letters', { no: [[0, 'E_sig']] }],
    ['ack', 'a code of 43 characters', { no: [[0, `E_${'Z'.repeat(41)}`]] }],
    ['ack', 'a code that goes on after a line', { no: [[0, 'E_SIG\n']] }],
    ['ack', 'durability 3', { dur: 3 }],
    ['get', 'neither ids nor digests', { ids: undefined, digs: undefined }],
    ['get', 'an empty list of ids', { ids: [] }],
    ['get', '257 ids', { ids: long(257) }],
    ['got', 'z without zn', { i: undefined, z: bytes(1) }],
    ['got', 'more false', { more: false }],
    ['got', 'a part of a body without its bytes', { bd: [[bytes(32), 0, 5]] }],
    ['win', 'credit of 0', { c: 0 }],
    ['win', 'credit above 16,777,216', { c: 16_777_217 }],
    ['fin', 'no subscription', { s: undefined }],
    ['done', 'no cursor', { cur: undefined }],
    ['lag', 'a cursor of 25 bytes', { cur: bytes(25) }],
    ['bye', 'no code', { code: undefined }],
    ['bye', 'a retry of more than a day', { retry: 86_401 }],
  ])('SYN-008 refuses %s with %s: E_FRAME', (m, _, change) => {
    expect(refusal(raw(changed(m, change)))).toBe('E_FRAME SYN-008');
  });

  it('SYN-008 refuses a list of items that is as long as 1 MiB of them and no item: E_FRAME', () => {
    expect(refusal(raw(changed('items', { i: Array(513).fill(0) })))).toBe('E_FRAME SYN-008');
  });
});

const listOf = (count: number): Uint8Array => encode(items(count));
const compressed = (list: Uint8Array, change: object = {}): Uint8Array =>
  raw({ m: 'items', s: 0, q: 0, z: new Uint8Array(deflateRawSync(list)), zn: list.length, ...change });
const z = (list: Uint8Array): Uint8Array => new Uint8Array(deflateRawSync(list));
/** Bytes that no DEFLATE makes much shorter. */
const noise = (length: number): Uint8Array => {
  let state = 1;
  return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16);
};
const noisy: Item = [bytes(2), noise(60_000), bytes(64)];

describe('compressed items', () => {
  it('SYN-009 takes what it has compressed itself, in items and in got', () => {
    const list = items(20).map((item): Item => [item[0], noise(30), item[2]]);
    const messages: Message[] = [
      { m: 'items', s: 4, q: 1, cur: bytes(24), ...compressItems(list) },
      { m: 'got', rq: 7, more: true, ...compressItems(list) },
    ];
    const result = decodeFrame(encodeFrame(messages));
    expect(result).toEqual({
      ok: true,
      value: [
        { m: 'items', s: 4, q: 1, cur: bytes(24), i: list },
        { m: 'got', rq: 7, more: true, i: list },
      ],
    });
  });

  it('SYN-009 takes 1 and 512 items, and 64 times the length of z', () => {
    expect(decodeFrame(compressed(encode([noisy]))).ok).toBe(true);
    expect(
      decodeFrame(compressed(encode(Array.from({ length: 512 }, (_, i) => [bytes(2, i), noise(60 + i), bytes(64, i)]))))
        .ok,
    ).toBe(true);
    const exact = exactRatio();
    expect(exact.list.length).toBe(64 * exact.z.length);
    expect(decodeFrame(compressed(exact.list, { z: exact.z })).ok).toBe(true);
  });

  it.each<[string, () => Uint8Array]>([
    ['a zn that is one too little', () => compressed(encode([noisy]), { zn: encode([noisy]).length - 1 })],
    ['a zn that is one too much', () => compressed(encode([noisy]), { zn: encode([noisy]).length + 1 })],
    [
      'a byte after the end',
      () => compressed(encode([noisy]), { z: Buffer.concat([z(encode([noisy])), Uint8Array.of(0)]) }),
    ],
    ['a stream that is cut off', () => compressed(encode([noisy]), { z: z(encode([noisy])).slice(0, -1) })],
    [
      'a stream with a wrapper',
      () => compressed(encode([noisy]), { z: Uint8Array.of(0x78, 1, ...z(encode([noisy]))) }),
    ],
    ['what is no DEFLATE', () => compressed(listOf(1), { z: bytes(70, 0xff) })],
    ['more than 64 times the length of z', () => compressed(listOf(500))],
    ['no list', () => compressed(encode(noise(60)))],
    ['an empty list', () => compressed(encode([]))],
    ['513 items', () => compressed(encode(Array.from({ length: 513 }, () => [noise(40), noise(40), noise(64)])))],
    ['something that is no item', () => compressed(encode([ITEM.slice(0, 2)]))],
    ['a byte after the list', () => compressed(Buffer.concat([encode([noisy]), Uint8Array.of(0)]))],
    ['a list that is cut off', () => compressed(encode([noisy]).slice(0, -1))],
    ['a list whose length is not in its shortest form', () => compressed(Buffer.concat([hex('9801'), encode(noisy)]))],
    ['a map in the list', () => compressed(encode([{ p: noise(9) }]))],
  ])('SYN-009 refuses z with %s: E_FRAME', (_, frame) => {
    expect(refusal(frame())).toBe('E_FRAME SYN-009');
  });

  // `i` may be absent from `got`, so what does not inflate must not count as absent.
  it.each<[string, object]>([
    ['what is no DEFLATE', { z: bytes(70, 0xff), zn: 70 }],
    ['a zn that is one too much', { z: z(encode([noisy])), zn: encode([noisy]).length + 1 }],
    ['null instead of a list', { z: z(hex('f6')), zn: 1 }],
    ['something that is no item', { z: z(encode([noise(60)])), zn: encode([noise(60)]).length }],
  ])('SYN-009 refuses got with %s: E_FRAME', (_, members) => {
    expect(refusal(raw({ m: 'got', rq: 0, ...members }))).toBe('E_FRAME SYN-009');
  });

  it('SYN-009 refuses a zn above 4,194,304 before it inflates anything: E_FRAME', () => {
    expect(refusal(compressed(listOf(1), { zn: 4_194_305 }))).toBe('E_FRAME SYN-008');
  });

  it('does not offer what a receiver would refuse', () => {
    expect(() => compressItems(items(500))).toThrow(RangeError);
    const body: Item = [...ITEM.slice(0, 3), noise(1_048_576)] as unknown as Item;
    expect(() => compressItems([body, body, body, body])).toThrow(RangeError);
  });
});

/** Items, and a DEFLATE of them that is a 64th as long: empty blocks before it say nothing, in 5 bytes each. */
function exactRatio(): { list: Uint8Array; z: Uint8Array } {
  for (let length = 2; length < 1_000; length++) {
    const list = encode([...items(400), [bytes(2), bytes(length), bytes(64)]]);
    const lacking = list.length / 64 - z(list).length;
    if (lacking < 0 || lacking % 5 !== 0) continue;
    const empty = Array.from({ length: lacking / 5 }, () => hex('00 0000 ffff'));
    return { list, z: Buffer.concat([...empty, z(list)]) };
  }
  throw new Error('no list has that ratio');
}

describe('encodeFrame', () => {
  it('gives equal bytes for equal messages, whatever the order of their members', () => {
    expect(encodeFrame([{ c: 1, m: 'win' }])).toEqual(encodeFrame([{ m: 'win', c: 1 }]));
    expect(encodeFrame([{ m: 'ping' }])).toEqual(hex(ping()));
    expect(encodeFrame([{ m: 'win', c: 24 }])).toEqual(hex(`a2 ${text('c')} 1818 ${text('m')} ${text('win')}`));
  });

  it('gives the concatenation of its messages', () => {
    const frame = encodeFrame(MESSAGES);
    expect(frame).toEqual(new Uint8Array(Buffer.concat(MESSAGES.map(encodeMessage))));
  });

  it('leaves out what is undefined', () => {
    const bye = { m: 'bye', code: 'E_HS', retry: undefined } as unknown as Message;
    expect(decodeFrame(encodeFrame([bye]))).toEqual({ ok: true, value: [{ m: 'bye', code: 'E_HS' }] });
  });

  it.each<[string, unknown[]]>([
    ['no message', []],
    ['1,025 messages', Array.from({ length: 1025 }, () => ({ m: 'ping' }))],
    ['a kind that there is not', [{ m: 'pang' }]],
    ['a message of packs', [{ m: 'pack', v: 1, sp: [bytes(32)], made: 0 }]],
    ['a member that the schema does not name', [{ m: 'ping', x: 1 }]],
    ['a member that does not fit', [{ m: 'win', c: 0 }]],
    ['text where bytes belong', [{ m: 'lag', s: 0, cur: 'A'.repeat(32) }]],
    ['half of a surrogate pair', [{ ...MESSAGES[0], ft: ['\ud800'] }]],
  ])('throws RangeError for %s', (_, messages) => {
    expect(() => encodeFrame(messages as Message[])).toThrow(RangeError);
  });
});

describe('messageLength', () => {
  it('is what the encoding takes', () => {
    for (const message of MESSAGES) expect(messageLength(message)).toBe(encodeMessage(message).length);
  });

  it('is, for a message out of a frame, what it took there: compressed when it was, with members that were ignored', () => {
    const z512 = compressItems(Array.from({ length: 60 }, () => [bytes(2), noise(90), bytes(64)]));
    const sent: Message = { m: 'items', s: 0, q: 0, ...z512 };
    const frame = Buffer.concat([encodeMessage(sent), raw({ m: 'win', c: 1, x: 'ignored' })]);
    const result = decodeFrame(frame);
    const [received, win] = result.ok ? result.value : [];
    expect(messageLength(received!)).toBe(encodeMessage(sent).length);
    expect(messageLength(win!)).toBe(frame.length - encodeMessage(sent).length);
    expect(messageLength({ ...(received as ReceivedItems) })).toBeGreaterThan(messageLength(received!));
  });
});

describe('decodeFrame', () => {
  it('copies no byte string, and gives plain arrays also for a Buffer', () => {
    const frame = Buffer.from(encodeFrame([{ m: 'items', s: 0, q: 0, i: [ITEM] }]));
    const result = decodeFrame(frame);
    const [header] = (result.ok ? (result.value[0] as ReceivedItems).i[0] : undefined) ?? [];
    expect(header?.constructor).toBe(Uint8Array);
    expect(header?.buffer).toBe(frame.buffer);
  });
});
