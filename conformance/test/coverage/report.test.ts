import { describe, expect, test } from 'vitest';
import { coverageHtml, escapeHtml } from '../../coverage/report-html.ts';
import { coverageJson, coverageMarkdown, coverageSummary } from '../../coverage/report.ts';
import { isRelevant } from '../../coverage/workspace.ts';
import { gate, item, replace, settle, soundTexts } from './fixture.ts';

const green = gate(soundTexts());
const hostile = item('CNV-005', 'A writer MUST escape `<script>` & "more".');
const texts = soundTexts();
const red = gate(
  settle(texts.set('spec/01-conventions.md', `${texts.get('spec/01-conventions.md') ?? ''}${hostile}\n`)),
);

describe('the reports', () => {
  test('say the same figures as JSON, Markdown, HTML and one line', () => {
    const report = JSON.parse(coverageJson(green));
    expect(report).toMatchObject({
      ok: true,
      totals: { must: { total: 6, covered: 6, bothPolarities: 6 }, should: { total: 1, covered: 1 }, untestable: 0 },
      design: { total: 3, mapped: 2, unmapped: [], later: ['N72'] },
      failures: [],
    });
    expect(Object.keys(report.chapters)).toEqual(['01', '02']);
    expect(coverageMarkdown(green)).toContain('| all | 6/6 | 6/6 | 1/1 | 0 |');
    expect(coverageHtml(green)).toContain('MUST 6/6');
    expect(coverageSummary(green)).toContain('MUST 6/6');
  });

  test('name each finding with its requirement', () => {
    expect(JSON.parse(coverageJson(red)).failures).toEqual([
      { reason: 'uncovered-must', requirement: 'CNV-005', message: 'nothing executed cites it' },
    ]);
    expect(coverageMarkdown(red)).toContain('- **uncovered-must** CNV-005: nothing executed cites it');
    expect(coverageSummary(red)).toContain('uncovered-must: CNV-005: nothing executed cites it');
  });

  test('escape what comes from the spec, and ask the network for nothing', () => {
    const page = coverageHtml(red);
    expect(page).toContain('<code>&lt;script&gt;</code> &amp; &quot;more&quot;');
    expect(page).not.toMatch(/<script|https?:|src=|@import/);
    expect(escapeHtml(`<a b='c'>`)).toBe('&lt;a b=&#39;c&#39;&gt;');
  });

  test('count the evidence of a requirement by its source', () => {
    const rows: { id: string; sources: string; state: string }[] = JSON.parse(coverageJson(red)).requirements;
    expect(rows.find(({ id }) => id === 'STM-001')?.sources).toBe('1 vector · 1 schema keyword');
    expect(rows.find(({ id }) => id === 'CNV-005')).toMatchObject({ sources: 'none', state: 'open' });
  });

  test('show a requirement with one polarity of two as half', () => {
    const half = gate(
      replace(soundTexts(), 'reports/conformance.json', [
        'text/padded","verdict":"pass',
        'text/padded","verdict":"fail',
      ]),
    );
    expect(coverageMarkdown(half)).toContain('| CNV-001 | MUST | reject | half | 1 | 0 |');
  });
});

describe('the gate reads', () => {
  test.each([
    ['spec/01-conventions.md', true],
    ['spec/README.md', false],
    ['spec/changes/one.md', true],
    ['spec/schemas/examples/claims.invalid.json', true],
    ['vectors/statements/verify.json', true],
    ['vectors/schema/suite.schema.json', false],
    ['reports/mutants.json', true],
    ['reports/coverage.json', false],
    ['packages/core/reports/test.json', true],
    ['packages/core/package.json', false],
  ])('%s: %s', (path, expected) => {
    expect(isRelevant(path)).toBe(expected);
  });
});
