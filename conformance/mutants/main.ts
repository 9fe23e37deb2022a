import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../runner/harness-error.ts';
import { runCrew } from './crew.ts';
import type { Outcome } from './crew.ts';
import { gather } from './gather.ts';
import { hire } from './hire.ts';
import { mutantsHtml, mutantsJson, mutantsMarkdown } from './report.ts';
import { faultsOf, isKilled } from './trial.ts';
import type { Trial } from './trial.ts';

/** The world around the mutants. */
export interface MutantWorld {
  /** The workspace: `vectors`, `spec` and `reports` are below it. */
  readonly root: string;
  readonly print: (line: string) => void;
  /** How many threads share the work, from 1 on; it changes nothing but the time. */
  readonly threads: number;
}

/**
 * Runs every vector case against every mutant, writes `reports/mutants.*`, and gives the exit status: 0 all killed, 1 a
 * survivor, a coarse mutant or a broken control, 2 the files are not there.
 */
export async function main({ root, print, threads }: MutantWorld): Promise<0 | 1 | 2> {
  try {
    const { control, trials } = await tryAll(root, threads);
    writeReports(root, trials);
    const faults = faultsOf(control, trials);
    faults.forEach((fault) => print(`  ✗ ${fault}`));
    print(`  ${trials.filter(isKilled).length} of ${trials.length} mutants killed by ${control.total} cases`);
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    print(`mutants: ${error.message}`);
    return 2;
  }
}

async function tryAll(root: string, threads: number): Promise<Outcome> {
  const material = gather(root);
  const hands = Array.from({ length: threads }, () => hire(root));
  try {
    return await runCrew(hands, material);
  } finally {
    await Promise.all(hands.map((hand) => hand.close()));
  }
}

function writeReports(root: string, trials: readonly Trial[]): void {
  const folder = join(root, 'reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mutants.json'), mutantsJson(trials));
  writeFileSync(join(folder, 'mutants.md'), mutantsMarkdown(trials));
  writeFileSync(join(folder, 'mutants.html'), mutantsHtml(trials));
}
