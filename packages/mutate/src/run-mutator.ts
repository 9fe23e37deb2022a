import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEST_CONFIG, testConfig } from './sources.ts';
import type { Manifest } from './sources.ts';
import type { MutatorReport } from './summary.ts';
import type { Target } from './targets.ts';

const REPORT = 'mutator.json';

/** How mutants are judged. */
export interface Judging {
  /** Mutants at a time. */
  readonly concurrency: number;
  /** Globs of the only tests to run, relative to the package; none means all. */
  readonly tests: readonly string[];
}

/** Settings of the mutator. Its workspace is ours to change (`inPlace`): it is a copy. */
const settings = ({ globs }: Target, { concurrency }: Judging): object => ({
  testRunner: 'vitest',
  plugins: [fileURLToPath(import.meta.resolve('@stryker-mutator/vitest-runner'))],
  vitest: { configFile: TEST_CONFIG, related: false },
  mutate: globs,
  inPlace: true,
  concurrency,
  coverageAnalysis: 'perTest',
  disableTypeChecks: false,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: REPORT },
  allowConsoleColors: false,
  logLevel: 'warn',
});

/**
 * Mutates one package in a copied workspace, judged by the package's own tests on this Node. The mutator has the terminal.
 * Rejects when it could not run: no file is mutated, or the tests fail without any mutant.
 */
export async function runMutator(copy: string, target: Target, judging: Judging): Promise<MutatorReport> {
  const folder = join(copy, 'packages', target.folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  writeFileSync(join(folder, TEST_CONFIG), testConfig(manifest, judging.tests));
  writeFileSync(join(folder, 'stryker.conf.json'), JSON.stringify(settings(target, judging)));
  const program = join(
    createRequire(import.meta.url).resolve('@stryker-mutator/core/package.json'),
    '../bin/stryker.js',
  );
  await runToEnd([program, 'run', 'stryker.conf.json'], folder);
  return JSON.parse(readFileSync(join(folder, REPORT), 'utf8')) as MutatorReport;
}

/**
 * Runs the mutator in the folder of a package. Whoever interrupts us interrupts it, and the copy is removed after it. Rejects when it
 * does not end with 0.
 */
export function runToEnd(args: readonly string[], cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'inherit' });
    const interrupt = (signal: NodeJS.Signals): void => void child.kill(signal);
    const signals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, interrupt);
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const signal of signals) process.off(signal, interrupt);
      if (code === 0) resolve();
      else reject(new Error(`the mutator ended with ${code ?? 'a signal'} in ${cwd}`));
    });
  });
}
