import type { Exchange } from '../case-run.ts';
import type { Requirement } from '../requirements.ts';
import type { CaseReport, RunReport, SuiteReport } from '../run.ts';
import { PAGE_SCRIPT, PAGE_STYLE } from './html-assets.ts';
import { claimLine, countVerdicts, failingRequirements, scoreProfiles } from './totals.ts';

/** What the page needs beside the run. */
export interface HtmlOptions {
  readonly requirementById: ReadonlyMap<string, Requirement>;
  /** The list of `protocol/LIMITS.md`, as Markdown. */
  readonly limits: string;
}

/** Longest wire line shown, in characters: the page stays readable, the case can be replayed. */
const MAX_LINE = 4000;

/** The text of `reports/conformance.html`: one page that loads nothing. */
export function reportHtml(report: RunReport, options: HtmlOptions): string {
  const { name, version, language } = report.hello.impl;
  const title = `${name} ${version}: Allod conformance`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${html(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<h1>${html(title)}</h1>
<p>${html(language)} · ${html(claimLine(report))} · seed ${html(report.seed)}</p>
${profileTable(report)}
${problemList(report)}
${filters(report)}
<h2>Failing requirements</h2>
${failing(report, options)}
<h2>Requirements</h2>
${matrix(report, options)}
<h2>Cases</h2>
${[report.honesty, ...report.suites].map(suiteSection).join('\n')}
<h2>What green does not claim</h2>
<pre class="limits">${html(options.limits)}</pre>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function profileTable(report: RunReport): string {
  const rows = Object.entries(scoreProfiles(report)).map(
    ([profile, { must, should }]) =>
      `<tr><td>${html(profile)}<td>${must.pass}/${must.total}<td>${should.pass}/${should.total}`,
  );
  return `<table><thead><tr><th>Profile<th>MUST<th>SHOULD</thead><tbody>${rows.join('')}</tbody></table>`;
}

function problemList(report: RunReport): string {
  return report.problems.length === 0
    ? ''
    : `<ul class="problems">${report.problems.map((problem) => `<li>${html(problem)}`).join('')}</ul>`;
}

function filters(report: RunReport): string {
  const verdicts = [...countVerdicts(report)].map(
    ([verdict, count]) =>
      `<label><input type="checkbox" data-verdict="${verdict}" checked> ${verdict} (${count})</label>`,
  );
  return `<form id="filters"><input type="search" placeholder="requirement, case or words" aria-label="filter"> ${verdicts.join(' ')}</form>`;
}

/** One row per requirement that a case speaks against, or of which a case got no verdict. */
function failing(report: RunReport, { requirementById }: HtmlOptions): string {
  const rows = failingRequirements(report).map(({ id, cases }) => {
    const { section = '', text = '' } = requirementById.get(id) ?? {};
    const links = cases.map((each) =>
      each.verdict === 'no verdict'
        ? `${html(each.id)}: no verdict`
        : `<a href="#${html(anchor(each.id))}">${html(each.id)}</a>: ${each.verdict}`,
    );
    return `<tr><th>${html(id)}<td>${html(section)}<td>${html(text)}<td>${links.join('<br>')}`;
  });
  if (rows.length === 0) return '<p>None.</p>';
  return `<table class="failing"><thead><tr><th>Id<th>Section<th>Requirement<th>Cases</thead><tbody>${rows.join('')}</tbody></table>`;
}

/** One row per requirement, one cell per case: what the run shows about it. */
function matrix(report: RunReport, { requirementById }: HtmlOptions): string {
  const cases = report.suites.flatMap((suite) => suite.cases);
  const ids = [...new Set(cases.flatMap((each) => each.requirements))].toSorted();
  const rows = ids.map((id) => {
    const cells = cases.filter((each) => each.requirements.includes(id)).map(cell);
    return `<tr><th>${html(id)}<td>${html(requirementById.get(id)?.text ?? '')}<td>${cells.join('')}`;
  });
  return `<table class="matrix"><thead><tr><th>Id<th>Requirement<th>Cases</thead><tbody>${rows.join('')}</tbody></table>`;
}

function cell(report: CaseReport): string {
  const label = `${report.id}: ${report.verdict}`;
  return `<a class="cell ${report.verdict}" href="#${html(anchor(report.id))}" title="${html(label)}" aria-label="${html(label)}"></a>`;
}

function suiteSection(suite: SuiteReport): string {
  const cases = suite.cases.map(caseDetails).join('');
  const count = `${suite.cases.filter((each) => each.verdict === 'pass').length} passed, ${suite.cases.length} emitted, ${suite.expected} expected`;
  return `<section><h3>${html(suite.suite)} <small>${html(suite.profile)} · ${count}</small></h3>${cases}</section>`;
}

function caseDetails(report: CaseReport): string {
  const words = `${report.id} ${report.title} ${report.requirements.join(' ')}`.toLowerCase();
  const head = `<summary><b class="${report.verdict}">${report.verdict}</b> ${html(report.id)} <i>${html(report.title)}</i> <small>${html(report.requirements.join(' '))}</small></summary>`;
  const detail = report.detail === undefined ? '' : `<p>${html(report.detail)}</p>`;
  return `<details id="${html(anchor(report.id))}" data-verdict="${report.verdict}" data-words="${html(words)}">${head}${detail}${report.exchanges.map(exchangeHtml).join('')}</details>`;
}

function exchangeHtml({ cmd, input, expect, answer }: Exchange): string {
  const lines = [
    `→ ${cmd} ${JSON.stringify(input)}`,
    `expected ${JSON.stringify(expect)}`,
    `← ${JSON.stringify(answer)}`,
  ];
  return `<pre>${lines.map((line) => html(shorten(line))).join('\n')}</pre>`;
}

function shorten(line: string): string {
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}… (${line.length} characters)` : line;
}

function anchor(id: string): string {
  return `case-${id.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;
}

/** Escapes text for element content and quoted attributes. */
export function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
