import type { EditPlan } from '../fault.ts';
import { Suite } from '../suite.ts';
import { resolveKeys } from '../statement.ts';
import { bytesValue, join, octets } from '../value.ts';

const NOTES = {
  Utf8: {
    bugClass: 'encoding',
    effect: 'two readers see two texts under one signature',
    description: 'Lenient decoders replace ill-formed octets, or take longer spellings of the same scalar value.',
    links: ['https://www.unicode.org/versions/latest/core-spec/chapter-3/'],
  },
  ByteOrderMark: { bugClass: 'encoding', effect: 'two byte strings with one meaning', description: 'Many decoders drop a byte order mark without a word.' },
  Grammar: { bugClass: 'parsing', effect: 'readers disagree about which texts are JSON', description: 'Extensions of JSON: comments, trailing commas, other literals, other white space.' },
  DuplicateName: { bugClass: 'parsing', effect: 'two readers see two values under one signature', description: 'Most readers keep the last of two members with one name, some the first.' },
  LoneSurrogate: { bugClass: 'unicode', effect: 'a text that UTF-8 cannot carry: readers replace it or fail', description: 'An escape for half of a surrogate pair is within the grammar of RFC 8259.' },
  Number: { bugClass: 'numbers', effect: 'two readers see two numbers under one signature', description: 'Fractions, exponents, -0 and integers that a double does not hold.' },
  Depth: { bugClass: 'resources', effect: 'a short text exhausts the stack of a recursive reader', description: 'Nesting is bounded before it is followed.' },
  HostileName: { bugClass: 'injection', effect: 'a member disappears, or changes objects that do not belong to it', description: 'Names such as __proto__ mean something in some languages and nothing in JSON.' },
  Normalisation: { bugClass: 'unicode', effect: 'two names become one', description: 'Readers that normalise Unicode see duplicates where there are none, or change what was signed.' },
  AcceptedOddity: { bugClass: 'over-strictness', effect: 'honest statements are refused', description: 'Strange, but within the rules: it must be accepted.' },
};

const utf8 = (text: string): { bytes: ReturnType<typeof bytesValue> } => ({ bytes: bytesValue(octets(text)) });

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

/** Replaces the only `from` of the base by `to`. */
function edit(from: string, to: string | Uint8Array): EditPlan {
  return { op: 'splice', path: '/bytes', from, to };
}

/** Inserts at an offset. */
function insert(at: number, to: string | Uint8Array): EditPlan {
  return { op: 'splice', path: '/bytes', at, from: '', to };
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
  for (const [slug, title, bytes] of illFormed) suite.refuses(slug, title, { ...plan, fault: edit('a', Uint8Array.from(bytes)) });
  suite.refuses('utf8-in-name', 'N3 an ill-formed octet in a name is refused', { ...plan, base: 'ok-object', fault: edit('a', Uint8Array.of(0xff)) });
  suite.refuses('utf8-after-value', 'N3 an ill-formed octet after the value is refused', { ...plan, base: 'ok-number', fault: insert(3, Uint8Array.of(0x80)) });

  const mark = { requirements: ['CNV-008'], flags: ['ByteOrderMark'], code: 'E_JSON' };
  suite.refuses('bom-before-object', 'N4 a byte order mark before an object is refused', { ...mark, base: 'ok-claims', fault: insert(0, '\ufeff') });
  suite.refuses('bom-before-list', 'N4 a byte order mark before a list is refused', { ...mark, base: 'ok-number', fault: insert(0, '\ufeff') });
  const inside = { requirements: ['CNV-009'], flags: ['ByteOrderMark'], code: 'E_JSON' };
  suite.refuses('bom-after-space', 'a byte order mark after a space is no white space', { ...inside, base: 'ok-number', fault: insert(1, '\ufeff') });
  suite.refuses('bom-at-end', 'a byte order mark at the end is refused', { ...inside, base: 'ok-number', fault: insert(3, '\ufeff') });
  const utf16: [string, string, number[]][] = [
    ['utf16-little-endian', 'UTF-16 with a byte order mark is refused', [0xff, 0xfe]],
    ['utf16-big-endian', 'big-endian UTF-16 with a byte order mark is refused', [0xfe, 0xff]],
  ];
  for (const [slug, title, bytes] of utf16) suite.refuses(slug, title, { ...plan, base: 'ok-number', fault: insert(0, Uint8Array.from(bytes)) });
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
    ['cut-string', 'a string that does not end is refused', 'ok-string-alone', { op: 'splice', path: '/bytes', at: 2, from: '"', to: '' }],
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
  for (const [slug, title, space] of spaces) suite.refuses(`space-${slug}`, title, { ...plan, base: 'ok-pair', fault: insert(3, space) });
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
  for (const [slug, title, from, to] of wrong) suite.refuses(`literal-${slug}`, title, { ...plan, base: 'ok-literals', fault: edit(from, to) });
}

