import { describe, expect, it } from 'vitest';
import { layerFaults, tableFaults } from '../src/layers.mjs';
import type { Layers } from '../src/layers.mjs';
import { readWorkspace } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const table: Layers = {
  layers: [['@x/low'], ['@x/left', '@x/right'], ['@x/high']],
  edges: {
    '@x/low': [],
    '@x/left': ['@x/low'],
    '@x/right': ['@x/low'],
    '@x/high': ['@x/low', '@x/left'],
    '@x/model': [],
    '@x/tools': [],
  },
  development: ['@x/tools'],
  forbiddenDoors: { '@x/high': ['@x/low/open'] },
  reservedDoors: { '@x/low/secrets': ['@x/high'] },
};

const manifest = (name: string, more: object = {}): object => ({ name, scripts: { build: 'tsc -b' }, ...more });

/** A sound workspace of five packages; each test breaks one thing in it. */
const sound: Readonly<Record<string, string | object>> = {
  'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
  'packages/low/package.json': manifest('@x/low', {
    exports: { '.': {}, './open': {}, './secrets': {}, './secrets/file': {}, './data/*.json': './data/*.json' },
  }),
  'packages/low/src/index.ts': "export { one } from './one.ts';\n",
  'packages/low/src/one.ts': 'export const one = 1;\n',
  'packages/left/package.json': manifest('@x/left', {
    exports: { '.': {} },
    dependencies: { '@x/low': 'workspace:*' },
  }),
  'packages/left/tsconfig.json': { references: [{ path: '../low' }] },
  'packages/left/src/index.ts':
    "export { one } from '@x/low';\nimport data from '@x/low/data/a.json';\nexport const two = data;\n",
  'packages/high/package.json': manifest('@x/high', {
    dependencies: { '@x/low': 'workspace:*' },
    devDependencies: { '@x/tools': 'workspace:*' },
  }),
  'packages/high/tsconfig.json': { references: [{ path: '../low/tsconfig.json' }] },
  'packages/high/src/index.ts': "import type { one } from '@x/low';\nexport type One = typeof one;\n",
  'packages/high/vitest.config.mjs': "export { default } from '@x/tools/vitest';\n",
  'packages/tools/package.json': { name: '@x/tools', exports: { './vitest': './vitest.mjs' } },
  'packages/tools/vitest.mjs': 'export default {};\n',
  'packages/model/package.json': manifest('@x/model'),
  'packages/model/src/index.ts': 'export const model = 1;\n',
};

function faults(changes: Readonly<Record<string, string | object>>, rules: Layers = table): string[] {
  const root = scratch({ ...sound, ...changes });
  return layerFaults(root, readWorkspace(root), rules);
}

