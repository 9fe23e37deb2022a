import { expect, test } from 'vitest';
import { runMutator } from '../src/run-mutator.ts';
import { source, testOf, workspace } from './tiny.ts';

const judging = { concurrency: 1, tests: [] };
const target = { folder: 'tiny', globs: ['src/*.ts'] };

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
