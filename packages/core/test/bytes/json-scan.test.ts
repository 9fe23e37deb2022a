import { parseStrictJson } from '@allod/core/bytes';
import { describe, expect, test } from 'vitest';

/** The requirement that refuses a text or bytes; `sound` when nothing does. */
function judge(json: string | Uint8Array): string {
  const read = parseStrictJson(typeof json === 'string' ? new TextEncoder().encode(json) : json);
  if (read.ok) return 'sound';
  return read.error.code === 'E_JSON' ? read.error.requirement : read.error.code;
}

/** Where a value may stand. */
const places = ['@', '[@]', '[0,@]', '[@,0]', '{"a":@}', '{"a":0,"b":@}', '{"a":@,"b":0}', '[{"a":[@]}]'];
const everywhere = (value: string): string[] => places.map((place) => judge(place.replace('@', () => value)));
const only = (requirement: string): string[] => places.map(() => requirement);

describe('strict JSON', () => {
  test.each(['null', 'true', 'false', '0', '-1', '10', '"a"', '""', '[]', '{}', '[ ]', '{ }', '" !\u007f\u2028é🌾"'])(
    'has the value %s anywhere',
    (value) => expect(everywhere(value)).toEqual(only('sound')),
  );

  test('CNV-009 allows four characters between tokens, and no other', () => {
    const spaced = (s: string): string =>
      ['', '{', '"a"', ':', '[', '1', ',', 'true', ']', ',', '"b"', ':', '{', '}', '}', ''].join(s);
    for (const space of [' ', '\t', '\n', '\r', ' \r\n\t ']) expect(judge(spaced(space))).toBe('sound');
    for (const other of ['\v', '\f', '\u0000', '\u001f', '!', '\u0085', '\u00a0', '\u2028', '\ufeff', '\b', '\u000e']) {
      for (const text of [
        `1${other}`,
        `[${other}]`,
        `[1${other},2]`,
        `{"a"${other}:1}`,
        `{"a":${other}1}`,
        `{${other}}`,
      ])
        expect(judge(text)).toBe('CNV-009');
    }
  });

  test.each([
    ['nothing', ['', ' ', '[', '[1', '[1,', '[1,]', '[,]', '[,1]', '[1,,2]', '[1 2]', '{"a":}', '{"a":1,,"b":2}']],
    [
      'objects',
      [
        '{',
        '{"a"',
        '{"a":',
        '{"a":1',
        '{"a":1,',
        '{"a":1,}',
        '{,}',
        '{a:1}',
        '{1:2}',
        '{"a" 1}',
        '{"a",1}',
        '{null:1}',
        '{a":1}',
        '{\'a":1}',
        '[a"]',
      ],
    ],
    ['ends', ['1 2', '{}{}', '[]]', '{}}', '"a"b', '""""', 'null,', '1]', '[1}', '{"a":1]', ']', '}', ',', ':']],
    [
      'words',
      [
        'tru',
        'nul',
        'fals',
        't',
        'True',
        'NULL',
        'nulL',
        'truth',
        'falsy',
        'undefined',
        'NaN',
        'Infinity',
        '-Infinity',
      ],
    ],
    [
      'numbers',
      [
        '-',
        '+1',
        '.5',
        '-.5',
        '1.',
        '-a',
        '1.a',
        '1e',
        '1E',
        '1e+',
        '1e-',
        '1e+a',
        '1ea',
        '1.e1',
        '0x1',
        '01',
        '00',
        '1a',
        '--1',
        '٣',
        '1_0',
        '/',
        ':',
      ],
    ],
    [
      'texts',
      [
        '"',
        '"a',
        '"\\',
        '"\\"',
        '"\\x"',
        '"\\v"',
        '"\\0"',
        '"\\\'"',
        '"\\U0041"',
        "'a'",
        '"a\n"',
        '"\t"',
        '"\u0000"',
        '"\u001f"',
        '`a`',
      ],
    ],
    [
      'escapes',
      [
        '"\\u"',
        '"\\u1"',
        '"\\u12"',
        '"\\u123"',
        '"\\u123"}',
        '"\\u0041',
        '["\\u0041',
        '{"\\u0041',
        '{"a":"\\u0041',
        '{"\\n',
        '"\\u12',
        '"\\u123g"',
        '"\\ug123"',
        '"\\u1g23"',
        '"\\u12g3"',
        '"\\u+123"',
        '"\\u 123"',
      ],
    ],
    ['comments', ['/* */1', '1//', '#', '[1/**/]']],
  ])('CNV-009 refuses broken %s', (_, texts) => {
    expect(texts.map(judge)).toEqual(texts.map(() => 'CNV-009'));
  });

  test('CNV-009 knows every escape, and hexadecimal digits alone', () => {
    for (const escaped of ['"', '\\', '/', 'b', 'f', 'n', 'r', 't', 'u0000', 'u09af', 'u09AF', 'uD83C\\udf3e'])
      expect(everywhere(`"x\\${escaped}y"`)).toEqual(only('sound'));
    const letters = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
    expect(letters.filter((each) => judge(`"\\${each}"`) === 'sound').join('')).toBe('"/\\bfnrt');
    expect(letters.filter((each) => judge(`"\\u000${each}"`) === 'sound').join('')).toBe('0123456789ABCDEFabcdef');
  });
});

