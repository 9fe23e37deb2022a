import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceNames } from '../src/sources.ts';
import type { Manifest } from '../src/sources.ts';

test('every door and inner name of core means a source that exists, and of two platforms that of Node', () => {
  const core = new URL('../../core/', import.meta.url);
  const names = sourceNames(JSON.parse(readFileSync(new URL('package.json', core), 'utf8')) as Manifest);
  expect(Object.fromEntries(names)).toMatchObject({
    '@allod/core/verify': 'src/verify/index.ts',
    '#platform': 'src/platform/node.ts',
    '#base64': 'src/platform/base64-node.ts',
  });
  for (const [, file] of names) expect(readFileSync(new URL(file, core), 'utf8')).not.toBe('');
});

test('a package with one door is named by itself', () => {
  const exports = { '.': { types: './dist/index.d.ts', default: './dist/index.js' } };
  expect(sourceNames({ name: '@allod/one', exports })).toEqual([['@allod/one', 'src/index.ts']]);
});

test('throws for a name that means no built file', () => {
  expect(() => sourceNames({ name: 'one', exports: { './package.json': './package.json' } })).toThrow(TypeError);
  expect(() => sourceNames({ name: 'one', imports: { '#a': { default: null } } })).toThrow(TypeError);
});
