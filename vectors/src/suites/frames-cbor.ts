// frames/decode: the rules of CBOR.
import { cbor, head, longHead, looseMap, nested, Raw, type Cbor } from '../cbor.ts';
import type { Suite } from '../suite.ts';
import { acceptAll, frame, idBytes, MESSAGES, refuseAll, type FrameRow } from './frame-plan.ts';

const requirements = ['SYN-004'];
const BASE = 'ok-member';

/** A ping with a member that is ignored: whatever stands in it, the rules of CBOR hold there too. */
export function pingWith(value: Cbor): Uint8Array {
  return frame({ m: 'ping', x: value });
}

/** The cases. */
export function cborCases(suite: Suite): void {
  suite.accepts(BASE, 'a member that nobody knows', {
    requirements: [...requirements, 'SYN-007'],
    input: { bytes: { $b64u: Buffer.from(pingWith(0)).toString('base64url') } },
  });
  acceptAll(suite, { requirements: [...requirements, 'SYN-007'], kind: 'edge' }, acceptedValues());
  refuseAll(suite, { requirements, flags: ['Long'], base: BASE, code: 'E_FRAME' }, longForms());
  refuseAll(suite, { requirements, flags: ['Indefinite'], base: BASE, code: 'E_FRAME' }, indefiniteForms());
  refuseAll(suite, { requirements, flags: ['Foreign'], base: BASE, code: 'E_FRAME' }, foreignValues());
  refuseAll(suite, { requirements, flags: ['Utf8'], base: BASE, code: 'E_FRAME' }, illFormedTexts());
  refuseAll(suite, { requirements, flags: ['Keys'], base: BASE, code: 'E_FRAME' }, wrongKeys());
  refuseAll(suite, { requirements, flags: ['Sequence'], base: BASE, code: 'E_FRAME' }, wrongSequences());
  depths(suite);
}

function acceptedValues(): FrameRow[] {
  const numbers = [23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, -1, -24, -25, -256, -257];
  const values: [string, string, Cbor][] = [
    ...numbers.map((n): [string, string, Cbor] => [`number-${n < 0 ? `minus-${-n}` : n}`, `the number ${n}`, n]),
    ['number-most', 'the greatest number', Number.MAX_SAFE_INTEGER],
    ['number-least', 'the least number', -Number.MAX_SAFE_INTEGER],
    ['false', 'false', false],
    ['null', 'null', null],
    ['bytes-empty', 'no bytes', new Uint8Array(0)],
    ['bytes-256', 'bytes whose length needs two bytes', Buffer.alloc(256)],
    ['text-empty', 'an empty text', ''],
    ['text-astral', 'a text beyond the first plane', '\u{1f600}é'],
    ['text-bom', 'a text that begins with U+FEFF', '\ufeffx'],
    ['text-zero', 'a text with U+0000', 'a\0b'],
    ['text-unnormalised', 'a text that NFC would change', 'e\u0301'],
    [
      'map',
      'a map in which the shorter name comes first, and not the one that the alphabet has first',
      { aa: 1, b: 2 },
    ],
    ['empties', 'an empty list and an empty map', [[], {}]],
  ];
  return values.map(([slug, title, value]) => [`value-${slug}`, title, pingWith(value)]);
}

function longForms(): FrameRow[] {
  const forms: [string, string, Uint8Array][] = [
    ['number-1', 'a number below 24 in a byte of its own', longHead('unsigned', 23, 1)],
    ['number-2', 'a number of one byte in two', longHead('unsigned', 255, 2)],
    ['number-4', 'a number of two bytes in four', longHead('unsigned', 65_535, 4)],
    ['number-8', 'a number of four bytes in eight', longHead('unsigned', 2 ** 32 - 1, 8)],
    ['number-zero', 'zero in eight bytes', longHead('unsigned', 0, 8)],
    ['negative-1', 'minus one in a byte of its own', longHead('negative', 0, 1)],
    ['negative-2', 'minus 256 in two bytes', longHead('negative', 255, 2)],
    ['bytes', 'the length of bytes in a byte of its own', Buffer.concat([longHead('bytes', 2, 1), Buffer.alloc(2)])],
    ['text', 'the length of a text in two bytes', Buffer.concat([longHead('text', 2, 2), Buffer.from('ab')])],
    ['list', 'the length of a list in a byte of its own', Buffer.concat([longHead('list', 1, 1), cbor(1)])],
    ['map', 'the length of a map in four bytes', Buffer.concat([longHead('map', 1, 4), cbor('a'), cbor(1)])],
  ];
  return forms.map(([slug, title, bytes]) => [`long-${slug}`, title, pingWith(new Raw(bytes))]);
}

const BREAK = 0xff;

