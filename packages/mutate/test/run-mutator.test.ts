import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runMutator } from '../src/run-mutator.ts';

const judging = { concurrency: 1, tests: [] };
const target = { folder: 'tiny', globs: ['src/*.ts'] };

/** A workspace of one package whose tests load what was built, which does not exist. */
function workspace(files: Readonly<Record<string, string>>): string {
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

const testOf = (judgement: string): string =>
  `import { expect, test } from 'vitest';\nimport { isWarm, SIZE } from 'tiny';\ntest('is warm', () => ${judgement});`;

// Of the one, `8 / 0` cannot be a BigInt: the module does not load.
const source = `export const SIZE: bigint = BigInt(8 * 0);
export const isWarm = (degrees: number): boolean => degrees > 20;
`;

test('sources are judged by tests that load the built package; what no test sees survives, and what does not load does not', async () => {
  const root = workspace({
    'src/index.ts': source,
    'test/a.test.js': testOf('expect(isWarm(30) && SIZE === 0n).toBe(true)'),
  });
  const { files } = await runMutator(root, target, judging);
  const found = files['src/index.ts']!.mutants.map(({ replacement, status }) => `${replacement} ${status}`);
  expect(found.toSorted()).toEqual([
    '() => undefined Killed',
    '8 / 0 RuntimeError',
    'degrees <= 20 Killed',
    'degrees >= 20 Survived',
    'false Killed',
    'true Survived',
  ]);
});

test('a test that does not load without any mutant is no judge, and nothing is mutated', async () => {
  const files = { 'src/index.ts': source, 'test/a.test.js': "import 'nothing-of-this-name';" };
  await expect(runMutator(workspace(files), target, judging)).rejects.toThrow('packages/tiny');
});
