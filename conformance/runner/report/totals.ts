import type { CaseReport, RunReport, SuiteReport } from '../run.ts';
import { isFailure } from '../judge.ts';
import type { Verdict } from '../judge.ts';

/** Passed of all, for one level. */
export interface Score {
  readonly pass: number;
  readonly total: number;
}

/** What a profile reached. MAYs are in neither. */
export interface ProfileScore {
  readonly must: Score;
  readonly should: Score;
}

/** Each judged profile that has cases, with its score. The denominator is what was expected, not what was run. */
export function scoreProfiles(report: RunReport): Readonly<Record<string, ProfileScore>> {
  const judged = report.profiles.filter((profile) => report.suites.some((suite) => suite.profile === profile));
  return Object.fromEntries(
    judged.map((profile) => [profile, scoreProfile(report.suites.filter((suite) => suite.profile === profile))]),
  );
}

function scoreProfile(suites: readonly SuiteReport[]): ProfileScore {
  const cases = suites.flatMap((suite) => suite.cases).filter((each) => each.verdict !== 'not-applicable');
  const missing = suites.reduce((sum, suite) => sum + suite.expected - suite.cases.length, 0);
  const must = score(cases, 'must');
  return { must: { ...must, total: must.total + missing }, should: score(cases, 'should') };
}

function score(cases: readonly CaseReport[], level: CaseReport['level']): Score {
  const ofLevel = cases.filter((each) => each.level === level);
  return { pass: ofLevel.filter((each) => each.verdict === 'pass').length, total: ofLevel.length };
}

/** How often each verdict was given, honesty probes included. */
export function countVerdicts(report: RunReport): ReadonlyMap<Verdict, number> {
  const counts = new Map<Verdict, number>();
  for (const suite of [report.honesty, ...report.suites]) {
    for (const { verdict } of suite.cases) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  }
  return counts;
}

/** A requirement with the cases that speak against it. */
export interface FailingRequirement {
  readonly id: string;
  readonly cases: readonly { readonly id: string; readonly verdict: Verdict | 'no verdict' }[];
}

/** Every requirement that a failed case cites, or a case that should have run and got no verdict, by id. */
export function failingRequirements(report: RunReport): readonly FailingRequirement[] {
  const failed = report.suites.flatMap(({ cases, unjudged }) => [
    ...cases.filter(({ verdict }) => isFailure(verdict)),
    ...unjudged.map((each) => ({ ...each, verdict: 'no verdict' as const })),
  ]);
  const ids = [...new Set(failed.flatMap(({ requirements }) => requirements))].toSorted();
  return ids.map((id) => ({
    id,
    cases: failed
      .filter(({ requirements }) => requirements.includes(id))
      .map((each) => ({ id: each.id, verdict: each.verdict })),
  }));
}

/** The claim in words: `0.1 / codec+crypto · MUST 10/10 · SHOULD 2/2`. */
export function claimLine(report: RunReport): string {
  const profiles = scoreProfiles(report);
  const sum = (level: 'must' | 'should', part: 'pass' | 'total'): number =>
    Object.values(profiles).reduce((total, profile) => total + profile[level][part], 0);
  const names = report.profiles.map((name) => (report.hello.profiles.includes(name) ? name : `${name} (not claimed)`));
  const should = sum('should', 'total') === 0 ? '' : ` · SHOULD ${sum('should', 'pass')}/${sum('should', 'total')}`;
  return `spec ${report.spec ?? 'none in common'} / ${names.length === 0 ? 'no profile' : names.join('+')} · MUST ${sum('must', 'pass')}/${sum('must', 'total')}${should}`;
}