function indefiniteForms(): FrameRow[] {
  const forms: [string, string, Raw][] = [
    ['bytes', 'bytes of indefinite length', new Raw(0x5f, cbor(Buffer.alloc(2)), BREAK)],
    ['text', 'a text of indefinite length', new Raw(0x7f, cbor('ab'), BREAK)],
    ['list', 'a list of indefinite length', new Raw(0x9f, cbor(1), BREAK)],
    ['list-empty', 'a list of indefinite length with nothing in it', new Raw(0x9f, BREAK)],
    ['map', 'a map of indefinite length', new Raw(0xbf, cbor('a'), cbor(1), BREAK)],
    ['break', 'an end of nothing', new Raw(BREAK)],
    ['reserved-28', 'a length of no meaning', new Raw(0x1c)],
    ['reserved-30', 'another length of no meaning', new Raw(0x5e)],
  ];
  const rows = forms.map(([slug, title, raw]): FrameRow => [`indefinite-${slug}`, title, pingWith(raw)]);
  const message = new Raw(0xbf, cbor('m'), cbor('ping'), cbor('x'), cbor(0), BREAK);
  return [...rows, ['indefinite-message', 'a message of indefinite length', frame(message)]];
}

function foreignValues(): FrameRow[] {
  const values: [string, string, Raw][] = [
    ['number-above', 'a number one above the greatest', new Raw(longHead('unsigned', 2n ** 53n, 8))],
    ['number-far-above', 'the greatest number of eight bytes', new Raw(longHead('unsigned', 2n ** 64n - 1n, 8))],
    ['number-below', 'a number one below the least', new Raw(longHead('negative', 2n ** 53n - 1n, 8))],
    ['number-far-below', 'the least number of eight bytes', new Raw(longHead('negative', 2n ** 64n - 1n, 8))],
    ['tag-time', 'a time as a tagged number', new Raw(head('tag', 1), cbor(1))],
    ['tag-big', 'a big number as tagged bytes', new Raw(head('tag', 2), cbor(Buffer.alloc(2)))],
    ['tag-long', 'a tag of two bytes', new Raw(longHead('tag', 55_799, 2), cbor(1))],
    ['half', 'a floating-point number of two bytes', new Raw(0xf9, 0x3c, 0x00)],
    ['single', 'a floating-point number of four bytes', new Raw(0xfa, 0x3f, 0x80, 0x00, 0x00)],
    ['double', 'a floating-point number of eight bytes', new Raw(0xfb, 0x3f, 0xf0, Buffer.alloc(6))],
    ['nan', 'no number', new Raw(0xf9, 0x7e, 0x00)],
    ['undefined', 'undefined', new Raw(0xf7)],
    ['simple-0', 'a simple value without a name', new Raw(0xe0)],
    ['simple-19', 'the simple value before false', new Raw(0xf3)],
    ['simple-long', 'a simple value of two bytes', new Raw(0xf8, 0xff)],
    ['simple-long-false', 'false in two bytes', new Raw(0xf8, 0x14)],
  ];
  const rows = values.map(([slug, title, raw]): FrameRow => [`foreign-${slug}`, title, pingWith(raw)]);
  const marked = new Raw(longHead('tag', 55_799, 2), cbor({ m: 'ping', x: 0 }));
  return [...rows, ['foreign-tagged-message', 'a message that says it is CBOR', frame(marked)]];
}

