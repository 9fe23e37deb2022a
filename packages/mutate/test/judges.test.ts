import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createVitest } from 'vitest/node';
import { runToEnd } from '../src/run-mutator.ts';
import { TEST_CONFIG, testConfig } from '../src/sources.ts';
import type { Manifest } from '../src/sources.ts';
import { source, testOf, workspace } from './tiny.ts';

/** The errors outside of any test, for any of which the mutator ends before it mutates. */
async function errorsWithoutMutant(files: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = join(workspace(files), 'packages/tiny');
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(join(folder, TEST_CONFIG), testConfig(manifest));
  const { exitCode } = process;
  const vitest = await createVitest('test', { root: folder, config: TEST_CONFIG, watch: false });
  await vitest.start();
  const errors = vitest.state.getUnhandledErrors().map((error) => (error as Error).message);
  await vitest.close();
  process.exitCode = exitCode;
  return errors;
}

test('a test that does not load without any mutant is no judge, and ends the mutator before it mutates', async () => {
  const broken = { 'src/index.ts': source, 'test/a.test.js': "import 'nothing-of-this-name';" };
  expect(await errorsWithoutMutant(broken)).toEqual([expect.stringContaining('nothing-of-this-name')]);
  const whole = { 'src/index.ts': source, 'test/a.test.js': testOf('expect(isWarm(30)).toBe(true)') };
  expect(await errorsWithoutMutant(whole)).toEqual([]);
});

test('a mutator that does not end with 0 gives no report, however old one lies there', async () => {
  await expect(runToEnd(['-e', 'process.exitCode = 3'], tmpdir())).rejects.toThrow('ended with 3');
  await expect(runToEnd(['-e', "process.kill(process.pid, 'SIGKILL')"], tmpdir())).rejects.toThrow('a signal');
  await runToEnd(['-e', ''], tmpdir());
});
