// The program: `node dist/main.js [package…] [--mutate glob…] [--tests glob…] [--concurrency n]`. Survivors are for a person to read, not a failure.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { copyWorkspace } from './copy.ts';
import { runMutator } from './run-mutator.ts';
import { summaryOf, tell } from './summary.ts';
import type { MutatorReport } from './summary.ts';
import { targetsOf } from './targets.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function mutate(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      mutate: { type: 'string', multiple: true },
      tests: { type: 'string', multiple: true },
      concurrency: { type: 'string', default: '1' },
    },
  });
  const { tests = [] } = values;
  const targets = targetsOf(positionals, values.mutate ?? []);
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`--concurrency is a count, got "${values.concurrency}"`);
  }
  const copy = copyWorkspace(root);
  const reports = new Map<string, MutatorReport>();
  try {
    for (const target of targets) {
      say(`mutating packages/${target.folder}: ${target.globs.join(' ')}`);
      reports.set(`packages/${target.folder}`, await runMutator(copy, target, { concurrency, tests }));
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const summary = summaryOf(reports);
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(join(root, 'reports/mutation.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  for (const line of tell(summary)) say(line);
  say(`${summary.survivors.length} survivors to read; in full in reports/mutation.json`);
}

try {
  await mutate(process.argv.slice(2));
} catch (error) {
  say(`The mutation could not run: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