function illFormedTexts(): FrameRow[] {
  const texts: [string, string, number[]][] = [
    ['overlong', 'an overlong form of /', [0xc0, 0xaf]],
    ['surrogate', 'a surrogate as three bytes', [0xed, 0xa0, 0x80]],
    ['pair', 'a pair of surrogates as six bytes', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['cut', 'a character that is cut off', [0x61, 0xe2, 0x82]],
    ['alone', 'a continuation without a beginning', [0x80]],
    ['above', 'a character above U+10FFFF', [0xf4, 0x90, 0x80, 0x80]],
    ['never', 'a byte that UTF-8 never has', [0xff]],
  ];
  const raw = (bytes: readonly number[]): Raw => new Raw(head('text', bytes.length), Uint8Array.from(bytes));
  return [
    ...texts.map(([slug, title, bytes]): FrameRow => [`utf8-${slug}`, title, pingWith(raw(bytes))]),
    ['utf8-name', 'a name that is not UTF-8', frame(looseMap(['m', 'ping'], [raw([0xff]), 0]))],
  ];
}

function wrongKeys(): FrameRow[] {
  return [
    ['key-number', 'a name that is a number', frame(looseMap([1, 0], ['m', 'ping']))],
    ['key-bytes', 'a name that is bytes', frame(looseMap([Buffer.from('x'), 0], ['m', 'ping']))],
    ['key-null', 'a name that is null', frame(looseMap(['m', 'ping'], [null, 0]))],
    ['key-order', 'two names the wrong way round', frame(looseMap(['x', 0], ['m', 'ping']))],
    ['key-order-text', 'names in the order of the alphabet', pingWith(looseMap(['aa', 1], ['b', 2]))],
    ['key-order-inside', 'two names the wrong way round, further inside', pingWith([looseMap(['b', 1], ['a', 2])])],
    ['key-twice', 'a name twice', frame(looseMap(['m', 'ping'], ['x', 0], ['x', 0]))],
    ['key-twice-m', 'm twice', frame(looseMap(['m', 'ping'], ['m', 'pong'], ['x', 0]))],
    ['key-twice-inside', 'a name twice, further inside', pingWith(looseMap(['a', 1], ['a', 1]))],
    ['key-twice-empty', 'the empty name twice', pingWith(looseMap(['', 1], ['', 1]))],
    ['key-number-inside', 'a name that is a number, further inside', pingWith(looseMap([1, 2]))],
  ];
}

function wrongSequences(): FrameRow[] {
  const message = pingWith(0);
  const cut = (bytes: number): Uint8Array => message.subarray(0, message.length - bytes);
  return [
    ['empty', 'no message', new Uint8Array(0)],
    ['cut-value', 'a message whose last value is missing', cut(1)],
    ['cut-name', 'a message that ends inside a name', cut(2)],
    ['cut-text', 'a message that ends inside a text', message.subarray(0, 5)],
    ['cut-first', 'a message of which only the first byte is there', message.subarray(0, 1)],
    ['cut-number', 'a message that ends inside a number', pingWith(new Raw(0x19, 0x01))],
    ['cut-long', 'a length far beyond the end', pingWith(new Raw(longHead('bytes', 2 ** 40, 8), 1, 2, 3))],
    ['cut-many', 'a list of more values than there are', pingWith(new Raw(longHead('list', 2 ** 40, 8), 1, 2, 3))],
    ['instead-number', 'a number instead of a message', cbor(0)],
    ['instead-text', 'a text instead of a message', cbor('ping')],
    ['instead-null', 'null instead of a message', cbor(null)],
    ['instead-list', 'a list of messages', cbor([{ m: 'ping', x: 0 }])],
    ['after-number', 'a number behind the message', Buffer.concat([message, cbor(0)])],
    ['after-zero', 'a byte behind the message that begins nothing', Buffer.concat([message, Uint8Array.of(0xff)])],
    ['after-cut', 'half a message behind the message', Buffer.concat([message, message.subarray(0, 5)])],
    ['text-json', 'the JSON form of a message', Buffer.from('{"m":"ping","x":0}')],
  ];
}

function depths(suite: Suite): void {
  acceptAll(suite, { requirements, flags: ['Depth'], kind: 'edge' }, [
    ['cbor-depth-limit-minus-1', 'seven levels', pingWith(nested(0, 6))],
    ['cbor-depth-limit-exact', 'eight levels', pingWith(nested(0, 7))],
    ['depth-maps', 'eight levels of maps', pingWith(mapsAround(0, 7))],
    ['depth-empty', 'an empty list at the eighth level', pingWith(nested([], 6))],
  ]);
  refuseAll(suite, { requirements, flags: ['Depth'], base: 'cbor-depth-limit-exact', code: 'E_FRAME' }, [
    ['cbor-depth-limit-plus-1', 'nine levels', pingWith(nested(0, 8))],
    ['depth-mixed', 'nine levels, of which the last is an empty map', pingWith(nested({}, 7))],
    ['depth-far', 'a thousand levels', pingWith(nested(0, 1000))],
  ]);
  refuseAll(suite, { requirements, flags: ['Depth'], base: 'depth-maps', code: 'E_FRAME' }, [
    ['depth-maps-plus-1', 'nine levels of maps', pingWith(mapsAround(0, 8))],
  ]);
  const pings = (count: number): Uint8Array => frame(...Array.from({ length: count }, () => MESSAGES.ping));
  acceptAll(suite, { requirements, flags: ['Sequence'], kind: 'edge', asked: 'verdict' }, [
    ['messages-per-frame-limit-minus-1', '1,023 messages', pings(1023)],
    ['messages-per-frame-limit-exact', '1,024 messages', pings(1024)],
  ]);
  refuseAll(suite, { requirements, flags: ['Sequence'], base: 'messages-per-frame-limit-exact', code: 'E_FRAME' }, [
    ['messages-per-frame-limit-plus-1', '1,025 messages', pings(1025)],
  ]);
  acceptAll(suite, { requirements: [...requirements, 'SYN-007'], kind: 'edge' }, [
    ['two', 'two messages of two types', frame(MESSAGES.ping, MESSAGES.fin)],
    ['same', 'the same message twice', frame(MESSAGES.fin, MESSAGES.fin)],
    [
      'names',
      'a member whose name is longer than 23 bytes',
      frame({ m: 'ping', [`x${'y'.repeat(30)}`]: idBytes('x') }),
    ],
  ]);
}

function mapsAround(value: Cbor, maps: number): Cbor {
  return maps === 0 ? value : { a: mapsAround(value, maps - 1) };
}
