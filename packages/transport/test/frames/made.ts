import type { Item, Message } from '@allod/transport/frames';

/** `length` bytes, all alike. */
export const bytes = (length: number, fill = 1): Uint8Array => new Uint8Array(length).fill(fill);

/** An item whose parts are as short as they may be. */
export const ITEM: Item = [bytes(2), bytes(2), bytes(64)];

/** One message of each kind, with every member that it may have. */
export const MESSAGES: readonly Message[] = [
  { m: 'hello', v: ['allod1'], ft: ['z'], mf: 131_072, wn: 131_072, st: bytes(8) },
  { m: 'open', s: 0, sp: bytes(32), live: true, n: 2, ce: bytes(32), heads: [bytes(32)], cur: bytes(24) },
  { m: 'opened', s: 0, at: bytes(24), n: 2, ce: bytes(32), heads: [], reset: true },
  { m: 'deps', s: 1, l: [[bytes(32), 3, [bytes(32), bytes(32)]]] },
  {
    m: 'items',
    s: 2047,
    q: 9_007_199_254_740_991,
    i: [ITEM, [...ITEM.slice(0, 2), [bytes(64), [[bytes(2), bytes(64)]]], bytes(0)] as unknown as Item],
    cur: bytes(24),
  },
  { m: 'ack', s: 0, q: 0, no: [[511, 'E_SIG']], dur: 2 },
  { m: 'get', rq: 0, ids: [bytes(32)], digs: [bytes(32)] },
  { m: 'got', rq: 0, i: [ITEM], bd: [[bytes(32), 0, 5, bytes(5)]], no: [[bytes(32), 'E_UNKNOWN']], more: true },
  { m: 'win', c: 16_777_216 },
  { m: 'fin', s: 0 },
  { m: 'done', s: 0, cur: bytes(24), n: 0, heads: [] },
  { m: 'lag', s: 0, cur: bytes(24) },
  { m: 'ping' },
  { m: 'pong' },
  { m: 'bye', code: 'E_FLOW', retry: 86_400 },
];

/** Bytes of hexadecimal digits; blanks are for the reader. */
export const hex = (digits: string): Uint8Array => Uint8Array.from(Buffer.from(digits.replace(/\s/g, ''), 'hex'));

/** The digits of a text in CBOR, of at most 23 ASCII characters. */
export const text = (value: string): string => (0x60 + value.length).toString(16) + Buffer.from(value).toString('hex');

/** `{…more, m: 'ping'}` as digits, `more` being members whose names come before or after `m`. */
export const ping = (before: readonly string[] = [], after: readonly string[] = []): string => {
  const members = (before.length + after.length) / 2 + 1;
  return [(0xa0 + members).toString(16), ...before, text('m'), text('ping'), ...after].join('');
};
