import type { EditPlan } from '../fault.ts';
import type { Suite } from '../suite.ts';
import { join } from '../value.ts';
import { edit, insert, utf8, type Utf8Input } from './json-input.ts';

/** Strings and escapes. */
export function strings(suite: Suite): void {
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
  for (const [slug, title, to] of surrogates)
    suite.refuses(`surrogate-${slug}`, title, { ...lone, base: 'ok-string', fault: edit('a', to) });
  suite.refuses('surrogate-in-name', 'N3 an escaped surrogate alone in a name is refused', {
    ...lone,
    base: 'ok-object',
    fault: edit('a', '\\ud800'),
  });
}

/** Member names. */
export function names(suite: Suite): void {
  const plan = { requirements: ['CNV-010'], flags: ['DuplicateName'], code: 'E_JSON' };
  suite.accepts('ok-nested', 'names may return at another place', {
    requirements: ['CNV-010'],
    input: utf8('{"a":{"a":1,"b":2},"b":[{"a":1},{"a":1}]}'),
  });
  suite.accepts('ok-hostile-names', 'names with a meaning in programming languages are plain names', {
    requirements: ['CNV-017'],
    flags: ['HostileName', 'AcceptedOddity'],
    input: utf8(
      '{"__proto__":{"t":1},"constructor":{"prototype":{}},"toString":1,"hasOwnProperty":null,"__class__":[],"":0}',
    ),
  });
  suite.accepts('ok-names-case', 'names that differ in case are two', {
    requirements: ['CNV-010', 'CNV-016'],
    input: utf8('{"a":1,"A":2,"\u0131":3,"I":4,"i":5}'),
  });
  const twins: [string, string, string, EditPlan][] = [
    ['top', 'N1 a name twice is refused', 'ok-object', edit('b', 'a')],
    ['equal-values', 'N1 a name twice with equal values is refused', 'ok-object', edit('"b":2', '"a":1')],
    [
      'nested',
      'N1 a name twice in a nested object is refused',
      'ok-nested',
      { op: 'splice', path: '/bytes', at: 13, from: 'b', to: 'a' },
    ],
    [
      'in-list',
      'N1 a name twice in an object in a list is refused',
      'ok-nested',
      { op: 'splice', path: '/bytes', at: 24, from: '{"a":1}', to: '{"a":1,"a":1}' },
    ],
    ['escaped', 'N1 a name twice, once with an escape, is refused', 'ok-object', edit('b', '\\u0061')],
    [
      'escaped-pair',
      'N1 a name twice, once as an escaped pair, is refused',
      'ok-object',
      edit('"b":2', '"\u{1f600}":2,"\\ud83d\\ude00":3'),
    ],
    [
      'escaped-slash',
      'N1 a name twice, once with an escaped slash, is refused',
      'ok-object',
      edit('"b":2', '"/":2,"\\/":3'),
    ],
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
  suite.accepts('ok-names-nfc-nfd', 'é as one scalar and é as two are two names', {
    ...normal,
    input: utf8('{"\u00e9":1,"e\u0301":2}'),
  });
  suite.accepts('ok-names-compatibility', 'a ligature and its letters are two names', {
    ...normal,
    input: utf8('{"\ufb01":1,"fi":2}'),
  });
  suite.accepts('ok-names-angstrom', 'the Ångström sign and Å are two names', {
    ...normal,
    input: utf8('{"\u212b":1,"\u00c5":2}'),
  });
  suite.accepts('ok-names-index', 'names of digits in falling order', {
    requirements: ['CNV-010', 'CNV-017'],
    flags: ['AcceptedOddity'],
    input: utf8('{"2":0,"1":0,"01":0,"1.0":0}'),
  });
}

/** Numbers: their form and their range. */
export function numbers(suite: Suite): void {
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
  suite.refuses('number-leading-zero-minus', '-01 is refused', {
    ...form,
    requirements: ['CNV-009', 'CNV-012'],
    fault: edit('1', '-01'),
  });
  ranges(suite);
}

function ranges(suite: Suite): void {
  const ok = { requirements: ['CNV-013'], flags: ['Number'] };
  suite.accepts('ok-zero', 'zero', { requirements: ['CNV-012', 'CNV-013'], input: utf8('[0]') });
  suite.accepts('ok-minus-one', 'minus one', { requirements: ['CNV-012', 'CNV-013'], input: utf8('[-1]') });
  suite.accepts('integer-max-limit-minus-1', '2^53−2 is accepted', {
    ...ok,
    kind: 'edge',
    input: utf8('[9007199254740990]'),
  });
  suite.accepts('integer-max-limit-exact', '2^53−1 is accepted', {
    ...ok,
    kind: 'edge',
    input: utf8('[9007199254740991]'),
  });
  suite.accepts('ok-integer-least', '−(2^53−1) is accepted', {
    ...ok,
    kind: 'edge',
    input: utf8('[-9007199254740991]'),
  });
  const plan = { requirements: ['CNV-013'], flags: ['Number'], code: 'E_JSON' };
  const last: [string, string, string, EditPlan][] = [
    ['integer-max-limit-plus-1', 'N5 2^53 is refused', 'integer-max-limit-exact', edit('91]', '92]')],
    [
      'number-beyond-double',
      'N5 2^53+1, which no double holds, is refused',
      'integer-max-limit-exact',
      edit('91]', '93]'),
    ],
    ['number-least-minus-1', 'N5 −2^53 is refused', 'ok-integer-least', edit('91]', '92]')],
    ['number-int64-max', 'N5 2^63−1 is refused', 'ok-number', edit('1', '9223372036854775807')],
    ['number-uint64-wrap', 'N5 2^64+1, which wraps to 1, is refused', 'ok-number', edit('1', '18446744073709551617')],
    ['number-400-digits', 'N5 a number of 400 digits is refused', 'ok-number', edit('1', '9'.repeat(400))],
    [
      'number-400-digits-negative',
      'N5 a negative number of 400 digits is refused',
      'ok-number',
      edit('1', `-${'9'.repeat(400)}`),
    ],
    ['number-100000-digits', 'N5 a number of 100,000 digits is refused', 'ok-number', edit('1', '1'.repeat(100_000))],
  ];
  for (const [slug, title, base, fault] of last) suite.refuses(slug, title, { ...plan, base, fault });
}

/** Nesting. */
export function depth(suite: Suite): void {
  const nest = ([open, core, close]: [string, string, string], levels: number): Utf8Input =>
    utf8(open.repeat(levels) + core + close.repeat(levels));
  const plan = { requirements: ['CNV-014'], flags: ['Depth'], kind: 'edge' as const };
  const refused = { requirements: ['CNV-014'], flags: ['Depth'], code: 'E_JSON' };
  suite.accepts('json-depth-limit-minus-1', 'lists 31 deep are accepted', { ...plan, input: nest(['[', '', ']'], 31) });
  suite.accepts('json-depth-limit-exact', 'lists 32 deep are accepted', { ...plan, input: nest(['[', '', ']'], 32) });
  suite.accepts('depth-objects-31', 'objects 31 deep are accepted', { ...plan, input: nest(['{"a":', '{}', '}'], 30) });
  suite.accepts('depth-objects-32', 'objects 32 deep are accepted', { ...plan, input: nest(['{"a":', '{}', '}'], 31) });
  suite.accepts('depth-mixed-32', 'lists and objects in turn, 32 deep, are accepted', {
    ...plan,
    input: nest(['[{"a":', '0', '}]'], 16),
  });
  suite.accepts('depth-wide', 'a thousand lists side by side are accepted', {
    ...plan,
    input: utf8(`[${'[],'.repeat(999)}[]]`),
  });
  suite.accepts('depth-brackets-in-string', 'brackets within a string do not count', {
    ...plan,
    input: utf8(`["${'['.repeat(50)}"]`),
  });
  const insertCore = (base: string, core: string): EditPlan => {
    const at = base.includes('objects') ? 31 * 5 : base.includes('mixed') ? 16 * 6 : 32;
    return base.includes('mixed')
      ? { op: 'splice', path: '/bytes', at, from: '0', to: core }
      : insert(at + (base.includes('objects') ? 1 : 0), core);
  };
  suite.refuses('json-depth-limit-plus-1', 'N6 lists 33 deep are refused', {
    ...refused,
    base: 'json-depth-limit-exact',
    fault: insertCore('lists', '[]'),
  });
  suite.refuses('depth-objects-33', 'N6 objects 33 deep are refused', {
    ...refused,
    base: 'depth-objects-32',
    fault: insertCore('objects', '"a":{}'),
  });
  suite.refuses('depth-mixed-33', 'N6 a list within 32 levels is refused', {
    ...refused,
    base: 'depth-mixed-32',
    fault: insertCore('mixed', '[0]'),
  });
  suite.refuses('depth-mixed-33-object', 'N6 an object within 32 levels is refused', {
    ...refused,
    base: 'depth-mixed-32',
    fault: insertCore('mixed', '{}'),
  });
  const deep = 100_000;
  suite.refuses('depth-100000', 'N6 lists 100,000 deep are refused', {
    ...refused,
    base: 'ok-number',
    fault: { ...edit('1', join('['.repeat(deep), '1', ']'.repeat(deep))) },
  });
  suite.refuses('depth-100000-open', 'N6 100,000 lists that never end are refused', {
    requirements: ['CNV-014'],
    flags: ['Depth'],
    code: 'E_JSON',
    kind: 'edge',
    input: utf8('['.repeat(deep)),
  });
}