describe('layerFaults', () => {
  it('finds nothing in a sound workspace', () => {
    expect(faults({})).toEqual([]);
  });

  it('refuses to have seen no module', () => {
    const root = scratch({
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/low/package.json': manifest('@x/low'),
    });
    expect(layerFaults(root, readWorkspace(root), table)).toEqual([
      'the layer check saw 0 modules and 0 imports, so it showed nothing',
    ]);
  });

  it('refuses to have seen modules without a single import, because then the parser was blind', () => {
    const root = scratch({
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/low/package.json': manifest('@x/low'),
      'packages/low/src/index.ts': 'export const one = 1;\n',
    });
    expect(layerFaults(root, readWorkspace(root), table)).toEqual([
      'the layer check saw 1 modules and 0 imports, so it showed nothing',
    ]);
  });

  it.each([
    ['a static import', "import { one } from '@x/low';\nexport { one };\n"],
    ['a re-export', "export * from '@x/low';\n"],
    ['a type-only import', "import type { one } from '@x/low';\nexport type One = typeof one;\n"],
    ['a dynamic import', "export const low = () => import('@x/low');\n"],
    ['an import type', "export type Low = typeof import('@x/low');\n"],
    ['a require', "export const low = require('@x/low');\n"],
  ])('refuses an edge that is not in the table, written as %s', (_, source) => {
    expect(faults({ 'packages/model/src/index.ts': source })).toContainEqual(
      expect.stringContaining('@x/model may not import @x/low'),
    );
  });

  it('is not fooled by an import in a comment or in a string', () => {
    const source = "// import '@x/low'\nexport const text = \"import '@x/low'\";\n";
    expect(faults({ 'packages/model/src/index.ts': source })).toEqual([]);
  });

  it('refuses an import sideways', () => {
    const source = "export { two } from '@x/left';\n";
    const found = faults({
      'packages/right/package.json': manifest('@x/right'),
      'packages/right/src/index.ts': source,
    });
    expect(found).toContainEqual('packages/right/src/index.ts:1: @x/right may not import @x/left');
  });

  it('refuses a relative path out of the package', () => {
    const source = "export { one } from '../../low/src/one.ts';\n";
    expect(faults({ 'packages/model/src/index.ts': source })).toEqual([
      'packages/model/src/index.ts:1: the relative path ../../low/src/one.ts leaves the package @x/model',
    ]);
  });

  it('refuses an import past the doors of a package', () => {
    const source = "export { one } from '@x/low/src/one.ts';\n";
    expect(faults({ 'packages/left/src/index.ts': source })).toEqual([
      'packages/left/src/index.ts:1: @x/low/src/one.ts is not a door of @x/low',
    ]);
  });

  it.each(['@x/low/secrets', '@x/low/secrets/file'])(
    'refuses the door %s to a package for which it is not reserved',
    (door) => {
      const source = `export { key } from '${door}';\n`;
      expect(faults({ 'packages/high/src/index.ts': source })).toEqual([]);
      expect(faults({ 'packages/left/src/index.ts': source })).toEqual([
        `packages/left/src/index.ts:1: @x/left may not open the door ${door}`,
      ]);
    },
  );

  it('refuses to reserve a door for a name without a row', () => {
    expect(tableFaults({ ...table, reservedDoors: { '@x/low/secrets': ['@x/gone'] } })).toEqual([
      'layers.json: @x/gone has no row in "edges"',
    ]);
  });

  it('refuses a door that is forbidden to a package although the edge is allowed', () => {
    const source = "export { key } from '@x/low/open';\n";
    expect(faults({ 'packages/high/src/index.ts': source })).toEqual([
      'packages/high/src/index.ts:1: @x/high may not open the door @x/low/open',
    ]);
  });

  it('refuses a development package in the product', () => {
    const source = "export { default } from '@x/tools/vitest';\nimport '@x/low';\n";
    expect(faults({ 'packages/high/src/index.ts': source })).toContainEqual(
      'packages/high/src/index.ts:1: @x/high may not import @x/tools',
    );
  });

  it('refuses a dependency that the table does not allow', () => {
    const found = faults({
      'packages/model/package.json': manifest('@x/model', { devDependencies: { '@x/low': 'workspace:*' } }),
    });
    expect(found).toEqual(['packages/model/package.json: @x/model may not depend on @x/low']);
  });

  it('refuses an import without a dependency', () => {
    const found = faults({ 'packages/left/package.json': manifest('@x/left', { exports: { '.': {} } }) });
    expect(found).toContain('packages/left/package.json: @x/low is imported but not declared');
  });

  it('refuses an import of the product that is only a development dependency', () => {
    const found = faults({
      'packages/left/package.json': manifest('@x/left', { devDependencies: { '@x/low': 'workspace:*' } }),
    });
    expect(found).toContain(
      'packages/left/package.json: @x/low is imported by the product but is not among its dependencies',
    );
  });

  it('refuses an import without a project reference', () => {
    expect(faults({ 'packages/left/tsconfig.json': {} })).toEqual([
      'packages/left/tsconfig.json: @x/low is imported but not referred to',
    ]);
  });

  it('refuses a project reference without a dependency, and one that leads nowhere', () => {
    const references = [{ path: '../low' }, { path: '../left' }, { path: '../gone' }];
    expect(faults({ 'packages/high/tsconfig.json': { references } })).toEqual([
      'packages/high/tsconfig.json: refers to @x/left, which is not among the dependencies',
      'packages/high/tsconfig.json: the reference packages/gone is not a package',
    ]);
  });

  it('refuses a package that the table does not know', () => {
    expect(faults({ 'packages/new/package.json': manifest('@x/new') })).toEqual([
      'packages/new: @x/new has no row in layers.json',
    ]);
  });
});

describe('tableFaults', () => {
  it.each([
    ['up', { '@x/low': ['@x/high'] }, '@x/low → @x/high'],
    ['sideways', { '@x/left': ['@x/right'] }, '@x/left → @x/right'],
  ])('refuses an edge that leads %s', (_, change, edge) => {
    expect(tableFaults({ ...table, edges: { ...table.edges, ...change } })).toEqual([
      `layers.json: the edge ${edge} does not lead down`,
    ]);
  });

  it('refuses a name without a row', () => {
    expect(tableFaults({ ...table, development: ['@x/gone'] })).toEqual(['layers.json: @x/gone has no row in "edges"']);
  });
});
