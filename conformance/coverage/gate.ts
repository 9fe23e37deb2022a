/** The gate: joins requirements with evidence and says whether the run may be called covered. */
import { judgeDesignCases } from './design-cases.ts';
import type { DesignCasesInput } from './design-cases.ts';
import type { DesignMapInput, DesignMapVerdict } from './design-map.ts';
import { judgeDesignMap } from './design-map.ts';
import type { Evidence } from './evidence.ts';
import type { Failure } from './failure.ts';
import type { Finding } from './lints.ts';
import type { Lock } from './lock.ts';
import { judgeMutants } from './mutants.ts';
import type { Mutant, RegisteredError } from './mutants.ts';
import type { Requirement } from './requirement.ts';
import { chapterOf, isMust, isShould } from './vocabulary.ts';

/** Untestable MUSTs above this share of all MUSTs fail the gate. */
export const untestableCeiling = 0.05;

/** Covered SHOULDs below this share of the testable ones fail the gate. */
export const shouldFloor = 0.9;

/** Everything the gate looks at, already read and parsed. */
export interface GateInput {
  readonly requirements: readonly Requirement[];
  readonly findings: readonly Finding[];
  /** Reports that the run owes and that are not there. */
  readonly missingReports: readonly string[];
  /** Whether the committed `requirements.json` is what the chapters say. */
  readonly extractIsCurrent: boolean;
  readonly retired: ReadonlySet<string>;
  readonly lock: Lock;
  readonly evidence: readonly Evidence[];
  /** Emitted vector cases that no file declares. */
  readonly undeclared: readonly string[];
  readonly mutants: readonly Mutant[];
  readonly errors: readonly RegisteredError[];
  readonly waivers: ReadonlyMap<string, string>;
  readonly design: Pick<DesignMapInput, 'rows' | 'map' | 'writtenChapters'> & Pick<DesignCasesInput, 'cases'>;
}

/** One requirement with the evidence that counts for it. */
export interface Row {
  readonly requirement: Requirement;
  readonly accepts: readonly Evidence[];
  readonly rejects: readonly Evidence[];
  readonly covered: boolean;
  /** Covered in each polarity that it needs. */
  readonly bothPolarities: boolean;
}

/** What the gate found; green when `failures` is empty. */
export interface GateVerdict {
  readonly rows: readonly Row[];
  readonly failures: readonly Failure[];
  readonly design: DesignMapVerdict;
}

function rowOf(requirement: Requirement, input: GateInput): Row {
  const suspect = new Set(input.lock[requirement.id]?.suspect);
  const counting = input.evidence.filter(
    ({ requirement: id, outcome, key }) => id === requirement.id && outcome === 'passed' && !suspect.has(key),
  );
  const accepts = counting.filter(({ polarity }) => polarity === 'accept');
  const rejects = counting.filter(({ polarity }) => polarity === 'reject');
  const covered = counting.length > 0;
  const needsBoth = requirement.polarity === 'accept' || requirement.polarity === 'reject';
  const bothPolarities = needsBoth ? accepts.length > 0 && rejects.length > 0 : covered;
  return { requirement, accepts, rejects, covered, bothPolarities };
}

function judgeRow(row: Row): Failure[] {
  const { id, level, testability, polarity } = row.requirement;
  if (!isMust(level) || testability !== 'testable' || row.bothPolarities) return [];
  if (!row.covered) return [{ reason: 'uncovered-must', requirement: id, message: 'nothing executed cites it' }];
  const lacking = row.accepts.length === 0 ? 'that something is accepted' : 'that something is refused';
  return [
    {
      reason: 'missing-polarity',
      requirement: id,
      message: `a requirement of polarity ${polarity} also needs evidence ${lacking}`,
    },
  ];
}

function judgeEvidence(input: GateInput): Failure[] {
  return input.evidence.flatMap(({ key, requirement, outcome, detail = '', source }): Failure[] => {
    if (outcome === 'passed') return [];
    const message = `${source} "${key}": ${detail}`;
    return [{ reason: outcome === 'failed' ? 'evidence-failed' : 'not-emitted', requirement, message }];
  });
}

/** Where an id is cited from, for the message. */
function citationsOf(input: GateInput): (readonly [id: string, from: string])[] {
  return [
    ...input.evidence.map(({ requirement, source, key }) => [requirement, `${source} "${key}"`] as const),
    ...input.mutants.map(({ requirement, id }) => [requirement, `mutant ${id}`] as const),
    ...input.errors
      .filter(({ scope }) => scope !== 'program')
      .map(({ requirement, code }) => [requirement, `${code} in registries/errors.json`] as const),
    ...[...input.waivers.keys()].map((id) => [id, 'waivers.json'] as const),
  ];
}

