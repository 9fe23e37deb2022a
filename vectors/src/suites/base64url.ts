import type { EditPlan } from '../fault.ts';
import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';

/** conventions/base64url: the bijection between byte strings and text. */
export function base64urlSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'conventions/base64url',
      command: 'base64url.decode',
      profile: 'codec',
      description: 'Base64url text without padding: each byte string has one text, and no other text is accepted.',
      notes: {
        Alphabet: {
          bugClass: 'encoding',
          effect: 'two texts for one byte string: two ids for one statement',
          description: 'Decoders often skip characters they do not know, or take plain base64 as well.',
        },
        TrailingBits: {
          bugClass: 'encoding',
          effect: 'two texts for one byte string: two ids for one statement',
          description: 'Bits after the last byte are ignored by most decoders.',
        },
        Length: {
          bugClass: 'encoding',
          effect: 'text that stands for no byte string is read as a shorter one',
          description: 'One character left over after the groups of four carries only six bits.',
        },
      },
    },
    resolveKeys('public'),
  );
  accepted(suite);
  refusedCharacters(suite);
  refusedLengths(suite);
  refusedBits(suite);
  return suite;
}

function accepted(suite: Suite): void {
  const requirements = ['CNV-002', 'CNV-003', 'CNV-004'];
  const texts: [string, string, string][] = [
    ['ok-empty', 'the empty text is no bytes', ''],
    ['ok-one-byte', 'two characters are one byte', 'AA'],
    ['ok-one-byte-ff', 'two characters with all eight bits set', '_w'],
    ['ok-two-bytes', 'three characters are two bytes', 'AAA'],
    ['ok-two-bytes-ff', 'three characters with all sixteen bits set', '__8'],
    ['ok-three-bytes', 'four characters are three bytes', '____'],
    [
      'ok-alphabet',
      'every character of the alphabet',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
    ],
    ['ok-five-bytes', 'a group and a rest of two bytes', 'AQIDBAU'],
    ['ok-four-bytes', 'a group and a rest of one byte', 'AQIDBA'],
  ];
  for (const [slug, title, text] of texts) {
    suite.accepts(slug, title, {
      requirements,
      input: { text },
      ...(slug === 'ok-empty' ? { kind: 'edge' as const } : {}),
    });
  }
}

function refusedCharacters(suite: Suite): void {
  const plan = { requirements: ['CNV-002'], flags: ['Alphabet'], code: 'E_FORMAT' };
  const at = (offset: number, to: string): EditPlan => ({ op: 'splice', path: '/text', from: '', to, at: offset });
  const inserted: [string, string, string, number][] = [
    ['padding-two', 'N7 two padding characters are refused', '==', 2],
    ['space-before', 'a space before is refused', ' ', 0],
    ['space-inside', 'a space inside is refused', ' ', 1],
    ['space-after', 'a space after is refused', ' ', 2],
    ['line-feed-after', 'a line feed after is refused', '\n', 2],
    ['line-break-inside', 'a line break inside is refused', '\r\n', 1],
    ['tab-inside', 'a tab inside is refused', '\t', 1],
    ['full-stop-after', 'a full stop after is refused', '.', 2],
    ['nul-after', 'a NUL after is refused', '\u0000', 2],
  ];
  for (const [slug, title, to, offset] of inserted)
    suite.refuses(slug, title, { ...plan, base: 'ok-one-byte', fault: at(offset, to) });
  suite.refuses('padding-one', 'N7 one padding character is refused', {
    ...plan,
    base: 'ok-two-bytes',
    fault: at(3, '='),
  });
  suite.refuses('padding-alone', 'N7 padding that stands for nothing is refused', {
    ...plan,
    base: 'ok-three-bytes',
    fault: at(4, '===='),
  });
  suite.refuses('padding-empty', 'padding alone is refused', { ...plan, base: 'ok-empty', fault: at(0, '=') });
  const swapped: [string, string, string][] = [
    ['plain-plus', 'N9 the plus sign of plain base64 is refused', '+'],
    ['plain-slash', 'N9 the slash of plain base64 is refused', '/'],
    ['comma', 'the comma of IMAP base64 is refused', ','],
    ['at-sign', 'a character beside the upper-case letters is refused', '@'],
    ['bracket', 'a character beside the upper-case letters, above, is refused', '['],
    ['backquote', 'a character beside the lower-case letters is refused', '`'],
    ['brace', 'a character beside the lower-case letters, above, is refused', '{'],
    ['colon', 'a character beside the digits is refused', ':'],
    ['full-width-a', 'a letter that only looks like A is refused', '\uff21'],
    ['cyrillic-a', 'a Cyrillic letter that looks like A is refused', '\u0410'],
    ['astral', 'a character beyond U+FFFF is refused', '\u{1d400}'],
  ];
  for (const [slug, title, to] of swapped) {
    suite.refuses(slug, title, {
      ...plan,
      base: 'ok-three-bytes',
      fault: { op: 'splice', path: '/text', at: 1, from: '_', to },
    });
  }
}

function refusedLengths(suite: Suite): void {
  const cases: [string, string, string, EditPlan][] = [
    ['length-1', 'one character is refused', 'ok-one-byte', { op: 'splice', path: '/text', at: 1, from: 'A', to: '' }],
    [
      'length-1-ff',
      'one character with bits set is refused',
      'ok-one-byte-ff',
      { op: 'splice', path: '/text', at: 1, from: 'w', to: '' },
    ],
    [
      'length-5',
      'five characters are refused',
      'ok-three-bytes',
      { op: 'splice', path: '/text', at: 4, from: '', to: 'A' },
    ],
    [
      'length-65',
      'sixty-five characters are refused',
      'ok-alphabet',
      { op: 'splice', path: '/text', at: 64, from: '', to: 'A' },
    ],
  ];
  for (const [slug, title, base, fault] of cases) {
    suite.refuses(slug, title, { requirements: ['CNV-003'], flags: ['Length'], code: 'E_FORMAT', base, fault });
  }
}

function refusedBits(suite: Suite): void {
  const plan = { requirements: ['CNV-004'], flags: ['TrailingBits'], code: 'E_FORMAT' };
  const last: [string, string, string, string, string][] = [
    ['trailing-bit-1-of-4', 'N8 the lowest of four spare bits is set', 'ok-one-byte', 'A', 'B'],
    ['trailing-bit-2-of-4', 'N8 the second of four spare bits is set', 'ok-one-byte', 'A', 'C'],
    ['trailing-bit-3-of-4', 'N8 the third of four spare bits is set', 'ok-one-byte', 'A', 'E'],
    ['trailing-bit-4-of-4', 'N8 the highest of four spare bits is set', 'ok-one-byte', 'A', 'I'],
    ['trailing-bits-all-4', 'N8 all four spare bits are set', 'ok-one-byte-ff', 'w', '_'],
    ['trailing-bit-1-of-2', 'N8 the lower of two spare bits is set', 'ok-two-bytes', 'A', 'B'],
    ['trailing-bit-2-of-2', 'N8 the higher of two spare bits is set', 'ok-two-bytes', 'A', 'C'],
    ['trailing-bits-both-2', 'N8 both spare bits are set', 'ok-two-bytes-ff', '8', '_'],
    ['trailing-bits-after-group', 'N8 spare bits after a full group are set', 'ok-four-bytes', 'A', 'P'],
  ];
  for (const [slug, title, base, from, to] of last) {
    const at = String(suite.inputOf(base)['text']).length - 1;
    suite.refuses(slug, title, { ...plan, base, fault: { op: 'splice', path: '/text', at, from, to } });
  }
}
