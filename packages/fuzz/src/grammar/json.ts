import * as fc from 'fast-check';

/** Mostly what is right, now and then what a strict reader refuses. */
const mostly = (good: fc.Arbitrary<string>, ...odd: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: good, weight: 40 }, { arbitrary: fc.constantFrom(...odd), weight: 1 });

const space = mostly(fc.constantFrom('', '', '', '', '', '', ' ', '\n\t', '\r'), '\f', '\u00a0', '\u2028');

/** What a text may be spelled with: plain, escaped, half of a pair, and what strict JSON does not take. */
const piece = mostly(
  fc.constantFrom(
    'a',
    'b',
    'c',
    '1',
    '__proto__',
    'constructor',
    'é',
    '𝄞',
    '',
    '\u007f',
    '\\n',
    '\\u0061',
    '\\u00e9',
    '\\ud834\\udd1e',
    '\\"',
    '\\/',
    '\\\\',
  ),
  '\\ud800',
  '\\udc00',
  '\\x',
  '\\u12',
  '\n',
  '\\uD834\\u0061',
);
const text = fc.array(piece, { maxLength: 3 }).map((pieces) => `"${pieces.join('')}"`);

const number = mostly(
  fc.oneof(fc.integer().map(String), fc.constantFrom('0', '-1', '9007199254740991', '-9007199254740991')),
  '-0',
  '1.0',
  '1e2',
  '1E-2',
  '01',
  '-',
  '+1',
  '.5',
  '1.',
  'NaN',
  '0x10',
  '9007199254740992',
  '-9007199254740992',
  '1e400',
  '9'.repeat(40),
);
const word = mostly(fc.constantFrom('true', 'false', 'null'), 'True', 'nul', 'undefined', '');

const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: text, weight: 4 },
    { arbitrary: number, weight: 4 },
    { arbitrary: word, weight: 1 },
    { arbitrary: tie('object'), weight: 3 },
    { arbitrary: tie('list'), weight: 3 },
  ),
  list: fc
    .tuple(fc.array(fc.tuple(space, tie('value'), space), { maxLength: 4 }), mostly(fc.constant(''), ',', ' ,'))
    .map(([items, end]) => `[${items.map((each) => each.join('')).join(',')}${end}]`),
  object: fc
    .array(fc.tuple(space, text, space, mostly(fc.constant(':'), '=', '::', ''), space, tie('value'), space), {
      maxLength: 4,
    })
    .map((members) => `{${members.map((each) => each.join('')).join(',')}}`),
}));

const nested = fc
  .tuple(fc.integer({ min: 28, max: 36 }), fc.constantFrom(['[', ']'], ['{"a":', '}']), value)
  .map(([depth, [open, close], inner]) => `${open.repeat(depth)}${inner}${close.repeat(depth)}`);

/** Texts near the grammar of strict JSON, as UTF-8. */
export const nearJson: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    mostly(fc.constantFrom('', ' '), '\ufeff', '\0'),
    fc.oneof({ arbitrary: value, weight: 12 }, { arbitrary: nested, weight: 1 }),
    mostly(fc.constantFrom('', '\n'), 'x', '\0', ','),
  )
  .map((parts) => new TextEncoder().encode(parts.join('')));
