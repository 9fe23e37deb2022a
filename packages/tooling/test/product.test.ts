import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiDocFaults } from '../src/api-docs.mjs';
import { toolEnvironment } from '../src/bootstrap.mjs';
import { installedFaults, publishedFaults } from '../src/published.mjs';
import type { House } from '../src/tools.mjs';
import { readWorkspace, workspaceRoot } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const manifest = {
  name: '@allod/one',
  version: '0.1.0',
  license: 'Apache-2.0',
  type: 'module',
  files: ['dist'],
  exports: { './door': { types: './dist/door/index.d.ts', default: './dist/door/index.js' } },
};

/** A workspace of one published package whose README shows its door. */
function house(changes: Readonly<Record<string, string | object>> = {}): House {
  const root = scratch({
    'package.json': { name: 'root', private: true, packageManager: 'pnpm@12.21.0' },
    'pnpm-workspace.yaml': 'packages:\n  - packages/one\npmOnFail: ignore\n',
    'packages/one/package.json': manifest,
    'packages/one/tsconfig.json': {
      compilerOptions: { module: 'NodeNext', strict: true, rootDir: 'src', types: [] },
      include: ['src'],
    },
    'packages/one/README.md':
      "```ts\nimport { one } from '@allod/one/door';\nconsole.log(one());\n```\n\n```text output\n1\n```\n",
    'packages/one/src/door/index.ts': '/** One. */\nexport function one(): number {\n  return 1;\n}\n',
    'packages/one/dist/door/index.js': 'export function one() {\n  return 1;\n}\n',
    'packages/one/dist/door/index.d.ts': '/** One. */\nexport declare function one(): number;\n',
    ...changes,
  });
  symlinkSync(join(workspaceRoot, 'node_modules'), join(root, 'node_modules'), 'junction');
  mkdirSync(join(root, 'packages/tooling'));
  symlinkSync(
    join(workspaceRoot, 'packages/tooling/node_modules'),
    join(root, 'packages/tooling/node_modules'),
    'junction',
  );
  return { root, packages: readWorkspace(root), env: toolEnvironment(workspaceRoot, process.env) };
}

describe('publishedFaults', () => {
  it('accepts a package that is what it promises', async () => {
    expect(await publishedFaults(house())).toEqual([]);
  });

  it('refuses a door that leads to no file', async () => {
    const door = { types: './dist/door/index.d.ts', default: './dist/gone.js' };
    const faults = await publishedFaults(
      house({ 'packages/one/package.json': { ...manifest, exports: { './door': door } } }),
    );
    expect(faults.join('\n')).toContain('gone.js');
  });

  it('refuses declarations that contradict the module', async () => {
    const door = './dist/door/index.js';
    const typed = { types: './dist/door/index.d.cts', default: door };
    const faults = await publishedFaults(
      house({
        'packages/one/package.json': { ...manifest, exports: { './door': typed } },
        'packages/one/dist/door/index.d.cts': 'export declare function one(): number;\n',
      }),
    );
    expect(faults).not.toEqual([]);
  });

  it('refuses to have found no package to check', async () => {
    expect(await publishedFaults({ ...house(), packages: [] })).toHaveLength(1);
  });
});

describe('installedFaults', () => {
  it('runs the example of the README against the packed package', async () => {
    expect(await installedFaults(house())).toEqual([]);
  });

  it('refuses an example that needs a file which is not packed', async () => {
    const faults = await installedFaults(house({ 'packages/one/package.json': { ...manifest, files: ['README.md'] } }));
    expect(faults.join('\n')).toMatch(/README\.md:1: .*@allod\/one\/door/s);
  });

  it('refuses packages that show no example', async () => {
    expect(await installedFaults(house({ 'packages/one/README.md': '# One\n' }))).toEqual([
      'no README of a published package shows an example',
    ]);
  });
});

describe('apiDocFaults', () => {
  it('accepts names that are documented', async () => {
    expect(await apiDocFaults(house())).toEqual([]);
  });

  it('refuses a name without documentation', async () => {
    const faults = await apiDocFaults(house({ 'packages/one/src/door/index.ts': 'export const one = 1;\n' }));
    expect(faults).toEqual([expect.stringMatching(/^@allod\/one: .*one.*does not have any documentation/)]);
  });

  it('refuses a link that leads nowhere', async () => {
    const source = '/** See {@link nothing}. */\nexport const one = 1;\n';
    const faults = await apiDocFaults(house({ 'packages/one/src/door/index.ts': source }));
    expect(faults).toEqual([expect.stringContaining('nothing')]);
  });

  it('refuses a type that the surface uses but nobody can import', async () => {
    const source =
      'interface Hidden {\n  a: number;\n}\n/** One. */\nexport function one(): Hidden {\n  return { a: 1 };\n}\n';
    const faults = await apiDocFaults(house({ 'packages/one/src/door/index.ts': source }));
    expect(faults).toEqual([expect.stringContaining('Hidden')]);
  });

  it('refuses to have seen no door', async () => {
    expect(await apiDocFaults({ ...house(), packages: [] })).toEqual(['typedoc saw no door, so it showed nothing']);
  });
});
