import { decodeFrame } from '@allod/transport/frames';
import { describe, expect, it } from 'vitest';
import { hex, ping, text } from './made.ts';

/** A frame that is right but for `value`, which a member has that is ignored. */
const holding = (value: string): string => ping([], [text('x'), value]);
/** A text of any length, in its preferred serialization. */
const long = (length: number): string => `78${length.toString(16)}${'61'.repeat(length)}`;

describe('what a frame may hold', () => {
  it.each<[string, string]>([
    ['one message', ping()],
    ['the integers 0, 23, 24, 255, 256, 65535, 65536', holding('87 00 17 1818 18ff 190100 19ffff 1a00010000')],
    ['2^32 − 1, 2^32 and 2^53 − 1', holding('83 1affffffff 1b0000000100000000 1b001fffffffffffff')],
    ['−1, −24, −25 and −(2^53 − 1)', holding('84 20 37 3818 3b001ffffffffffffe')],
    ['false, true and null', holding('83 f4 f5 f6')],
    ['empty bytes, texts, arrays and maps', holding('84 40 60 80 a0')],
    [
      'bytes and texts of 23 and 24',
      holding(`84 57${'00'.repeat(23)} 5818${'00'.repeat(24)} 77${'61'.repeat(23)} ${long(24)}`),
    ],
    ['texts beyond ASCII', holding('82 62c3a9 64f09d849e')],
    ['a text that begins with U+FEFF', holding('64efbbbf61')],
    ['a text longer than its fast path', holding(`82 ${long(24)} ${long(25)}`)],
    ['a nested map in order: shorter keys first, then bytewise', holding('a3 60 00 6162 00 626161 00')],
    ['arrays nested 8 deep, the message being the first', holding('81'.repeat(6) + '80')],
    ['maps nested 8 deep', holding('a16161'.repeat(6) + 'a0')],
    [
      'the name __proto__, and the name constructor',
      ping([], [text('__proto__'), 'a1616100', text('constructor'), '80']),
    ],
    ['1,024 messages', ping().repeat(1024)],
  ])('SYN-004 takes %s', (_, digits) => {
    const result = decodeFrame(hex(digits));
    expect(result.ok && new Set(result.value.map(({ m }) => m))).toEqual(new Set(['ping']));
  });

  it('SYN-007 ignores members that the schema does not name, wherever JavaScript would look for a meaning', () => {
    const result = decodeFrame(hex(ping([], [text('__proto__'), `a1${text('c')}07`, text('constructor'), '80'])));
    const [message] = result.ok ? result.value : [];
    expect(Object.entries(message ?? {})).toEqual([['m', 'ping']]);
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
  });
});

describe('what no frame may hold', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['1,025 messages', ping().repeat(1025)],
    ['an array instead of a map', '80'],
    ['a number after a message', `${ping()}00`],
    ['a message that is cut off', ping().slice(0, -2)],
    ['a map that lacks a value', `a2${text('m')}${text('ping')}${text('x')}`],
    ['a head that is cut off', `${ping()}b8`],
    ['0 in two bytes', holding('1800')],
    ['23 in two bytes', holding('1817')],
    ['255 in three bytes', holding('1900ff')],
    ['65535 in five bytes', holding('1a0000ffff')],
    ['2^32 − 1 in nine bytes', holding('1b00000000ffffffff')],
    ['2^53', holding('1b0020000000000000')],
    ['2^64 − 1', holding('1bffffffffffffffff')],
    ['−24 in two bytes', holding('3817')],
    ['−2^53', holding('3b001fffffffffffff')],
    ['−2^64', holding('3bffffffffffffffff')],
    ['a length in more bytes than it needs', holding('580161')],
    ['a text length in more bytes than it needs', holding('780161')],
    ['an array count in more bytes than it needs', holding('980100')],
    ['a map count in more bytes than it needs', holding('b801616100')],
    ['additional information 28', holding('1c')],
    ['additional information 29 of bytes', holding('5d')],
    ['additional information 30 of a map', holding('be')],
    ['an integer with additional information 31', holding('1f')],
    ['bytes of indefinite length', holding('5f4100ff')],
    ['a text of indefinite length', holding('7f6161ff')],
    ['an array of indefinite length', holding('9f00ff')],
    ['a map of indefinite length', holding('bf616100ff')],
    ['a break alone', holding('ff')],
    ['a half', holding('f93c00')],
    ['a single', holding('fa3f800000')],
    ['a double', holding('fb3ff0000000000000')],
    ['not a number', holding('f97e00')],
    ['undefined', holding('f7')],
    ['a simple value in the head', holding('f0')],
    ['a simple value in two bytes', holding('f8ff')],
    ['false as a simple value in two bytes', holding('f814')],
    ['a tag', holding('c000')],
    ['a tag in two bytes', holding('d81800')],
    ['a bignum', holding('c24101')],
    ['a text that is not UTF-8', holding('61ff')],
    ['half of a surrogate pair', holding('63eda080')],
    ['an overlong encoding', holding('62c080')],
    ['a long text that is not UTF-8', holding(`7818${'61'.repeat(23)}ff`)],
    ['keys in another order', `a2${text('x')}00${text('m')}${text('ping')}`],
    ['a longer key before a shorter one', `a2${text('mm')}00${text('x')}00`],
    ['a key twice', `a2${text('m')}${text('ping')}${text('m')}${text('ping')}`],
    ['nested keys in another order', holding('a2 6162 00 6161 00')],
    ['a nested key twice', holding('a2 6161 00 6161 00')],
    ['an empty key twice', holding('a2 60 00 60 00')],
    ['a number as a key', holding('a1 00 00')],
    ['bytes as a key', holding('a1 4161 00')],
    ['an array as a key', holding('a1 80 00')],
    ['true as a key', holding('a1 f5 00')],
    ['arrays nested 9 deep', holding('81'.repeat(7) + '80')],
    ['maps nested 9 deep', holding('a16161'.repeat(7) + 'a0')],
    ['an array that says it is longer than the frame', holding('9a7fffffff')],
    ['bytes that say they are longer than any frame', holding('5b001fffffffffffff')],
    ['a map of 2^53 − 1', holding('bb001fffffffffffff')],
    ['a right message before a fault', `${ping()}${holding('f7')}`],
  ])('SYN-004 refuses %s: E_FRAME', (_, digits) => {
    expect(decodeFrame(hex(digits))).toMatchObject({ ok: false, error: { code: 'E_FRAME', requirement: 'SYN-004' } });
  });
});
