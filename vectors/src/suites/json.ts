import type { EditPlan } from '../fault.ts';
import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { edit, insert, utf8 } from './json-input.ts';
import { depth, names, numbers, strings } from './json-values.ts';

const NOTES = {
  Utf8: {
    bugClass: 'encoding',
    effect: 'two readers see two texts under one signature',
    description: 'Lenient decoders replace ill-formed octets, or take longer spellings of the same scalar value.',
    links: ['https://www.unicode.org/versions/latest/core-spec/chapter-3/'],
  },
  ByteOrderMark: {
    bugClass: 'encoding',
    effect: 'two byte strings with one meaning',
    description: 'Many decoders drop a byte order mark without a word.',
  },
  Grammar: {
    bugClass: 'parsing',
    effect: 'readers disagree about which texts are JSON',
    description: 'Extensions of JSON: comments, trailing commas, other literals, other white space.',
  },
  DuplicateName: {
    bugClass: 'parsing',
    effect: 'two readers see two values under one signature',
    description: 'Most readers keep the last of two members with one name, some the first.',
  },
  LoneSurrogate: {
    bugClass: 'unicode',
    effect: 'a text that UTF-8 cannot carry: readers replace it or fail',
    description: 'An escape for half of a surrogate pair is within the grammar of RFC 8259.',
  },
  Number: {
    bugClass: 'numbers',
    effect: 'two readers see two numbers under one signature',
    description: 'Fractions, exponents, -0 and integers that a double does not hold.',
  },
  Depth: {
    bugClass: 'resources',
    effect: 'a short text exhausts the stack of a recursive reader',
    description: 'Nesting is bounded before it is followed.',
  },
  HostileName: {
    bugClass: 'injection',
    effect: 'a member disappears, or changes objects that do not belong to it',
    description: 'Names such as __proto__ mean something in some languages and nothing in JSON.',
  },
  Normalisation: {
    bugClass: 'unicode',
    effect: 'two names become one',
    description: 'Readers that normalise Unicode see duplicates where there are none, or change what was signed.',
  },
  AcceptedOddity: {
    bugClass: 'over-strictness',
    effect: 'honest statements are refused',
    description: 'Strange, but within the rules: it must be accepted.',
  },
};

/** conventions/json: strict JSON. */
export function jsonSuite(): Suite {
  const suite = new Suite(
    {
      suite: 'conventions/json',
      command: 'json.check',
      profile: 'codec',
      description: 'Strict JSON, from every side of each rule.',
      notes: NOTES,
    },
    resolveKeys('public'),
  );
  bases(suite);
  encoding(suite);
  grammar(suite);
  literals(suite);
  strings(suite);
  names(suite);
  numbers(suite);
  depth(suite);
  oddities(suite);
  return suite;
}

// What the refused cases are derived from.
function bases(suite: Suite): void {
  const texts: [string, string, string][] = [
    ['ok-string', 'a string in a list', '["a"]'],
    ['ok-number', 'a number in a list', '[1]'],
    ['ok-pair', 'two numbers in a list', '[1,2]'],
    ['ok-object', 'an object with two members', '{"a":1,"b":2}'],
    ['ok-claims', 'claims as a writer sends them', '{"t":1790000000000000}'],
    ['ok-literals', 'the three literals', '[true,false,null]'],
    ['ok-value-alone', 'a number alone is a JSON text', '1'],
    ['ok-string-alone', 'a string alone is a JSON text', '"a"'],
    ['ok-null-alone', 'null alone is a JSON text', 'null'],
  ];
  for (const [slug, title, text] of texts) suite.accepts(slug, title, { requirements: ['CNV-009'], input: utf8(text) });
}

