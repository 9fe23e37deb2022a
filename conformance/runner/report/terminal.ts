import { isFailure } from '../judge.ts';
import type { Requirement } from '../requirements.ts';
import type { CaseReport, RunReport, SuiteReport } from '../run.ts';
import { claimLine, countVerdicts } from './totals.ts';

/** What the terminal report needs beside the run. */
export interface TerminalOptions {
  readonly requirementById: ReadonlyMap<string, Requirement>;
}

/** One line for a finished suite, and a paragraph for each of its failures. */
export function suiteLines(suite: SuiteReport, options: TerminalOptions): readonly string[] {
  if (!suite.claimed) return [`  – ${suite.suite}: the profile ${suite.profile} is not claimed`];
  const passed = suite.cases.filter((each) => each.verdict === 'pass').length;
  const failed = suite.cases.filter((each) => isFailure(each.verdict));
  const complete = suite.cases.length === suite.expected;
  const shortfall = complete ? [] : [`      expected ${suite.expected} verdicts, got ${suite.cases.length}`];
  const mark = failed.length === 0 && complete ? '✓' : '✗';
  return [
    `  ${mark} ${suite.suite}: ${passed}/${suite.expected}`,
    ...shortfall,
    ...folded(failed).flatMap(({ report: each, more }) => [...failureLines(each, options), ...more]),
  ];
}

/** Cases that are answered `unsupported` have one reason between them: the first speaks for the rest. */
function folded(failed: readonly CaseReport[]): readonly { report: CaseReport; more: readonly string[] }[] {
  const unsupported = failed.filter(({ verdict }) => verdict === 'unsupported');
  const [first, ...rest] = unsupported;
  const more = rest.length === 0 ? [] : [`      and ${rest.length} more cases of this suite answered unsupported`];
  return failed
    .filter((report) => report === first || !unsupported.includes(report))
    .map((report) => ({ report, more: report === first ? more : [] }));
}

/** The end of the report: verdicts, problems, claim, limits. */
export function summaryLines(report: RunReport): readonly string[] {
  const counts = [...countVerdicts(report)].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
  const { name, version, language } = report.hello.impl;
  return [
    '',
    ...report.problems.map((problem) => `  ✗ ${problem}`),
    `  ${name} ${version} (${language}): ${claimLine(report)}`,
    `  ${counts} · seed ${report.seed}`,
    '  what green does not claim: conformance/protocol/LIMITS.md',
  ];
}

function failureLines(report: CaseReport, { requirementById }: TerminalOptions): readonly string[] {
  const requirements = report.requirements.map((id) => `        ${requirementLine(id, requirementById)}`);
  const isProbe = report.id.startsWith('honesty/');
  return [
    `      ${report.verdict.toUpperCase()} ${report.id}${report.level === 'must' ? '' : ` (${report.level})`}: ${report.title}`,
    ...requirements,
    `        ${oneLine(report.detail ?? '')}`,
    ...(isProbe ? [] : [`        replay: npm run conformance -- replay ${report.id} --cmd "…"`]),
  ];
}

/** A requirement on one line: `STM-016 (chapter 02 §4 Signatures) A verifier MUST …`. */
export function requirementLine(id: string, requirementById: TerminalOptions['requirementById']): string {
  const { section = '', text = '' } = requirementById.get(id) ?? {};
  return `${id} ${section === '' ? '' : `(${section}) `}${oneLine(text)}`.trimEnd();
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 240 ? `${line.slice(0, 240)}…` : line;
}