function strings(suite: Suite): void {
  const plan = { requirements: ['CNV-009'], flags: ['Grammar'], code: 'E_JSON', base: 'ok-string' };
  const wrong: [string, string, string][] = [
    ['control-nul', 'a NUL within a string is refused', '\u0000'],
    ['control-line-feed', 'a line feed within a string is refused', '\n'],
    ['control-tab', 'a tab within a string is refused', '\t'],
    ['control-1f', 'U+001F within a string is refused', '\u001f'],
    ['escape-hex', 'the escape \\x41 is refused', '\\x41'],
    ['escape-octal', 'the escape \\101 is refused', '\\101'],
    ['escape-nul', 'the escape \\0 is refused', '\\0'],
    ['escape-single-quote', "the escape \\' is refused", "\\'"],
    ['escape-vertical-tab', 'the escape \\v is refused', '\\v'],
    ['escape-alert', 'the escape \\a is refused', '\\a'],
    ['escape-line-feed', 'an escaped line feed is refused', '\\\n'],
    ['escape-capital-u', 'the escape \\U0041 is refused', '\\U0041'],
    ['escape-u-three-digits', 'an escape with three digits is refused', '\\u041'],
    ['escape-u-braces', 'an escape with braces is refused', '\\u{41}'],
    ['escape-u-not-hex', 'an escape with a letter beyond F is refused', '\\u004g'],
    ['escape-u-sign', 'an escape with a sign is refused', '\\u+041'],
    ['escape-u-space', 'an escape with a space is refused', '\\u 041'],
    ['quote-inside', 'a quote within a string is refused', '"'],
    ['escape-last-quote', 'a string whose last quote is escaped is refused', 'a\\'],
  ];
  for (const [slug, title, to] of wrong) suite.refuses(`string-${slug}`, title, { ...plan, fault: edit('a', to) });

  const lone = { requirements: ['CNV-011'], flags: ['LoneSurrogate'], code: 'E_JSON' };
  const surrogates: [string, string, string][] = [
    ['high', 'N3 an escaped high surrogate alone is refused', '\\ud83d'],
    ['low', 'N3 an escaped low surrogate alone is refused', '\\ude00'],
    ['capital-digits', 'N3 an escaped high surrogate in capitals is refused', '\\uD800'],
    ['reversed', 'N3 an escaped pair in the wrong order is refused', '\\ude00\\ud83d'],
    ['high-high-low', 'N3 a high surrogate before a pair is refused', '\\ud83d\\ud83d\\ude00'],
    ['high-low-low', 'N3 a low surrogate after a pair is refused', '\\ud83d\\ude00\\ude00'],
    ['split', 'N3 a pair with a letter between is refused', '\\ud83da\\ude00'],
    ['high-then-escape', 'N3 a high surrogate before another escape is refused', '\\ud83d\\u0061'],
    ['high-then-text', 'N3 a high surrogate before an astral character is refused', '\\ud83d\u{1f600}'],
    ['last-high', 'N3 the last high surrogate alone is refused', '\\udbff'],
    ['last-low', 'N3 the last low surrogate alone is refused', '\\udfff'],
  ];
  for (const [slug, title, to] of surrogates) suite.refuses(`surrogate-${slug}`, title, { ...lone, base: 'ok-string', fault: edit('a', to) });
  suite.refuses('surrogate-in-name', 'N3 an escaped surrogate alone in a name is refused', { ...lone, base: 'ok-object', fault: edit('a', '\\ud800') });
}