function encoding(suite: Suite): void {
  const plan = { requirements: ['CNV-007'], flags: ['Utf8'], code: 'E_JSON', base: 'ok-string' };
  const illFormed: [string, string, number[]][] = [
    ['utf8-overlong-2', 'N3 a slash spelled with two octets is refused', [0xc0, 0xaf]],
    ['utf8-overlong-2-high', 'N3 U+007F spelled with two octets is refused', [0xc1, 0xbf]],
    ['utf8-overlong-3', 'N3 a slash spelled with three octets is refused', [0xe0, 0x80, 0xaf]],
    ['utf8-overlong-3-high', 'N3 U+07FF spelled with three octets is refused', [0xe0, 0x9f, 0xbf]],
    ['utf8-overlong-4', 'N3 U+FFFF spelled with four octets is refused', [0xf0, 0x8f, 0xbf, 0xbf]],
    ['utf8-modified-nul', 'N3 NUL spelled with two octets, as in Java, is refused', [0xc0, 0x80]],
    ['utf8-continuation-alone', 'N3 a continuation octet alone is refused', [0x80]],
    ['utf8-continuation-alone-high', 'N3 the highest continuation octet alone is refused', [0xbf]],
    ['utf8-truncated-2', 'N3 one octet of two is refused', [0xc3]],
    ['utf8-truncated-3', 'N3 two octets of three are refused', [0xe2, 0x82]],
    ['utf8-truncated-4', 'N3 three octets of four are refused', [0xf0, 0x9f, 0x98]],
    ['utf8-truncated-4-first', 'N3 one octet of four is refused', [0xf0]],
    ['utf8-surrogate-low-end', 'N3 U+D800 in three octets is refused', [0xed, 0xa0, 0x80]],
    ['utf8-surrogate-high-end', 'N3 U+DFFF in three octets is refused', [0xed, 0xbf, 0xbf]],
    ['utf8-cesu-8-pair', 'N3 a surrogate pair in six octets (CESU-8) is refused', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['utf8-above-unicode', 'N3 U+110000 is refused', [0xf4, 0x90, 0x80, 0x80]],
    ['utf8-lead-f5', 'N3 a sequence that begins with F5 is refused', [0xf5, 0x80, 0x80, 0x80]],
    ['utf8-five-octets', 'N3 a sequence of five octets is refused', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['utf8-six-octets', 'N3 a sequence of six octets is refused', [0xfc, 0x84, 0x80, 0x80, 0x80, 0x80]],
    ['utf8-octet-fe', 'N3 the octet FE is refused', [0xfe]],
    ['utf8-octet-ff', 'N3 the octet FF is refused', [0xff]],
    ['utf8-latin-1', 'N3 é in Latin-1 is refused', [0xe9]],
  ];
  for (const [slug, title, bytes] of illFormed)
    suite.refuses(slug, title, { ...plan, fault: edit('a', Uint8Array.from(bytes)) });
  suite.refuses('utf8-in-name', 'N3 an ill-formed octet in a name is refused', {
    ...plan,
    base: 'ok-object',
    fault: edit('a', Uint8Array.of(0xff)),
  });
  suite.refuses('utf8-after-value', 'N3 an ill-formed octet after the value is refused', {
    ...plan,
    base: 'ok-number',
    fault: insert(3, Uint8Array.of(0x80)),
  });

  const mark = { requirements: ['CNV-008'], flags: ['ByteOrderMark'], code: 'E_JSON' };
  suite.refuses('bom-before-object', 'N4 a byte order mark before an object is refused', {
    ...mark,
    base: 'ok-claims',
    fault: insert(0, '\ufeff'),
  });
  suite.refuses('bom-before-list', 'N4 a byte order mark before a list is refused', {
    ...mark,
    base: 'ok-number',
    fault: insert(0, '\ufeff'),
  });
  const inside = { requirements: ['CNV-009'], flags: ['ByteOrderMark'], code: 'E_JSON' };
  suite.refuses('bom-after-space', 'a byte order mark after a space is no white space', {
    ...inside,
    base: 'ok-number',
    fault: insert(1, '\ufeff'),
  });
  suite.refuses('bom-at-end', 'a byte order mark at the end is refused', {
    ...inside,
    base: 'ok-number',
    fault: insert(3, '\ufeff'),
  });
  const utf16: [string, string, number[]][] = [
    ['utf16-little-endian', 'UTF-16 with a byte order mark is refused', [0xff, 0xfe]],
    ['utf16-big-endian', 'big-endian UTF-16 with a byte order mark is refused', [0xfe, 0xff]],
  ];
  for (const [slug, title, bytes] of utf16)
    suite.refuses(slug, title, { ...plan, base: 'ok-number', fault: insert(0, Uint8Array.from(bytes)) });
}

function grammar(suite: Suite): void {
  const plan = { requirements: ['CNV-009'], flags: ['Grammar'], code: 'E_JSON' };
  const cases: [string, string, string, EditPlan][] = [
    ['empty', 'no octets at all are refused', 'ok-value-alone', edit('1', '')],
    ['space-only', 'white space alone is refused', 'ok-value-alone', edit('1', ' \t\r\n')],
    ['two-values', 'two values are refused', 'ok-object', insert(13, '{}')],
    ['two-values-spaced', 'two values with a space between are refused', 'ok-number', insert(3, ' [2]')],
    ['two-values-lines', 'two lines of JSON are refused', 'ok-number', insert(3, '\n[2]\n')],
    ['trailing-nul', 'a NUL after the value is refused', 'ok-object', insert(13, '\u0000')],
    ['trailing-text', 'text after the value is refused', 'ok-object', insert(13, 'x')],
    ['trailing-brace', 'a bracket too many is refused', 'ok-object', insert(13, '}')],
    ['leading-text', 'text before the value is refused', 'ok-object', insert(0, ")]}'\n")],
    ['cut-object', 'an object that does not end is refused', 'ok-object', edit('}', '')],
    ['cut-list', 'a list that does not end is refused', 'ok-number', edit(']', '')],
    [
      'cut-string',
      'a string that does not end is refused',
      'ok-string-alone',
      { op: 'splice', path: '/bytes', at: 2, from: '"', to: '' },
    ],
    ['cut-after-colon', 'an object cut after a colon is refused', 'ok-object', edit('2}', '')],
    ['mixed-brackets', 'a list closed as an object is refused', 'ok-number', edit(']', '}')],
    ['trailing-comma-list', 'a comma after the last item is refused', 'ok-number', insert(2, ',')],
    ['trailing-comma-object', 'a comma after the last member is refused', 'ok-object', insert(12, ',')],
    ['leading-comma-list', 'a comma before the first item is refused', 'ok-number', insert(1, ',')],
    ['leading-comma-object', 'a comma before the first member is refused', 'ok-object', insert(1, ',')],
    ['double-comma-list', 'two commas in a row are refused', 'ok-pair', insert(2, ',')],
    ['missing-comma-list', 'items without a comma are refused', 'ok-pair', edit(',', ' ')],
    ['missing-comma-object', 'members without a comma are refused', 'ok-object', edit(',', ' ')],
    ['missing-colon', 'a member without a colon is refused', 'ok-claims', edit(':', ' ')],
    ['equals-for-colon', 'an equals sign for the colon is refused', 'ok-claims', edit(':', '=')],
    ['missing-value', 'a member without a value is refused', 'ok-claims', edit('1790000000000000', '')],
    ['comment-block', 'a comment between asterisks is refused', 'ok-number', insert(1, '/* */')],
    ['comment-line', 'a comment to the end of the line is refused', 'ok-number', insert(3, '// x')],
    ['comment-hash', 'a comment after a number sign is refused', 'ok-number', insert(3, '# x')],
    ['single-quotes', 'a string in single quotes is refused', 'ok-string', edit('"a"', "'a'")],
    ['back-quotes', 'a string in back quotes is refused', 'ok-string', edit('"a"', '`a`')],
    ['typographic-quotes', 'a string in typographic quotes is refused', 'ok-string', edit('"a"', '\u201ca\u201d')],
    ['bare-name', 'a name without quotes is refused', 'ok-claims', edit('"t"', 't')],
    ['number-name', 'a number as a name is refused', 'ok-claims', edit('"t"', '1')],
    ['null-name', 'null as a name is refused', 'ok-claims', edit('"t"', 'null')],
    ['list-with-colon', 'a colon in a list is refused', 'ok-pair', edit(',', ':')],
    ['object-of-items', 'an object of values without names is refused', 'ok-object', edit('"a":', '')],
    ['concatenation', 'strings joined with a plus sign are refused', 'ok-string', edit('"a"', '"a"+"b"')],
  ];
  for (const [slug, title, base, fault] of cases) suite.refuses(slug, title, { ...plan, base, fault });
  const spaces: [string, string, string][] = [
    ['vertical-tab', 'a vertical tab is no white space', '\v'],
    ['form-feed', 'a form feed is no white space', '\f'],
    ['next-line', 'U+0085 is no white space', '\u0085'],
    ['no-break-space', 'U+00A0 is no white space', '\u00a0'],
    ['line-separator', 'U+2028 between values is no white space', '\u2028'],
    ['ideographic-space', 'U+3000 is no white space', '\u3000'],
    ['zero-width-space', 'U+200B is no white space', '\u200b'],
  ];
  for (const [slug, title, space] of spaces)
    suite.refuses(`space-${slug}`, title, {
      ...plan,
      requirements: ['CNV-009', 'CNV-015'],
      base: 'ok-pair',
      fault: insert(3, space),
    });
}

function literals(suite: Suite): void {
  const plan = { requirements: ['CNV-009'], flags: ['Grammar'], code: 'E_JSON' };
  const wrong: [string, string, string, string][] = [
    ['capital', 'a capital in a literal is refused', 'true', 'True'],
    ['capitals', 'a literal in capitals is refused', 'null', 'NULL'],
    ['cut', 'a literal cut short is refused', 'false', 'fals'],
    ['longer', 'a literal with a letter more is refused', 'null', 'nulll'],
    ['undefined', 'undefined is refused', 'null', 'undefined'],
    ['none', 'the None of Python is refused', 'null', 'None'],
  ];
  for (const [slug, title, from, to] of wrong)
    suite.refuses(`literal-${slug}`, title, { ...plan, base: 'ok-literals', fault: edit(from, to) });
}

function oddities(suite: Suite): void {
  const spelling = { requirements: ['CNV-015'], flags: ['AcceptedOddity'] };
  const accepted: [string, string, string][] = [
    [
      'odd-space-everywhere',
      'every kind of white space at every place',
      ' \t\r\n{ \t\r\n"a" \t\r\n: \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n} \t\r\n',
    ],
    ['odd-space-empty', 'white space in an empty object and an empty list', '[{ \n },[\t]]'],
    ['odd-carriage-return', 'carriage returns alone', '[\r1\r]\r'],
    ['odd-order', 'members in no order', '{"z":1,"a":2,"m":3}'],
    ['odd-escape-slash', 'an escaped slash', '["\\/"]'],
    ['odd-escapes-short', 'every short escape', '["\\"\\\\\\/\\b\\f\\n\\r\\t"]'],
    ['odd-escape-letter', 'a letter as an escape', '["\\u0061"]'],
    ['odd-escape-capitals', 'an escape with capital digits', '["\\u00E9\\u00e9"]'],
    ['odd-escape-pair', 'an astral character as an escaped pair', '["\\ud83d\\ude00"]'],
    ['odd-escape-nul', 'an escaped NUL', '["\\u0000"]'],
    ['odd-escape-controls', 'escaped control characters', '["\\u0001\\u001f\\u007f\\u0085"]'],
    ['odd-escape-surrogate-text', 'an escaped backslash before u and digits is no surrogate', '["\\\\ud800"]'],
    ['odd-escaped-name', 'a name spelled with escapes', '{"\\u0074":1}'],
    ['odd-delete', 'U+007F as it is', '["\u007f"]'],
    ['odd-c1-controls', 'C1 controls as they are', '["\u0080\u0085\u009f"]'],
    ['odd-line-separators', 'U+2028 and U+2029 within a string', '["\u2028\u2029"]'],
    ['odd-noncharacters', 'noncharacters', '["\ufffe\uffff\ufdd0\u{1ffff}\u{10ffff}"]'],
    ['odd-escaped-noncharacters', 'escaped noncharacters', '["\\uffff\\udbff\\udfff"]'],
    ['odd-replacement', 'U+FFFD as it is', '["\ufffd"]'],
    ['odd-bom-inside', 'U+FEFF within a string', '["\ufeff"]'],
    ['odd-private-use', 'private-use characters', '["\ue000\u{f0000}\u{10fffd}"]'],
    ['odd-bidi', 'a right-to-left override within a string', '["\u202e"]'],
    ['odd-combining', 'a string of combining marks only', '["\u0301\u0301"]'],
    [
      'odd-scalar-edges',
      'the scalar values at the edges of each length',
      '["\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}"]'.replace('\u0000', '\\u0000'),
    ],
    ['odd-empty-string', 'the empty string', '[""]'],
    ['odd-empty-object', 'an object without members', '{}'],
    ['odd-empty-list', 'a list without items', '[]'],
    ['odd-numeric-string', 'a number as a string is a string', '["1.0","-0","1e3"]'],
    ['odd-html', 'text that looks like HTML', '["<script>","\\u003c/script>"]'],
    ['odd-false-alone', 'false alone is a JSON text', ' false '],
  ];
  const more: ReadonlyMap<string, string> = new Map([
    ['odd-bom-inside', 'CNV-008'],
    ['odd-scalar-edges', 'CNV-007'],
    ['odd-noncharacters', 'CNV-007'],
    ['odd-escape-pair', 'CNV-011'],
    ['odd-escaped-noncharacters', 'CNV-011'],
    ['odd-escape-surrogate-text', 'CNV-011'],
    ['odd-numeric-string', 'CNV-012'],
  ]);
  for (const [slug, title, text] of accepted) {
    const also = more.get(slug);
    const requirements = also === undefined ? spelling.requirements : [...spelling.requirements, also];
    suite.accepts(slug, title, { ...spelling, requirements, input: utf8(text) });
  }
}
