// The program: `node dist/main.js [--target name [--file crash]]`, the seed and the number of inputs from the environment.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HANG_MS, keepCrash, runAll, summaryOf } from './run-all.ts';
import type { TargetReport } from './run-target.ts';
import { runTask } from './task.ts';
import { SHARES } from './targets/index.ts';

/** The same inputs each time, unless another seed is asked for: a failure that one run in a hundred shows looks like a flake. */
const SEED = 20_261_121;
const RUNS = 1_000_000;

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = resolve(root, 'packages/fuzz/crashes');
const module = new URL('./targets/index.js', import.meta.url).href;
const vectors = resolve(root, 'vectors');

function numberFrom(name: string, otherwise: number): number {
  const text = process.env[name] ?? '';
  if (text === '') return otherwise;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${name} is not a count: "${text}"`);
  return number;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const seed = numberFrom('ALLOD_FUZZ_SEED', SEED);
const runs = numberFrom('ALLOD_FUZZ_RUNS', RUNS);
const { values } = parseArgs({ options: { target: { type: 'string' }, file: { type: 'string' } } });
const shares = new Map([...SHARES].filter(([name]) => values.target === undefined || name === values.target));
if (shares.size === 0)
  throw new RangeError(`there is no target "${values.target}"; there are: ${[...SHARES.keys()].join(', ')}`);
if (values.file !== undefined && values.target === undefined) throw new RangeError('--file needs --target');

async function repeat(target: string, file: string): Promise<TargetReport[]> {
  const input = readFileSync(resolve(root, file), 'utf8').trim();
  const report = await runTask({ target, seed, runs: 1, input, module, vectors }, HANG_MS);
  say(summaryOf(report));
  if (report.failure !== undefined) say(`${report.failure.oracle}: ${report.failure.words}`);
  return [report];
}

async function runAllTargets(): Promise<TargetReport[]> {
  say(`seed ${seed}, ${runs} inputs; others with ALLOD_FUZZ_SEED and ALLOD_FUZZ_RUNS`);
  const plan = { seed, runs, shares, module, vectors, threads: Math.max(2, availableParallelism()) };
  const found = await runAll(plan, (report) => {
    say(summaryOf(report));
    if (report.failure !== undefined) say(keepCrash(report, { folder, seed }));
  });
  mkdirSync(resolve(root, 'reports'), { recursive: true });
  writeFileSync(
    resolve(root, 'reports/fuzz.json'),
    `${JSON.stringify({ seed, runs, targets: found }, undefined, 2)}\n`,
  );
  return found;
}

const reports =
  values.target !== undefined && values.file !== undefined
    ? await repeat(values.target, values.file)
    : await runAllTargets();
process.exitCode = reports.every(({ failure }) => failure === undefined) ? 0 : 1;