function names(suite: Suite): void {
  const plan = { requirements: ['CNV-010'], flags: ['DuplicateName'], code: 'E_JSON' };
  suite.accepts('ok-nested', 'names may return at another place', { requirements: ['CNV-010'], input: utf8('{"a":{"a":1,"b":2},"b":[{"a":1},{"a":1}]}') });
  suite.accepts('ok-hostile-names', 'names with a meaning in programming languages are plain names', {
    requirements: ['CNV-017'],
    flags: ['HostileName', 'AcceptedOddity'],
    input: utf8('{"__proto__":{"t":1},"constructor":{"prototype":{}},"toString":1,"hasOwnProperty":null,"__class__":[],"":0}'),
  });
  suite.accepts('ok-names-case', 'names that differ in case are two', { requirements: ['CNV-010', 'CNV-016'], input: utf8('{"a":1,"A":2,"\u0131":3,"I":4,"i":5}') });
  const twins: [string, string, string, EditPlan][] = [
    ['top', 'N1 a name twice is refused', 'ok-object', edit('b', 'a')],
    ['equal-values', 'N1 a name twice with equal values is refused', 'ok-object', edit('"b":2', '"a":1')],
    ['nested', 'N1 a name twice in a nested object is refused', 'ok-nested', { op: 'splice', path: '/bytes', at: 13, from: 'b', to: 'a' }],
    ['in-list', 'N1 a name twice in an object in a list is refused', 'ok-nested', { op: 'splice', path: '/bytes', at: 24, from: '{"a":1}', to: '{"a":1,"a":1}' }],
    ['escaped', 'N1 a name twice, once with an escape, is refused', 'ok-object', edit('b', '\\u0061')],
    ['escaped-pair', 'N1 a name twice, once as an escaped pair, is refused', 'ok-object', edit('"b":2', '"\u{1f600}":2,"\\ud83d\\ude00":3')],
    ['escaped-slash', 'N1 a name twice, once with an escaped slash, is refused', 'ok-object', edit('"b":2', '"/":2,"\\/":3')],
    ['proto', 'N1 __proto__ twice is refused', 'ok-hostile-names', edit('constructor', '__proto__')],
    ['to-string', 'N1 toString twice is refused', 'ok-hostile-names', edit('hasOwnProperty', 'toString')],
    ['empty-name', 'N1 the empty name twice is refused', 'ok-hostile-names', edit('__class__', '')],
    ['far-apart', 'N1 the first name again at the end is refused', 'ok-names-case', edit('i":5', 'a":5')],
    ['index-names', 'N1 a name of digits twice is refused', 'ok-object', edit('"b":2', '"0":2,"0":3')],
  ];
  for (const [slug, title, base, fault] of twins) {
    const requirements = slug === 'proto' || slug === 'to-string' ? ['CNV-010', 'CNV-017'] : ['CNV-010'];
    suite.refuses(`duplicate-${slug}`, title, { ...plan, requirements, base, fault });
  }
  const normal = { requirements: ['CNV-010', 'CNV-016'], flags: ['Normalisation', 'AcceptedOddity'] };
  suite.accepts('ok-names-nfc-nfd', 'é as one scalar and é as two are two names', { ...normal, input: utf8('{"\u00e9":1,"e\u0301":2}') });
  suite.accepts('ok-names-compatibility', 'a ligature and its letters are two names', { ...normal, input: utf8('{"\ufb01":1,"fi":2}') });
  suite.accepts('ok-names-angstrom', 'the Ångström sign and Å are two names', { ...normal, input: utf8('{"\u212b":1,"\u00c5":2}') });
  suite.accepts('ok-names-index', 'names of digits in falling order', { requirements: ['CNV-010', 'CNV-017'], flags: ['AcceptedOddity'], input: utf8('{"2":0,"1":0,"01":0,"1.0":0}') });
}

