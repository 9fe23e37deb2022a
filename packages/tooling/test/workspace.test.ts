import { describe, expect, it } from 'vitest';
import { readJson, readWorkspace, workspacePatterns } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

describe('workspacePatterns', () => {
  it('reads the list up to the next key, with comments, blanks and quotes', () => {
    const yaml = 'a: 1\npackages:\n  - packages/*\n\n  # one more\n  - "spec"\npmOnFail: ignore\n';
    expect(workspacePatterns(yaml)).toEqual(['packages/*', 'spec']);
  });

  it.each([
    ['a file without the list', 'a: 1\n', /no list/],
    ['an empty list', 'packages:\nb: 2\n', /names no packages/],
    ['an exclusion, which it does not understand', "packages:\n  - '!a/*'\n", /not understood/],
    ['a nested list', 'packages:\n  - [a, b]\n', /not understood/],
  ])('refuses %s', (_, yaml, words) => {
    expect(() => workspacePatterns(yaml)).toThrow(words);
  });
});

describe('readWorkspace', () => {
  it('finds every folder with a manifest, ordered by folder, and passes over the others', () => {
    const root = scratch({
      'pnpm-workspace.yaml': 'packages:\n  - spec\n  - packages/*\n  - absent\n',
      'packages/b/package.json': { name: '@x/b' },
      'packages/a/package.json': { name: '@x/a' },
      'packages/notes/readme.txt': '',
      'spec/package.json': { name: '@x/spec' },
    });
    expect(readWorkspace(root).map(({ name, dir }) => [dir, name])).toEqual([
      ['packages/a', '@x/a'],
      ['packages/b', '@x/b'],
      ['spec', '@x/spec'],
    ]);
  });

  it('refuses a pattern deeper than one level', () => {
    const root = scratch({ 'pnpm-workspace.yaml': 'packages:\n  - a/**\n' });
    expect(() => readWorkspace(root)).toThrow(/pattern a\/\*\*/);
  });
});

describe('readJson', () => {
  it('names the file that is not JSON', () => {
    const root = scratch({ 'x.json': '{' });
    expect(() => readJson(`${root}/x.json`)).toThrow(/x\.json cannot be read as JSON/);
  });
});
