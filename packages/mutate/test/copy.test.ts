import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { copyWorkspace } from '../src/copy.ts';

test('a mutant in the copy is none in the workspace, and packages of the copy see each other', () => {
  const root = mkdtempSync(join(tmpdir(), 'allod-mutate-test-'));
  for (const folder of ['node_modules', 'packages/a/src', 'packages/a/reports', 'packages/b/node_modules']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  writeFileSync(join(root, 'packages/a/src/a.ts'), 'sound');
  symlinkSync('../../a', join(root, 'packages/b/node_modules/a'));
  const copy = copyWorkspace(root);
  onTestFinished(() => {
    for (const folder of [root, copy]) rmSync(folder, { recursive: true });
  });
  writeFileSync(join(copy, 'packages/a/src/a.ts'), 'mutated');
  expect(readFileSync(join(root, 'packages/a/src/a.ts'), 'utf8')).toBe('sound');
  expect(readFileSync(join(copy, 'packages/b/node_modules/a/src/a.ts'), 'utf8')).toBe('mutated');
  expect(readlinkSync(join(copy, 'node_modules'))).toBe(join(root, 'node_modules'));
  expect(existsSync(join(copy, 'packages/a/reports'))).toBe(false);
  expect(lstatSync(join(copy, 'packages')).isSymbolicLink()).toBe(false);
});
