import type { Exchange } from './case-run.ts';
import type { NamedKey } from './expand.ts';
import { probeHonesty } from './honesty.ts';
import type { ProbeRun } from './honesty.ts';
import { isFailure } from './judge.ts';
import type { Judgement, Verdict } from './judge.ts';
import { applyKnownFailing, staleEntries } from './known-failing.ts';
import type { KnownFailing } from './known-failing.ts';
import type { Protocol } from './protocol.ts';
import { commonSpec, whyNotApplicable } from './select.ts';
import type { Claims } from './select.ts';
import { exchangesOfFailure, runCases } from './suite-run.ts';
import type { Hello, Testee } from './testee.ts';
import { polarityOf } from './vectors.ts';
import type { Level, Suite, VectorCase } from './vectors.ts';

/** One case with its verdict. */
export interface CaseReport extends Judgement {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  readonly requirements: readonly string[];
  readonly polarity: 'accept' | 'reject';
  /** Lines of a failure, both ways. Empty otherwise. */
  readonly exchanges: readonly Exchange[];
}

/** One suite with its verdicts. `expected` greater than the number of cases is a shortfall. */
export interface SuiteReport {
  readonly suite: string;
  readonly profile: string;
  /** Whether its profile is judged. */
  readonly claimed: boolean;
  readonly expected: number;
  readonly cases: readonly CaseReport[];
  /** The cases that got no verdict, because the run or the suite was stopped before. */
  readonly unjudged: readonly Pick<VectorCase, 'id' | 'requirements'>[];
}

/** A whole run. */
export interface RunReport {
  readonly hello: Hello;
  /** The spec version of the run, or `undefined` when runner and testee have none in common. */
  readonly spec: string | undefined;
  /** The profiles that were judged: the claimed ones, or those that the person asked for. */
  readonly profiles: readonly string[];
  readonly seed: string;
  readonly honesty: SuiteReport;
  readonly suites: readonly SuiteReport[];
  /** Sentences about things outside of any case that fail the run. */
  readonly problems: readonly string[];
}

/** What a run needs. */
export interface RunOptions {
  readonly testee: Testee;
  readonly protocol: Protocol;
  readonly keyByName: ReadonlyMap<string, NamedKey>;
  readonly knownFailing: readonly KnownFailing[];
  /** Ids of all cases, selected or not: what a known-failing entry may name. */
  readonly allIds: ReadonlySet<string>;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly bail: boolean;
  readonly seed: string;
  /** Profiles to be judged as if exactly they were claimed, each with all that it includes. */
  readonly askedProfiles?: readonly string[];
  readonly onSuite?: (report: SuiteReport) => void;
}

/** Runs the honesty probes and the suites, in order, against one testee. */
export async function runSuites(suites: readonly Suite[], options: RunOptions): Promise<RunReport> {
  const { testee, protocol, seed } = options;
  const { hello } = testee;
  const profiles = options.askedProfiles ?? hello.profiles;
  const spec = commonSpec(protocol.specs, hello.spec);
  const honesty = honestyReport(await probeHonesty({ testee, protocol, nonce: seed }));
  options.onSuite?.(honesty);
  const reports: SuiteReport[] = [];
  for (const suite of spec === undefined ? [] : suites) {
    const report = await runSuite(suite, { hello, spec: spec ?? '', profiles }, options);
    options.onSuite?.(report);
    reports.push(report);
    if (options.bail && report.cases.some((each) => isFailure(each.verdict))) break;
  }
  return {
    hello,
    spec,
    profiles,
    seed,
    honesty,
    suites: reports,
    problems: staleEntries(options.knownFailing, options.allIds, options.today),
  };
}

async function runSuite(suite: Suite, claims: Claims, options: RunOptions): Promise<SuiteReport> {
  const whyNotById = new Map(suite.cases.map((vector) => [vector.id, whyNotApplicable(suite, vector, claims)]));
  const applicable = suite.cases.filter((vector) => whyNotById.get(vector.id) === undefined);
  await (await options.testee.live())?.ask({ cmd: 'reset', input: {} });
  const runById = await runCases(applicable, options);
  const entryById = new Map(options.knownFailing.map((entry) => [entry.case, entry]));
  const cases = suite.cases.flatMap((vector) => {
    const whyNot = whyNotById.get(vector.id);
    if (whyNot !== undefined) return [caseReport(vector, { verdict: 'not-applicable', detail: whyNot }, [])];
    const run = runById.get(vector.id);
    if (run === undefined) return [];
    const { exchanges: _all, ...judgement } = applyKnownFailing(run, entryById.get(vector.id), options.today);
    return [caseReport(vector, judgement, exchangesOfFailure(run))];
  });
  const claimed = claims.profiles.includes(suite.profile);
  const judged = new Set(cases.map(({ id }) => id));
  const unjudged = suite.cases.filter(({ id }) => !judged.has(id));
  return { suite: suite.suite, profile: suite.profile, claimed, expected: suite.cases.length, cases, unjudged };
}

function caseReport(vector: VectorCase, judgement: Judgement, exchanges: readonly Exchange[]): CaseReport {
  const { id, title, level, requirements } = vector;
  return { id, title, level, requirements, polarity: polarityOf(vector), ...judgement, exchanges };
}

function honestyReport(probes: readonly ProbeRun[]): SuiteReport {
  const cases = probes.map((probe): CaseReport => ({
    level: 'must',
    requirements: [],
    polarity: 'accept',
    exchanges: [],
    ...probe,
  }));
  return { suite: 'honesty', profile: 'control', claimed: true, expected: cases.length, cases, unjudged: [] };
}

/** Verdicts that fail a run whatever the level of the case. */
const ALWAYS_FATAL: ReadonlySet<Verdict> = new Set(['crash', 'timeout', 'unsupported', 'unexpected-pass', 'flaky']);

/** Exit status of a run: 0 claim holds, 1 failures, 3 no failure but no claim (also of what was asked for). `strict` counts SHOULDs and MAYs too. */
export function exitStatus(report: RunReport, strict: boolean): 0 | 1 | 3 {
  const all = [report.honesty, ...report.suites];
  const counts = ({ level, verdict }: CaseReport): boolean =>
    isFailure(verdict) && (strict || level === 'must' || ALWAYS_FATAL.has(verdict));
  if (report.problems.length > 0 || all.some((suite) => suite.cases.some(counts))) return 1;
  const judged = report.suites.flatMap((suite) => suite.cases).filter((each) => each.verdict !== 'not-applicable');
  const short = all.some((suite) => suite.cases.length < suite.expected);
  const unclaimed = report.profiles.some((profile) => !report.hello.profiles.includes(profile));
  return short || unclaimed || judged.length === 0 ? 3 : 0;
}
