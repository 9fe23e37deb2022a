import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiFaults, lineChanges } from '../src/api-report.mjs';
import { readWorkspace } from '../src/workspace.mjs';
import { scratch } from './scratch.ts';

const workspace = (): string =>
  scratch({
    'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
    'packages/one/package.json': {
      name: '@allod/one',
      version: '0.1.0',
      files: ['dist'],
      exports: { './door': { types: './dist/door/index.d.ts', default: './dist/door/index.js' } },
    },
    'packages/one/dist/door/index.d.ts': '/** One. */\nexport declare const one: 1;\n',
  });

describe('apiFaults', () => {
  it('writes a report per door, and then finds no difference', () => {
    const root = workspace();
    const packages = readWorkspace(root);
    expect(apiFaults({ root, packages }, { write: false })).toHaveLength(1);
    expect(apiFaults({ root, packages }, { write: true })).toEqual([]);
    expect(readFileSync(join(root, 'packages/one/api/one.door.api.md'), 'utf8')).toContain('export const one: 1;');
    expect(apiFaults({ root, packages }, { write: false })).toEqual([]);
    writeFileSync(join(root, 'packages/one/dist/door/index.d.ts'), '/** One. */\nexport declare const one: 2;\n');
    const [changed] = apiFaults({ root, packages }, { write: false });
    expect(changed).toMatch(/- export const one: 1;\n.*\+ export const one: 2;/);
  });

  it('refuses to have seen no door', () => {
    const root = scratch({
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
      'packages/one/package.json': { name: '@allod/one' },
    });
    expect(apiFaults({ root, packages: readWorkspace(root) }, { write: false })).toEqual([
      'the API report saw no door, so it showed nothing',
    ]);
  });
});

describe('lineChanges', () => {
  it('shows the lines that only one side has', () => {
    expect(lineChanges('a\nb', 'a\nc')).toBe('  - b\n  + c');
  });
});
