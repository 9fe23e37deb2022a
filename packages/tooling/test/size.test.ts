import { describe, expect, it } from 'vitest';
import { bundles, sizeFaults, sizeReport } from '../src/size.mjs';
import { readWorkspace } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const bundle = {
  door: '@x/one',
  bytes: 100,
  modules: ['packages/one/dist/index.js', 'node_modules/@noble/curves/x.js'],
};

describe('sizeFaults', () => {
  it('accepts a door within its budget', () => {
    expect(sizeFaults([bundle], [{ door: '@x/one', maxBytes: 100, absent: ['@other/'] }])).toEqual([]);
  });

  it('refuses a door over its budget', () => {
    expect(sizeFaults([bundle], [{ door: '@x/one', maxBytes: 99, absent: [] }])).toEqual([
      '@x/one is 100 bytes after gzip; 99 are allowed',
    ]);
  });

  it('refuses a module that must not be inside', () => {
    expect(sizeFaults([bundle], [{ door: '@x/one', maxBytes: 100, absent: ['@noble/'] }])).toEqual([
      '@x/one contains node_modules/@noble/curves/x.js',
    ]);
  });

  it('refuses a door without a row, and a row without a door', () => {
    expect(sizeFaults([bundle], [{ door: '@x/two', maxBytes: 1, absent: [] }])).toHaveLength(2);
  });
});

describe('bundles', () => {
  it('takes the browser’s side of a platform variant, and leaves out what is loaded later', async () => {
    const root = scratch({
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/one/package.json': {
        name: '@x/one',
        files: ['dist'],
        exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
        imports: { '#platform': { node: './dist/node.js', default: './dist/web.js' } },
      },
      'packages/one/dist/index.js':
        "export { p } from '#platform';\nexport const later = () => import('./later.js');\n",
      'packages/one/dist/node.js': "export const p = 'node';\n",
      'packages/one/dist/web.js': "export const p = 'web';\n",
      'packages/one/dist/later.js': "export const l = 'later';\n",
    });
    const [only] = await bundles({ root, packages: readWorkspace(root) });
    expect(only?.modules.map((module) => module.replace(/^.*\//, '')).toSorted()).toEqual(['index.js', 'web.js']);
  });
});

it('the report says of every door what it weighs, what it may, and whether that holds', () => {
  const found = [
    { door: 'a', bytes: 10, modules: [] },
    { door: 'b', bytes: 11, modules: [] },
  ];
  const rows = found.map(({ door }) => ({ door, maxBytes: 10, absent: [] }));
  expect(sizeReport(found, rows)).toEqual([
    { door: 'a', gzBytes: 10, limitBytes: 10, ok: true },
    { door: 'b', gzBytes: 11, limitBytes: 10, ok: false },
  ]);
});
