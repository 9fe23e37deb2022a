import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../runner/harness-error.ts';
import { isObject, member, textMember, textsMember } from '../runner/json.ts';
import type { Json, JsonObject } from '../runner/json.ts';
import { loadProtocol } from '../runner/protocol.ts';
import { loadKeys, loadSuites, readJsonFile } from '../runner/workspace.ts';
import { deriveMutants } from './derived.ts';
import type { ErrorRow, RejectRow } from './derived.ts';
import { DESIGNED } from './designed.ts';
import { createMemo } from './memo.ts';
import { mutantsHtml, mutantsJson, mutantsMarkdown } from './report.ts';
import { faultsOf, isKilled, tryControl, tryMutant } from './trial.ts';
import type { Trial } from './trial.ts';

/** The world around the mutants. */
export interface MutantWorld {
  /** The workspace: `vectors`, `spec` and `reports` are below it. */
  readonly root: string;
  readonly print: (line: string) => void;
}

/**
 * Runs every vector case against every mutant, writes `reports/mutants.*`, and gives the exit status: 0 all killed, 1 a
 * survivor, a coarse mutant or a broken control, 2 the files are not there.
 */
export async function main({ root, print }: MutantWorld): Promise<0 | 1 | 2> {
  try {
    const suites = loadSuites(root);
    const protocol = loadProtocol(join(root, 'conformance', 'protocol'));
    const options = { protocol, keyByName: loadKeys(root), hooksOf: createMemo() };
    const control = await tryControl(suites, options);
    const trials: Trial[] = [];
    for (const mutant of [...DESIGNED, ...derivedOf(root)]) {
      trials.push(await tryMutant(mutant, suites, { ...options, control }));
    }
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

function derivedOf(root: string): ReturnType<typeof deriveMutants> {
  const errors = rowsOf(readJsonFile(join(root, 'spec', 'registries', 'errors.json')), 'errors');
  const requirements = rowsOf(readJsonFile(join(root, 'spec', 'requirements.json')), 'requirements');
  const rejects = requirements.filter(
    (row) => textMember(row, 'polarity') === 'reject' && textMember(row, 'testability') === 'testable',
  );
  // A waiver says why no case can show it.
  const waived = new Set(Object.keys(waiversOf(root)));
  const shown = rejects.map(rejectRow).filter(({ id }) => !waived.has(id));
  return deriveMutants(
    errors.map(errorRow).filter(({ requirement }) => !waived.has(requirement)),
    shown,
  );
}

function waiversOf(root: string): JsonObject {
  const path = join(root, 'spec', 'waivers.json');
  const file = existsSync(path) ? readJsonFile(path) : {};
  return isObject(file) ? file : {};
}

function errorRow(row: JsonObject): ErrorRow {
  return {
    code: textMember(row, 'code'),
    requirement: textMember(row, 'requirement'),
    scope: textMember(row, 'scope'),
  };
}

function rejectRow(row: JsonObject): RejectRow {
  return { id: textMember(row, 'id'), errors: textsMember(row, 'errors') };
}

function rowsOf(file: Json, name: string): readonly JsonObject[] {
  const rows = isObject(file) ? member(file, name) : undefined;
  if (!Array.isArray(rows) || rows.length === 0) throw new HarnessError(`no ${name} in the spec`);
  return rows.filter(isObject);
}

function writeReports(root: string, trials: readonly Trial[]): void {
  const folder = join(root, 'reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'mutants.json'), mutantsJson(trials));
  writeFileSync(join(folder, 'mutants.md'), mutantsMarkdown(trials));
  writeFileSync(join(folder, 'mutants.html'), mutantsHtml(trials));
}