function numbers(suite: Suite): void {
  const shape = { requirements: ['CNV-012'], flags: ['Number'], code: 'E_JSON', base: 'ok-number' };
  const inGrammar: [string, string, string][] = [
    ['fraction-zero', 'N5 1.0 is refused', '1.0'],
    ['fraction', 'N5 1.5 is refused', '1.5'],
    ['exponent', 'N5 1e3 is refused', '1e3'],
    ['exponent-capital-plus', 'N5 1E+2 is refused', '1E+2'],
    ['exponent-zero', 'N5 1e0 is refused', '1e0'],
    ['exponent-negative', 'N5 10e-1 is refused', '10e-1'],
    ['zero-exponent', 'N5 0e0 is refused', '0e0'],
    ['zero-fraction', 'N5 0.0 is refused', '0.0'],
    ['minus-zero', 'N5 -0 is refused', '-0'],
    ['minus-zero-fraction', 'N5 -0.0 is refused', '-0.0'],
    ['exponent-huge', 'N5 1e400 is refused', '1e400'],
    ['exponent-tiny', 'N5 1e-400 is refused', '1e-400'],
  ];
  for (const [slug, title, to] of inGrammar) suite.refuses(`number-${slug}`, title, { ...shape, fault: edit('1', to) });

  const form = { requirements: ['CNV-009'], flags: ['Number', 'Grammar'], code: 'E_JSON', base: 'ok-number' };
  const outside: [string, string, string][] = [
    ['leading-zero', '01 is refused', '01'],
    ['double-zero', '00 is refused', '00'],
    ['plus', '+1 is refused', '+1'],
    ['minus-alone', 'a minus sign alone is refused', '-'],
    ['minus-twice', '--1 is refused', '--1'],
    ['minus-space', 'a minus sign and a space are refused', '- 1'],
    ['typographic-minus', 'U+2212 as a minus sign is refused', '\u22121'],
    ['no-integer', '.5 is refused', '.5'],
    ['no-fraction', '1. is refused', '1.'],
    ['no-exponent', '1e is refused', '1e'],
    ['no-exponent-sign', '1e+ is refused', '1e+'],
    ['hexadecimal', '0x1 is refused', '0x1'],
    ['binary', '0b1 is refused', '0b1'],
    ['octal', '0o1 is refused', '0o1'],
    ['underscore', '1_000 is refused', '1_000'],
    ['comma-space', 'a group of thousands with a thin space is refused', '1\u2009000'],
    ['big', '1n is refused', '1n'],
    ['nan', 'NaN is refused', 'NaN'],
    ['infinity', 'Infinity is refused', 'Infinity'],
    ['minus-infinity', '-Infinity is refused', '-Infinity'],
    ['full-width-digit', 'a full-width digit is refused', '\uff11'],
    ['arabic-digit', 'an Arabic digit is refused', '\u0661'],
  ];
  for (const [slug, title, to] of outside) suite.refuses(`number-${slug}`, title, { ...form, fault: edit('1', to) });
  // Whoever reads digit by digit sees -0 first.
  suite.refuses('number-leading-zero-minus', '-01 is refused', { ...form, requirements: ['CNV-009', 'CNV-012'], fault: edit('1', '-01') });
  ranges(suite);
}

function ranges(suite: Suite): void {
  const ok = { requirements: ['CNV-013'], flags: ['Number'] };
  suite.accepts('ok-zero', 'zero', { requirements: ['CNV-012', 'CNV-013'], input: utf8('[0]') });
  suite.accepts('ok-minus-one', 'minus one', { requirements: ['CNV-012', 'CNV-013'], input: utf8('[-1]') });
  suite.accepts('integer-max-limit-minus-1', '2^53−2 is accepted', { ...ok, kind: 'edge', input: utf8('[9007199254740990]') });
  suite.accepts('integer-max-limit-exact', '2^53−1 is accepted', { ...ok, kind: 'edge', input: utf8('[9007199254740991]') });
  suite.accepts('ok-integer-least', '−(2^53−1) is accepted', { ...ok, kind: 'edge', input: utf8('[-9007199254740991]') });
  const plan = { requirements: ['CNV-013'], flags: ['Number'], code: 'E_JSON' };
  const last: [string, string, string, EditPlan][] = [
    ['integer-max-limit-plus-1', 'N5 2^53 is refused', 'integer-max-limit-exact', edit('91]', '92]')],
    ['number-beyond-double', 'N5 2^53+1, which no double holds, is refused', 'integer-max-limit-exact', edit('91]', '93]')],
    ['number-least-minus-1', 'N5 −2^53 is refused', 'ok-integer-least', edit('91]', '92]')],
    ['number-int64-max', 'N5 2^63−1 is refused', 'ok-number', edit('1', '9223372036854775807')],
    ['number-uint64-wrap', 'N5 2^64+1, which wraps to 1, is refused', 'ok-number', edit('1', '18446744073709551617')],
    ['number-400-digits', 'N5 a number of 400 digits is refused', 'ok-number', edit('1', '9'.repeat(400))],
    ['number-400-digits-negative', 'N5 a negative number of 400 digits is refused', 'ok-number', edit('1', `-${'9'.repeat(400)}`)],
    ['number-100000-digits', 'N5 a number of 100,000 digits is refused', 'ok-number', edit('1', '1'.repeat(100_000))],
  ];
  for (const [slug, title, base, fault] of last) suite.refuses(slug, title, { ...plan, base, fault });
}