function judgeCitations(input: GateInput): Failure[] {
  const known = new Set(input.requirements.map(({ id }) => id));
  return citationsOf(input).flatMap(([id, from]): Failure[] => {
    if (input.retired.has(id))
      return [{ reason: 'retired-id', requirement: id, message: `${from} cites a retired id` }];
    if (known.has(id)) return [];
    return [{ reason: 'unknown-id', requirement: id, message: `${from} cites an id that no chapter has` }];
  });
}

function judgeSuspects(input: GateInput): Failure[] {
  return Object.entries(input.lock).flatMap(([id, { rev, suspect = [] }]) =>
    suspect.map((key): Failure => ({
      reason: 'suspect-evidence',
      requirement: id,
      message: `"${key}" was written for an earlier wording: acknowledge it ("- ${id} rev ${rev} still holds: …") and lock again`,
    })),
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function judgeShares(rows: readonly Row[]): Failure[] {
  const musts = rows.filter(({ requirement }) => isMust(requirement.level));
  const untestable = musts.filter(({ requirement }) => requirement.testability !== 'testable').length;
  const shoulds = rows.filter(
    ({ requirement }) => isShould(requirement.level) && requirement.testability === 'testable',
  );
  const covered = shoulds.filter((row) => row.covered).length;
  const failures: Failure[] = [];
  if (untestable > musts.length * untestableCeiling) {
    const share = percent(untestable / musts.length);
    failures.push({
      reason: 'untestable-ceiling',
      message: `${share} of MUSTs are untestable; the ceiling is ${percent(untestableCeiling)}`,
    });
  }
  if (covered < shoulds.length * shouldFloor) {
    const share = percent(covered / shoulds.length);
    failures.push({
      reason: 'should-floor',
      message: `${share} of SHOULDs are covered; the floor is ${percent(shouldFloor)}`,
    });
  }
  return failures;
}

function judgeSpec(input: GateInput): Failure[] {
  const failures = input.findings.map(({ lint, where, message }): Failure => ({
    reason: lint === 'L6' ? 'unlocked-change' : 'lint',
    message: `${lint} ${where}: ${message}`,
  }));
  if (!input.extractIsCurrent) {
    failures.push({
      reason: 'stale-extract',
      message: 'spec/requirements.json is not what the chapters say: run the extract command with --write',
    });
  }
  for (const report of input.missingReports) {
    failures.push({ reason: 'missing-report', message: `${report} is not there: its step has to run before the gate` });
  }
  for (const id of input.undeclared) {
    failures.push({ reason: 'not-emitted', message: `case ${id} was emitted but no vector file declares it` });
  }
  return failures;
}

/** Runs every rule of the gate. Pure: the same input gives the same verdict. */
export function judge(input: GateInput): GateVerdict {
  const rows = input.requirements.map((requirement) => rowOf(requirement, input));
  const requirementIds = new Set(input.requirements.map(({ id }) => id));
  const design = judgeDesignMap({ ...input.design, requirementIds });
  const failures = [
    ...judgeSpec(input),
    ...judgeCitations(input),
    ...judgeEvidence(input),
    ...judgeSuspects(input),
    ...rows.flatMap(judgeRow),
    ...judgeShares(rows),
    ...judgeMutants(input),
    ...design.failures,
    ...judgeDesignCases({ ...input.design, waivers: input.waivers }),
  ];
  return { rows, failures, design };
}

/** Counts of one chapter, or of all. MUST includes MUST NOT; `total` counts the testable ones. */
export interface Counts {
  readonly must: { readonly total: number; readonly covered: number; readonly bothPolarities: number };
  readonly should: { readonly total: number; readonly covered: number };
  readonly untestable: number;
}

function countRows(rows: readonly Row[]): Counts {
  const testable = rows.filter(({ requirement }) => requirement.testability === 'testable');
  const musts = testable.filter(({ requirement }) => isMust(requirement.level));
  const shoulds = testable.filter(({ requirement }) => isShould(requirement.level));
  return {
    must: {
      total: musts.length,
      covered: musts.filter(({ covered }) => covered).length,
      bothPolarities: musts.filter(({ bothPolarities }) => bothPolarities).length,
    },
    should: { total: shoulds.length, covered: shoulds.filter(({ covered }) => covered).length },
    untestable: rows.length - testable.length,
  };
}

/** Counts by chapter number, and over everything. */
export function countCoverage(rows: readonly Row[]): { chapters: Record<string, Counts>; totals: Counts } {
  const numbers = [...new Set(rows.map(({ requirement }) => chapterOf(requirement.id) ?? '??'))].toSorted();
  const chapters = numbers.map((number) => {
    const own = rows.filter(({ requirement }) => chapterOf(requirement.id) === number);
    return [number, countRows(own)] as const;
  });
  return { chapters: Object.fromEntries(chapters), totals: countRows(rows) };
}
