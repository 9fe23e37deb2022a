import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../runner/harness-error.ts';
import { isObject, member, textMember, textsMember } from '../runner/json.ts';
import type { Json, JsonObject } from '../runner/json.ts';
import { loadProtocol } from '../runner/protocol.ts';
import type { Suite } from '../runner/vectors.ts';
import { loadKeys, loadSuites, readJsonFile } from '../runner/workspace.ts';
import { deriveMutants } from './derived.ts';
import type { ErrorRow, RejectRow } from './derived.ts';
import { DESIGNED } from './designed.ts';
import type { Mutant } from './mutant.ts';
import type { TrialOptions } from './trial.ts';

/** All that is tried, and what trying it needs. Equal for equal files, wherever it is gathered. */
export interface Material {
  readonly suites: readonly Suite[];
  /** The designed ones, then the derived ones: the order of the reports. */
  readonly mutants: readonly Mutant[];
  readonly options: TrialOptions;
}

/** Reads the suites, the registries and the protocol below the root. Throws HarnessError when one of them is not there. */
export function gather(root: string): Material {
  return {
    suites: loadSuites(root),
    mutants: [...DESIGNED, ...derivedOf(root)],
    options: { protocol: loadProtocol(join(root, 'conformance', 'protocol')), keyByName: loadKeys(root) },
  };
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