describe('bytes', () => {
  test.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xe2, 0x82]], [[0xf4, 0x90, 0x80, 0x80]]])(
    'CNV-007 refuses %s, which is no UTF-8',
    (broken) => expect(judge(Uint8Array.from([0x22, ...broken, 0x22]))).toBe('CNV-007'),
  );

  test('CNV-008 refuses a byte order mark at the beginning, and has one in a text', () => {
    expect(judge('\ufeff{}')).toBe('CNV-008');
    expect(judge('\ufeff')).toBe('CNV-008');
    expect(judge('"\ufeff"')).toBe('sound');
  });
});

describe('names', () => {
  const members = (names: readonly string[]): string =>
    `{${names.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`;

  test('CNV-010 stand once, however many there are, and wherever the second one is', () => {
    for (const count of [1, 2, 15, 16, 17, 18, 40]) {
      const names = Array.from({ length: count }, (_, i) => `n${i}`);
      expect(judge(members(names))).toBe('sound');
      for (const again of names) {
        expect(judge(members([...names, again]))).toBe('CNV-010');
        expect(judge(members([...names, 'more', again]))).toBe('CNV-010');
      }
    }
  });

  test('CNV-010 are compared as what they spell, in one object at a time', () => {
    for (const text of ['{"a":1,"\\u0061":2}', '{"/":1,"\\/":2}', '{"":1,"":2}', '{"\\n":1,"\\u000a":2}']) {
      expect(everywhere(text)).toEqual(only('CNV-010'));
    }
    for (const text of ['{"x":{"x":1},"y":{"x":2}}', '[{"x":1},{"x":2}]', '{"a":1,"A":2}', '{"é":1,"e\u0301":2}'])
      expect(judge(text)).toBe('sound');
    expect(judge('{"\\\\u0061":1,"a":2}')).toBe('sound');
  });

  test('CNV-011 and values may not hold half a pair, spelled by escapes', () => {
    for (const half of [
      '\\ud800',
      '\\udbff',
      '\\udc00',
      '\\uDFFF',
      '\\udc00\\ud800',
      '\\ud800a',
      'a\\ud800',
      '\\ud83c\\n\\udf3e',
    ]) {
      expect(everywhere(`"${half}"`)).toEqual(only('CNV-011'));
      expect(judge(`{"${half}":1}`)).toBe('CNV-011');
    }
    for (const whole of ['\\ud83c\\udf3e', '\\ud7ff', '\\ue000', '\\\\ud800'])
      expect(judge(`{"${whole}":"${whole}"}`)).toBe('sound');
  });
});

describe('numbers', () => {
  test.each([
    '-0',
    '0.0',
    '1.5',
    '-1.5',
    '10.25',
    '1e0',
    '1E0',
    '1e5',
    '1e+5',
    '1e-5',
    '1E+5',
    '1.0e2',
    '-0.0',
    '-1e1',
    '0e1',
  ])('CNV-012 are whole, without an exponent, and zero has no sign: not %s', (value) =>
    expect(everywhere(value)).toEqual(only('CNV-012')),
  );

  test('CNV-013 are exact', () => {
    for (const value of [
      '9007199254740992',
      '-9007199254740992',
      '9007199254740993',
      '9999999999999999',
      '1'.repeat(400),
    ])
      expect(everywhere(value)).toEqual(only('CNV-013'));
    for (const value of [
      '9007199254740991',
      '-9007199254740991',
      '999999999999999',
      '-999999999999999',
      '1000000000000000',
    ])
      expect(everywhere(value)).toEqual(only('sound'));
  });

  test('CNV-009 have no leading zero', () => {
    for (const text of ['01', '[01]', '[00]', '{"a":09}']) expect(judge(text)).toBe('CNV-009');
  });
});

describe('depth', () => {
  const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

  test('CNV-014 is at most 32, of arrays, of objects and of both, beside whatever was closed before', () => {
    for (const [open, close, levels] of [
      ['[', ']', 1],
      ['{"a":', '}', 1],
      ['[{"a":', '}]', 2],
      ['{"a":[', ']}', 2],
    ] as const) {
      expect(judge(nested(open, close, 32 / levels))).toBe('sound');
      expect(judge(`[${nested(open, close, 32 / levels)}]`)).toBe('CNV-014');
      expect(judge(`{"a":${nested(open, close, 32 / levels)}}`)).toBe('CNV-014');
    }
    const deep = nested('[', ']', 31);
    expect(judge(`[${deep},${deep},${deep}]`)).toBe('sound');
    expect(judge(`[${nested('[', ']', 31)},${nested('[', ']', 32)}]`)).toBe('CNV-014');
  });
});
