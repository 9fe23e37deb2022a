/** Evidence: what was executed in this run, and which requirement it speaks for. Four sources, one shape. */
import { isRecord, recordsOf, textOf, textsOf } from './json.ts';
import type { Json } from './json.ts';
import { idPattern } from './vocabulary.ts';

/** One piece of evidence for one requirement. */
export interface Evidence {
  readonly source: 'vector' | 'schema' | 'test';
  /** Case id, `schema:name#/path` or full test title. */
  readonly key: string;
  readonly requirement: string;
  readonly polarity: 'accept' | 'reject';
  /** `missing`: declared, but nothing was emitted for it in this run. */
  readonly outcome: 'passed' | 'failed' | 'missing';
  /** Why an outcome is not `passed`, in a few words. */
  readonly detail?: string;
}

/** A vector case as far as the gate reads it. */
export interface VectorCase {
  readonly id: string;
  readonly title: string;
  readonly requirements: readonly string[];
  readonly polarity: 'accept' | 'reject';
  readonly schemaInstance?: { readonly schema: string; readonly instance: Json };
}

/** One line of `reports/conformance.json`. */
export interface CaseVerdict {
  readonly id: string;
  readonly verdict: string;
}

function polarityOf(vector: { readonly [name: string]: Json }): 'accept' | 'reject' {
  return isRefused(vector['expect'] ?? null) || vector['kind'] === 'invalid' ? 'reject' : 'accept';
}

/** A choice that may also be an acceptance is no evidence of a refusal; a log that stands without one of its ops is. */
function isRefused(expect: Json): boolean {
  if (!isRecord(expect)) return false;
  const { oneOf, ok } = expect;
  if (Array.isArray(oneOf)) return oneOf.every(isRefused);
  return expect['error'] !== undefined || (isRecord(ok) && ['refused', 'parked'].some((name) => isFilled(ok[name])));
}

function isFilled(codeById: Json | undefined): boolean {
  return isRecord(codeById) && Object.keys(codeById).length > 0;
}

/** The cases of one parsed vector file; empty for a file without `cases` (keys, lock, schemas). */
export function casesOf(file: Json): VectorCase[] {
  if (!isRecord(file)) return [];
  return recordsOf(file['cases']).map((vector) => {
    const base = {
      id: textOf(vector['id']),
      title: textOf(vector['title']),
      requirements: textsOf(vector['requirements']),
      polarity: polarityOf(vector),
    };
    const held = vector['schemaInstance'];
    if (!isRecord(held) || held['instance'] === undefined) return base;
    return { ...base, schemaInstance: { schema: textOf(held['schema']), instance: held['instance'] } };
  });
}

/** The verdicts of a parsed `reports/conformance.json`. */
export function verdictsOf(report: Json): CaseVerdict[] {
  if (!isRecord(report)) return [];
  return recordsOf(report['cases']).map((row) => ({ id: textOf(row['id']), verdict: textOf(row['verdict']) }));
}

/** Joins declared vector cases with the verdicts of the reference run. */
export function vectorEvidence(declared: readonly VectorCase[], emitted: readonly CaseVerdict[]): Evidence[] {
  const verdicts = new Map(emitted.map(({ id, verdict }) => [id, verdict]));
  return declared.flatMap((vector) => {
    const verdict = verdicts.get(vector.id);
    const result: Pick<Evidence, 'outcome' | 'detail'> =
      verdict === 'pass'
        ? { outcome: 'passed' }
        : verdict === undefined
          ? { outcome: 'missing', detail: 'not in reports/conformance.json' }
          : { outcome: 'failed', detail: `verdict ${verdict}` };
    const { id: key, polarity } = vector;
    return vector.requirements.map(
      (requirement) => ({ source: 'vector', key, requirement, polarity, ...result }) as const,
    );
  });
}

const citingTitle = new RegExp(`^(${idPattern}(?:(?:,? and |, ?| )${idPattern})*):? +(\\S+)`);
const refusingVerbs = new Set(['refuses', 'parks', 'closes', 'rejects', 'ignores', 'never']);

function evidenceOfTest(assertion: { readonly [name: string]: Json }): Evidence[] {
  const fullName = textOf(assertion['fullName']).trim();
  const title = textOf(assertion['title']).trim();
  const match = citingTitle.exec(fullName) ?? citingTitle.exec(title);
  if (match === null) return [];
  const [, ids = '', verb = ''] = match;
  const status = textOf(assertion['status']);
  const polarity = refusingVerbs.has(verb.toLowerCase()) ? 'reject' : 'accept';
  const result: Pick<Evidence, 'outcome' | 'detail'> =
    status === 'passed'
      ? { outcome: 'passed' }
      : { outcome: status === 'failed' ? 'failed' : 'missing', detail: `test status ${status}` };
  return (ids.match(new RegExp(idPattern, 'g')) ?? []).map((requirement) => ({
    source: 'test',
    key: fullName === '' ? title : fullName,
    requirement,
    polarity,
    ...result,
  }));
}

/** The evidence of one parsed vitest JSON report: tests whose title begins with requirement ids. */
export function testEvidence(report: Json): Evidence[] {
  if (!isRecord(report)) return [];
  return recordsOf(report['testResults'])
    .flatMap((file) => recordsOf(file['assertionResults']))
    .flatMap(evidenceOfTest);
}
