import registry from '@allod/spec/registries/collection-kinds.json' with { type: 'json' };
import { expect, test } from 'vitest';
import { collectionName, LETTER_BY_KIND } from '../../src/input/collection-name.ts';

test('knows the kinds of the registry, and no others', () => {
  expect(LETTER_BY_KIND).toEqual(Object.fromEntries(registry.kinds.map(({ letter, name }) => [name, letter])));
});

test.each<[string, string | undefined, string]>([
  ['com.example.notes', undefined, 'v:com.example.notes'],
  ['v:com.example.notes', undefined, 'v:com.example.notes'],
  ['i:photos', undefined, 'i:photos'],
  ['photos', 'immutable', 'i:photos'],
  ['photos', 'i', 'i:photos'],
  ['i:photos', 'immutable', 'i:photos'],
  ['x'.repeat(128), undefined, `v:${'x'.repeat(128)}`],
])('"%s" of kind %s is %s', (text, kind, full) => {
  expect(collectionName(text, kind)).toBe(full);
});

test.each<[string, string | undefined, RegExp]>([
  ['', undefined, /named by/],
  ['v:', undefined, /named by/],
  ['a b', undefined, /named by/],
  ['x'.repeat(129), undefined, /named by/],
  ['vv:notes', undefined, /named by/],
  ['é', undefined, /named by/],
  ['z:notes', undefined, /letter "z"/],
  ['notes', 'z', /no kind "z"/],
  ['notes', '__proto__', /no kind/],
  ['v:notes', 'mutable', /--kind says mutable/],
])('refuses "%s" of kind %s', (text, kind, sentence) => {
  expect(() => collectionName(text, kind)).toThrow(sentence);
});
