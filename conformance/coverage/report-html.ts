/** `reports/coverage.html`: the matrix as one static page that needs no network and no script. */
import { countCoverage } from './gate.ts';
import type { GateVerdict } from './gate.ts';
import { reportRows } from './report.ts';
import type { ReportRow } from './report.ts';
import { chapterOf } from './vocabulary.ts';

const style = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #1b1f24; background: #fff; }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #d5dae0; }
td.n { text-align: right; font-variant-numeric: tabular-nums; }
tr.covered td.s { background: #dcf3e1; } tr.half td.s { background: #fdf0cf; }
tr.open td.s { background: #f9d9d6; } tr.untestable td.s { background: #e6e8eb; }
code { font-size: .92em; }
@media (prefers-color-scheme: dark) {
  body { color: #e4e7eb; background: #14171a; } th, td { border-color: #353b42; }
  tr.covered td.s { background: #1d4328; } tr.half td.s { background: #54440f; }
  tr.open td.s { background: #5b2320; } tr.untestable td.s { background: #353b42; }
}`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML text or attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function inline(text: string): string {
  return escapeHtml(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}

function tableRow(row: ReportRow): string {
  return (
    `<tr class="${row.state}" id="${row.id.toLowerCase()}"><td><a href="../spec/${escapeHtml(row.anchor)}">${row.id}</a></td>` +
    `<td>${row.level}</td><td>${row.polarity}</td><td class="s">${row.state}</td><td class="n">${row.accepts}</td>` +
    `<td class="n">${row.rejects}</td><td>${escapeHtml(row.sources)}</td><td>${inline(row.text)}</td></tr>`
  );
}

function chapterTable(number: string, rows: readonly ReportRow[]): string {
  const head = ['Id', 'Level', 'Polarity', 'State', 'Accepting', 'Refusing', 'Evidence', 'Requirement'];
  return [
    `<h2>Chapter ${number}</h2>`,
    `<table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>`,
    ...rows.map(tableRow),
    '</tbody></table>',
  ].join('\n');
}

/** The page. Everything that comes from outside is escaped. */
export function coverageHtml(verdict: GateVerdict): string {
  const { chapters, totals } = countCoverage(verdict.rows);
  const rows = reportRows(verdict);
  const failures = verdict.failures.map(
    ({ reason, requirement = '', message }) => `<li><b>${reason}</b> ${requirement} ${inline(message)}</li>`,
  );
  const { mapped, total, unmapped, later } = verdict.design;
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>Allod: coverage of the requirements</title><style>${style}</style></head><body>`,
    '<h1>Coverage of the requirements</h1>',
    `<p>MUST ${totals.must.covered}/${totals.must.total}, in each polarity needed ${totals.must.bothPolarities}/${totals.must.total},`,
    `SHOULD ${totals.should.covered}/${totals.should.total}, untestable ${totals.untestable}.`,
    `Design rows: ${mapped} of ${total} mapped, ${unmapped.length} unmapped, ${later.length} of later chapters.</p>`,
    failures.length > 0
      ? `<h2>${failures.length} findings</h2><ul>${failures.join('\n')}</ul>`
      : '<p>The gate is green.</p>',
    ...Object.keys(chapters).map((number) =>
      chapterTable(
        number,
        rows.filter(({ id }) => (chapterOf(id) ?? '??') === number),
      ),
    ),
    '</body></html>',
    '',
  ].join('\n');
}
