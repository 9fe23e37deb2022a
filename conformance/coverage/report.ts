/** `reports/coverage.json` and `reports/coverage.md`: the gate's verdict for machines and for people. */
import type { DesignRow } from './design-map.ts';
import { countCoverage } from './gate.ts';
import type { Counts, GateVerdict, Row } from './gate.ts';

function sourcesOf(row: Row): string {
  const all = [...row.accepts, ...row.rejects];
  const count = (source: string): number =>
    new Set(all.filter((one) => one.source === source).map(({ key }) => key)).size;
  const parts = [
    ['vector', count('vector')],
    ['schema keyword', count('schema')],
    ['test', count('test')],
  ] as const;
  const named = parts
    .filter(([, number]) => number > 0)
    .map(([name, number]) => `${number} ${name}${number > 1 ? 's' : ''}`);
  return named.length > 0 ? named.join(' · ') : 'none';
}

/** State of one requirement in one word. */
export function stateOf(row: Row): 'covered' | 'half' | 'open' | 'untestable' {
  if (row.requirement.testability !== 'testable') return 'untestable';
  if (row.bothPolarities) return 'covered';
  return row.covered ? 'half' : 'open';
}

/** One requirement as the reports show it. */
export interface ReportRow {
  readonly id: string;
  readonly level: string;
  readonly polarity: string;
  readonly state: string;
  readonly accepts: number;
  readonly rejects: number;
  readonly sources: string;
  readonly anchor: string;
  readonly text: string;
}

/** The rows of all reports, in reading order. */
export function reportRows(verdict: GateVerdict): ReportRow[] {
  return verdict.rows.map((row) => ({
    id: row.requirement.id,
    level: row.requirement.level,
    polarity: row.requirement.polarity,
    state: stateOf(row),
    accepts: row.accepts.length,
    rejects: row.rejects.length,
    sources: sourcesOf(row),
    anchor: row.requirement.anchor,
    text: row.requirement.text,
  }));
}

function rowNames(rows: readonly DesignRow[]): string[] {
  return rows.map(({ row }) => row);
}

/** The JSON report: counts by chapter and in all, the design map, every failure, every requirement. */
export function coverageJson(verdict: GateVerdict): string {
  const { chapters, totals } = countCoverage(verdict.rows);
  const { total, mapped, unmapped, later } = verdict.design;
  const report = {
    ok: verdict.failures.length === 0,
    chapters,
    totals,
    design: { total, mapped, unmapped: rowNames(unmapped), later: rowNames(later) },
    failures: verdict.failures,
    requirements: reportRows(verdict),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function countLine(name: string, { must, should, untestable }: Counts): string {
  return `| ${name} | ${must.covered}/${must.total} | ${must.bothPolarities}/${must.total} | ${should.covered}/${should.total} | ${untestable} |`;
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

/** The Markdown report. */
export function coverageMarkdown(verdict: GateVerdict): string {
  const { chapters, totals } = countCoverage(verdict.rows);
  const { total, mapped, unmapped, later } = verdict.design;
  const failures = verdict.failures.map(
    ({ reason, requirement, message }) =>
      `- **${reason}** ${requirement === undefined ? '' : `${requirement}: `}${message}`,
  );
  const rows = reportRows(verdict).map(
    (row) =>
      `| ${row.id} | ${row.level} | ${row.polarity} | ${row.state} | ${row.accepts} | ${row.rejects} | ${cell(row.sources)} |`,
  );
  return [
    '# Coverage of the requirements',
    '',
    verdict.failures.length === 0 ? 'The gate is green.' : `The gate is red: ${verdict.failures.length} findings.`,
    '',
    '| Chapter | MUST covered | in each polarity needed | SHOULD covered | untestable |',
    '|---|---|---|---|---|',
    ...Object.entries(chapters).map(([number, counts]) => countLine(number, counts)),
    countLine('all', totals),
    '',
    `Design rows: ${mapped} of ${total} mapped, ${unmapped.length} unmapped, ${later.length} of later chapters.`,
    '',
    ...(failures.length > 0 ? ['## Findings', '', ...failures, ''] : []),
    '## Requirements',
    '',
    '| Id | Level | Polarity | State | Accepting | Refusing | Evidence |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    ...(unmapped.length > 0
      ? ['', '## Unmapped design rows', '', ...unmapped.map(({ row, says }) => `- ${row}: ${says}`)]
      : []),
    ...(later.length > 0 ? ['', '## Design rows of later chapters', '', rowNames(later).join(', ')] : []),
    '',
  ].join('\n');
}

/** What the terminal shows: one line of figures, and the findings when there are any. */
export function coverageSummary(verdict: GateVerdict): string {
  const { totals } = countCoverage(verdict.rows);
  const { must, should } = totals;
  const { mapped, total, later } = verdict.design;
  const shown = verdict.failures.map(
    ({ reason, requirement, message }) =>
      `  ${reason}: ${requirement === undefined ? '' : `${requirement}: `}${message}`,
  );
  return [
    `coverage: MUST ${must.covered}/${must.total}, each polarity ${must.bothPolarities}/${must.total}, ` +
      `SHOULD ${should.covered}/${should.total}, untestable ${totals.untestable}, ` +
      `design rows ${mapped}/${total} (${later.length} of later chapters)`,
    ...(shown.length > 0 ? [`${shown.length} findings:`, ...shown] : []),
    '',
  ].join('\n');
}
