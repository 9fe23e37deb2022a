/** The files the gate reads, as parsed values: everything the pure modules need, and nothing read twice. */
import type { Chapter } from './chapter.ts';
import { parseChapter } from './chapter.ts';
import { designRowsOf, mappedRowsOf } from './design-map.ts';
import { casesOf, testEvidence, vectorEvidence, verdictsOf } from './evidence.ts';
import type { Evidence, VectorCase } from './evidence.ts';
import type { GateInput } from './gate.ts';
import { isRecord, recordsOf, textOf, textsOf } from './json.ts';
import type { Json } from './json.ts';
import { fencedInstances, lintFences } from './json-fences.ts';
import { lintChapters } from './lints.ts';
import type { Finding } from './lints.ts';
import { lintLock, readChanges, relock, revOf } from './lock.ts';
import type { Lock, LockInput } from './lock.ts';
import { mutantsOf } from './mutants.ts';
import type { RegisteredError } from './mutants.ts';
import { requirementsOf, textHashOf } from './requirement.ts';
import type { Requirement } from './requirement.ts';
import { exampleInstances, fenceInstances, schemaEvidence, vectorInstances } from './schema-evidence.ts';
import type { TaggedInstance } from './schema-evidence.ts';
import { createValidate } from './schemas.ts';
import type { Schemas } from './schemas.ts';

/** A workspace in memory: texts and parsed JSON by path from its root, with `/` between the parts. */
export interface Workspace {
  readonly texts: ReadonlyMap<string, string>;
}

/** Paths the gate reads, as a test on a path from the root. */
export function isRelevant(path: string): boolean {
  return (
    /^spec\/(?:\d\d-[^/]+\.md|changes\/[^/]+\.md|[^/]+\.json|registries\/errors\.json)$/.test(path) ||
    /^spec\/schemas\/(?:[^/]+\.schema\.json|examples\/[^/]+\.invalid\.json)$/.test(path) ||
    /^vectors\/(?!node_modules\/|dist\/|schema\/|reports\/).+\.json$/.test(path) ||
    /^(?:reports\/(?:conformance|mutants)|(?:packages\/[^/]+|conformance|conformance\/model|vectors)\/reports\/test)\.json$/.test(
      path,
    )
  );
}

const conformanceReport = 'reports/conformance.json';
const mutantsReport = 'reports/mutants.json';

function jsonAt(workspace: Workspace, path: string): Json {
  const text = workspace.texts.get(path);
  if (text === undefined) return null;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (cause) {
    throw new SyntaxError(`${path} is not JSON`, { cause });
  }
}

function pathsOf(workspace: Workspace, pattern: RegExp): string[] {
  return [...workspace.texts.keys()].filter((path) => pattern.test(path)).toSorted();
}

function chaptersOf(workspace: Workspace): Chapter[] {
  return pathsOf(workspace, /^spec\/\d\d-[^/]+\.md$/).map((path) =>
    parseChapter({ file: path.slice('spec/'.length), text: workspace.texts.get(path) ?? '' }),
  );
}

function lockOf(workspace: Workspace): Lock {
  const file = jsonAt(workspace, 'spec/requirements.lock.json');
  if (!isRecord(file)) return {};
  const entries = Object.entries(file).flatMap(([id, entry]) => {
    if (!isRecord(entry)) return [];
    const suspect = textsOf(entry['suspect']);
    const base = { textHash: textOf(entry['textHash']), rev: Number(entry['rev']) };
    return [[id, suspect.length > 0 ? { ...base, suspect } : base] as const];
  });
  return Object.fromEntries(entries);
}

function errorsOf(workspace: Workspace): RegisteredError[] {
  const file = jsonAt(workspace, 'spec/registries/errors.json');
  const rows = isRecord(file) ? recordsOf(file['errors']) : [];
  return rows.map((row) => ({
    code: textOf(row['code']),
    requirement: textOf(row['requirement']),
    scope: textOf(row['scope']),
  }));
}

/** `claims` for `spec/schemas/claims.schema.json` and for `spec/schemas/examples/claims.invalid.json`. */
function schemaNameOf(path: string): string {
  return /([^/]+)\.(?:schema|invalid)\.json$/.exec(path)?.[1] ?? '';
}

function schemasOf(workspace: Workspace): Schemas {
  const paths = pathsOf(workspace, /^spec\/schemas\/[^/]+\.schema\.json$/);
  return Object.fromEntries(paths.map((path) => [schemaNameOf(path), jsonAt(workspace, path)]));
}

function waiversOf(workspace: Workspace): Map<string, string> {
  const file = jsonAt(workspace, 'spec/waivers.json');
  return new Map(isRecord(file) ? Object.entries(file).map(([id, reason]) => [id, textOf(reason)]) : []);
}

/** The spec of a workspace, read and linted. */
export interface Spec {
  readonly chapters: readonly Chapter[];
  readonly requirements: readonly Requirement[];
  readonly findings: readonly Finding[];
  readonly lockInput: LockInput;
  readonly schemas: Schemas;
  readonly errors: readonly RegisteredError[];
}

