// A workspace of one package, whose tests load what was built, which does not exist.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Its root, with these files in the package `tiny`. */
export function workspace(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'allod-mutate-test-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(root, 'node_modules'));
  for (const folder of ['src', 'test', 'node_modules'])
    mkdirSync(join(root, 'packages/tiny', folder), { recursive: true });
  const always = {
    'package.json': '{ "name": "tiny", "type": "module", "exports": { ".": "./dist/index.js" } }',
    'vitest.config.mjs': "export default { test: { include: ['test/*.test.js'], watch: false } };",
  };
  for (const [file, text] of Object.entries({ ...always, ...files })) {
    writeFileSync(join(root, 'packages/tiny', file), text);
  }
  return root;
}

/** A test file with one judgement of the package. */
export const testOf = (judgement: string): string =>
  `import { expect, test } from 'vitest';\nimport { isWarm, SIZE } from 'tiny';\ntest('is warm', () => ${judgement});`;

// Of the one, `8 / 0` cannot be a BigInt: the module does not load.
export const source: string = `export const SIZE: bigint = BigInt(8 * 0);
export const isWarm = (degrees: number): boolean => degrees > 20;
`;
