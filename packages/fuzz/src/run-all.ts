import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TargetReport } from './run-target.ts';
import { runTask } from './task.ts';
import type { Task } from './task.ts';

/** Longest that one input may take, in milliseconds: a bound for hangs, not a measure of speed. */
export const HANG_MS = 60_000;

/** What all targets are given. */
export interface Plan {
  readonly seed: number;
  /** Inputs of all targets together. */
  readonly runs: number;
  /** The share of each target, by name, in the order in which they begin. */
  readonly shares: ReadonlyMap<string, number>;
  readonly module: string;
  readonly vectors: string;
  /** Threads at a time. */
  readonly threads: number;
}

/** Runs every target, so many at a time; hears of each when it is done. */
export async function runAll(plan: Plan, done: (report: TargetReport) => void): Promise<TargetReport[]> {
  const sum = [...plan.shares.values()].reduce((total, share) => total + share, 0);
  const tasks = [...plan.shares].map(([target, share]): Task => {
    const runs = Math.ceil((plan.runs * share) / sum);
    return { target, seed: plan.seed, runs, module: plan.module, vectors: plan.vectors };
  });
  const reports: TargetReport[] = [];
  const next = tasks.values();
  const lane = async (): Promise<void> => {
    for (const task of next) {
      const report = await runTask(task, HANG_MS);
      reports.push(report);
      done(report);
    }
  };
  await Promise.all(Array.from({ length: plan.threads }, lane));
  return reports.toSorted((a, b) => (a.target < b.target ? -1 : 1));
}

/** One target in one line. */
export function summaryOf({ target, inputs, verdicts, failure }: TargetReport): string {
  const counts = Object.entries(verdicts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const said = counts.map(([verdict, count]) => `${verdict} ${count}`).join(', ');
  const name = target.padEnd(10);
  return failure === undefined
    ? `ok      ${name} ${inputs} inputs: ${said}`
    : `FAILED  ${name} ${failure.oracle} after ${inputs} inputs`;
}

/** Longest input that is shown in full; longer ones are in their file only. */
const SHOWN_CHARACTERS = 4_000;

/** Writes the input of a failure into a folder, and says in words what happened and what repeats it. */
export function keepCrash(
  { target, failure }: TargetReport,
  { folder, seed }: { readonly folder: string; readonly seed: number },
): string {
  const { oracle, words, input } = failure!;
  if (input === undefined) return `${target}: ${oracle}: ${words}\n  seed ${seed}`;
  const name = `${target}-${oracle}-${createHash('sha256').update(input).digest('hex').slice(0, 12)}.txt`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${input}\n`);
  const shown = input.length > SHOWN_CHARACTERS ? `${input.slice(0, 80)}… (${input.length} characters)` : input;
  return [
    `${target}: ${oracle}: ${words}`,
    `  seed ${seed}, input in base64: ${shown}`,
    `  to repeat it: npm run fuzz -- --target ${target} --file packages/fuzz/crashes/${name}`,
  ].join('\n');
}