/**
 * Reads the spec of a workspace and runs L0–L8. Throws SyntaxError for a file that is not JSON, and what ajv throws for a
 * schema it refuses: both are faults of the spec's own data, not findings about its text.
 */
export function readSpec(workspace: Workspace): Spec {
  const chapters = chaptersOf(workspace);
  const lock = lockOf(workspace);
  const errors = errorsOf(workspace);
  const schemas = schemasOf(workspace);
  const codes = new Set(errors.map(({ code }) => code));
  const requirements = requirementsOf(chapters, (item) => revOf({ id: item.id, textHash: textHashOf(item) }, lock));
  const retiredFile = jsonAt(workspace, 'spec/requirements.retired.json');
  const retired = new Set(
    (isRecord(retiredFile) ? recordsOf(retiredFile['retired']) : []).map((row) => textOf(row['id'])),
  );
  const fragments = pathsOf(workspace, /^spec\/changes\//).map((path) => workspace.texts.get(path) ?? '');
  const lockInput = { requirements, lock, retired, changes: readChanges(fragments) };
  const fenceContext = {
    schemaNames: new Set(Object.keys(schemas)),
    validate: createValidate(schemas),
    codes,
    requirements,
  };
  const findings = [
    ...lintChapters(chapters, { codes }),
    ...lintLock(lockInput),
    ...lintFences(chapters, fenceContext),
  ];
  return { chapters, requirements, findings, lockInput, schemas, errors };
}

/** The text of `spec/requirements.json`. */
export function extractOf(requirements: readonly Requirement[]): string {
  return `${JSON.stringify({ requirements }, null, 2)}\n`;
}

function vectorCases(workspace: Workspace): VectorCase[] {
  return pathsOf(workspace, /^vectors\//).flatMap((path) => casesOf(jsonAt(workspace, path)));
}

function taggedInstances(workspace: Workspace, spec: Spec, cases: readonly VectorCase[]): TaggedInstance[] {
  const examples = pathsOf(workspace, /^spec\/schemas\/examples\//).flatMap((path) => {
    return exampleInstances(schemaNameOf(path), jsonAt(workspace, path));
  });
  return [...examples, ...vectorInstances(cases), ...fenceInstances(fencedInstances(spec.chapters), spec.requirements)];
}

/** All evidence of a workspace. Without the report of the reference run, vectors give none. */
export function readEvidence(workspace: Workspace, spec: Spec): Evidence[] {
  const cases = vectorCases(workspace);
  const vectors = workspace.texts.has(conformanceReport)
    ? vectorEvidence(cases, verdictsOf(jsonAt(workspace, conformanceReport)))
    : [];
  const tests = pathsOf(workspace, /\/reports\/test\.json$/).flatMap((path) => testEvidence(jsonAt(workspace, path)));
  return [...vectors, ...schemaEvidence(spec.schemas, taggedInstances(workspace, spec, cases)), ...tests];
}

function designOf(workspace: Workspace, spec: Spec): GateInput['design'] {
  return {
    rows: designRowsOf(jsonAt(workspace, 'spec/design-rows.json')),
    map: mappedRowsOf(jsonAt(workspace, 'spec/design-map.json')),
    writtenChapters: new Set(spec.chapters.map(({ number }) => number)),
    cases: vectorCases(workspace),
  };
}

/** Everything the gate judges, from one workspace in memory. */
export function readGateInput(workspace: Workspace): GateInput {
  const spec = readSpec(workspace);
  const declared = new Set(vectorCases(workspace).map(({ id }) => id));
  const emitted = verdictsOf(jsonAt(workspace, conformanceReport));
  return {
    requirements: spec.requirements,
    findings: spec.findings,
    missingReports: [conformanceReport, mutantsReport].filter((path) => !workspace.texts.has(path)),
    extractIsCurrent: workspace.texts.get('spec/requirements.json') === extractOf(spec.requirements),
    retired: spec.lockInput.retired,
    lock: spec.lockInput.lock,
    evidence: readEvidence(workspace, spec),
    undeclared: emitted.map(({ id }) => id).filter((id) => !declared.has(id)),
    mutants: mutantsOf(jsonAt(workspace, mutantsReport)),
    errors: spec.errors,
    waivers: waiversOf(workspace),
    design: designOf(workspace, spec),
  };
}

/** The text of the lock that follows from a workspace: see `relock`. */
export function nextLock(workspace: Workspace): string {
  const spec = readSpec(workspace);
  const citations = new Map<string, string[]>();
  const cite = (id: string, key: string): void => void citations.set(id, [...(citations.get(id) ?? []), key]);
  for (const vector of vectorCases(workspace)) vector.requirements.forEach((id) => cite(id, vector.id));
  for (const { requirement, key, source } of readEvidence(workspace, spec))
    if (source !== 'vector') cite(requirement, key);
  return `${JSON.stringify(relock({ ...spec.lockInput, citations }), null, 2)}\n`;
}