function depth(suite: Suite): void {
  const nest = (open: string, core: string, close: string, levels: number): { bytes: ReturnType<typeof bytesValue> } =>
    utf8(open.repeat(levels) + core + close.repeat(levels));
  const plan = { requirements: ['CNV-014'], flags: ['Depth'], kind: 'edge' as const };
  const refused = { requirements: ['CNV-014'], flags: ['Depth'], code: 'E_JSON' };
  suite.accepts('json-depth-limit-minus-1', 'lists 31 deep are accepted', { ...plan, input: nest('[', '', ']', 31) });
  suite.accepts('json-depth-limit-exact', 'lists 32 deep are accepted', { ...plan, input: nest('[', '', ']', 32) });
  suite.accepts('depth-objects-31', 'objects 31 deep are accepted', { ...plan, input: nest('{"a":', '{}', '}', 30) });
  suite.accepts('depth-objects-32', 'objects 32 deep are accepted', { ...plan, input: nest('{"a":', '{}', '}', 31) });
  suite.accepts('depth-mixed-32', 'lists and objects in turn, 32 deep, are accepted', { ...plan, input: nest('[{"a":', '0', '}]', 16) });
  suite.accepts('depth-wide', 'a thousand lists side by side are accepted', { ...plan, input: utf8(`[${'[],'.repeat(999)}[]]`) });
  suite.accepts('depth-brackets-in-string', 'brackets within a string do not count', { ...plan, input: utf8(`["${'['.repeat(50)}"]`) });
  const insertCore = (base: string, core: string): EditPlan => {
    const at = base.includes('objects') ? 31 * 5 : base.includes('mixed') ? 16 * 6 : 32;
    return base.includes('mixed') ? { op: 'splice', path: '/bytes', at, from: '0', to: core } : insert(at + (base.includes('objects') ? 1 : 0), core);
  };
  suite.refuses('json-depth-limit-plus-1', 'N6 lists 33 deep are refused', { ...refused, base: 'json-depth-limit-exact', fault: insertCore('lists', '[]') });
  suite.refuses('depth-objects-33', 'N6 objects 33 deep are refused', { ...refused, base: 'depth-objects-32', fault: insertCore('objects', '"a":{}') });
  suite.refuses('depth-mixed-33', 'N6 a list within 32 levels is refused', { ...refused, base: 'depth-mixed-32', fault: insertCore('mixed', '[0]') });
  suite.refuses('depth-mixed-33-object', 'N6 an object within 32 levels is refused', { ...refused, base: 'depth-mixed-32', fault: insertCore('mixed', '{}') });
  const deep = 100_000;
  suite.refuses('depth-100000', 'N6 lists 100,000 deep are refused', {
    ...refused,
    base: 'ok-number',
    fault: { ...edit('1', join('['.repeat(deep), '1', ']'.repeat(deep))) },
  });
  suite.refuses('depth-100000-open', 'N6 100,000 lists that never end are refused', { requirements: ['CNV-014'], flags: ['Depth'], code: 'E_JSON', kind: 'edge', input: utf8('['.repeat(deep)) });
}

function oddities(suite: Suite): void {
  const spelling = { requirements: ['CNV-015'], flags: ['AcceptedOddity'] };
  const accepted: [string, string, string][] = [
    ['odd-space-everywhere', 'every kind of white space at every place', ' \t\r\n{ \t\r\n"a" \t\r\n: \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n} \t\r\n'],
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
    ['odd-scalar-edges', 'the scalar values at the edges of each length', '["\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}"]'.replace('\u0000', '\\u0000')],
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
