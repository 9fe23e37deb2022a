import { isFailure } from '../judge.ts';
import type { CaseReport, RunReport, SuiteReport } from '../run.ts';

/** The text of `reports/conformance.junit.xml`. Requirement ids are properties of their test case. */
export function reportJunit(report: RunReport): string {
  const suites = [report.honesty, ...report.suites];
  const body = suites.map(suiteXml).join('\n');
  const total = suites.reduce((sum, suite) => sum + suite.expected, 0);
  const failed = suites.reduce((sum, suite) => sum + failures(suite), 0);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="allod conformance" tests="${total}" failures="${failed}">\n${body}\n</testsuites>\n`;
}

function failures(suite: SuiteReport): number {
  return suite.cases.filter((each) => isFailure(each.verdict)).length + suite.expected - suite.cases.length;
}

function suiteXml(suite: SuiteReport): string {
  const missing = suite.expected - suite.cases.length;
  const shortfall =
    missing === 0
      ? []
      : [
          `    <testcase classname="${xml(suite.suite)}" name="shortfall"><failure type="shortfall" message="${missing} cases have no verdict"/></testcase>`,
        ];
  const cases = [...suite.cases.map((each) => caseXml(suite, each)), ...shortfall].join('\n');
  return `  <testsuite name="${xml(suite.suite)}" tests="${suite.expected}" failures="${failures(suite)}">\n${cases}\n  </testsuite>`;
}

function caseXml(suite: SuiteReport, report: CaseReport): string {
  const properties = [
    ...report.requirements.map((id) => ['requirement', id]),
    ['verdict', report.verdict],
    ['level', report.level],
  ];
  const lines = properties
    .map(([name, value]) => `<property name="${xml(name ?? '')}" value="${xml(value ?? '')}"/>`)
    .join('');
  const detail = xml(report.detail ?? report.verdict);
  const failure = isFailure(report.verdict) ? `<failure type="${report.verdict}" message="${detail}"/>` : '';
  const skipped = report.verdict === 'not-applicable' ? `<skipped message="${detail}"/>` : '';
  return `    <testcase classname="${xml(suite.suite)}" name="${xml(report.id)}"><properties>${lines}</properties>${failure}${skipped}</testcase>`;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

/** Escapes text for XML 1.0, and replaces what it cannot carry (control characters, lone surrogates). */
function xml(text: string): string {
  return Array.from(text)
    .map((char) => ENTITIES.get(char) ?? (isXmlChar(char.codePointAt(0) ?? 0) ? char : '\u{fffd}'))
    .join('');
}

function isXmlChar(code: number): boolean {
  return (
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 32 && code < 0xd800) ||
    (code > 0xdfff && code < 0xfffe) ||
    code > 0xffff
  );
}
