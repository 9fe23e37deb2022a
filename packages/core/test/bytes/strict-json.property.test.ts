import { parseStrictJson } from '@allod/core/bytes';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const integers = fc.maxSafeInteger().map((n) => (Object.is(n, -0) ? 0 : n));
const names = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', 'é', 'e\u0301'));
const { value: strictValues } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    integers,
    fc.string({ unit: 'binary' }),
    tie('array'),
    tie('object'),
  ),
  array: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.uniqueArray(fc.tuple(names, tie('value')), { selector: ([name]) => name, maxLength: 5 }).map((members) => {
    const object: Record<string, unknown> = {};
    for (const [name, value] of members)
      Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
    return object;
  }),
}));

test('CNV-015, CNV-016, CNV-017 reads every strict value as JSON.parse does, with any spacing', () => {
  fc.assert(
    fc.property(strictValues, fc.constantFrom('', ' ', '\t', '\n  '), (value, space) => {
      const text = `${space}${JSON.stringify(value, null, space)}${space}`;
      const read = parseStrictJson(bytes(text));
      expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(value));
    }),
  );
});

test('CNV-009 refuses whatever JSON.parse refuses, after any edit of a sound text', () => {
  fc.assert(
    fc.property(
      strictValues,
      fc.nat(),
      fc.constantFrom(...'{}[]",:\\-.eE019tfn \u0000'.split('')),
      fc.boolean(),
      (value, place, character, insert) => {
        const text = JSON.stringify(value);
        const at = place % (text.length + 1);
        const edited = text.slice(0, at) + character + text.slice(insert ? at : at + 1);
        const read = parseStrictJson(bytes(edited));
        if (read.ok) expect(JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(edited.toWellFormed())));
        else expect(['CNV-009', 'CNV-010', 'CNV-011', 'CNV-012', 'CNV-013']).toContain(read.error.requirement);
      },
    ),
    { numRuns: 2000 },
  );
});

test('CNV-010 refuses a doubled name however it is spelled', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.array(integers, { maxLength: 3 }), (name, between) => {
      const spelled = `"${Array.from(name.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`;
      const members = between.map((n, i) => `"${i}${name.length}#":${n}`);
      const read = parseStrictJson(bytes(`{${[`${JSON.stringify(name)}:1`, ...members, `${spelled}:2`].join(',')}}`));
      expect(!read.ok && read.error.requirement).toBe('CNV-010');
    }),
  );
});

test('CNV-014 refuses the 33rd level, however it is reached', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 0, maxLength: 40 }), (levels) => {
      const open = levels.map((isArray) => (isArray ? '[' : '{"a":')).join('');
      const close = levels
        .map((isArray) => (isArray ? ']' : '}'))
        .toReversed()
        .join('');
      const read = parseStrictJson(bytes(`${open}1${close}`));
      expect(read.ok).toBe(levels.length <= 32);
    }),
  );
});

test('CNV-014 refuses a million opening brackets without overflowing the stack', () => {
  const read = parseStrictJson(bytes('['.repeat(1_000_000)));
  expect(!read.ok && read.error.requirement).toBe('CNV-014');
});
