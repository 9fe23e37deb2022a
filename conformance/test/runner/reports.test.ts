import { describe, expect, test } from 'vitest';
import { reportHtml } from '../../runner/report/html.ts';
import { reportJson } from '../../runner/report/json.ts';
import { reportJunit } from '../../runner/report/junit.ts';
import { suiteLines, summaryLines } from '../../runner/report/terminal.ts';
import type { CaseReport, RunReport } from '../../runner/run.ts';
import { claimLine } from '../../runner/report/totals.ts';
import type { Json } from '../../runner/json.ts';

const passed: CaseReport = {
  id: 'verify/ok',
  title: 'accepts',
  level: 'must',
  requirements: ['STM-016'],
  polarity: 'accept',
  verdict: 'pass',
  exchanges: [],
};
const failed: CaseReport = {
  ...passed,
  id: 'verify/bad',
  title: '<script>alert("&")</script>',
  polarity: 'reject',
  verdict: 'wrong-code',
  code: 'E_ALG',
  detail: 'expected E_SIG, got E_ALG \u0000\ud800',
  exchanges: [
    {
      cmd: 'statement.verify',
      input: { st: '</script><b>', long: 'x'.repeat(5000) },
      expect: { error: { code: 'E_SIG', phase: 'signature' } },
      answer: { kind: 'error', code: 'E_ALG', phase: 'header' },
    },
  ],
};
const report: RunReport = {
  hello: {
    tp: 1,
    impl: { name: 'mine', version: '2', language: 'Go' },
    spec: ['0.1'],
    profiles: ['codec', 'crypto'],
    features: [],
    commands: [],
    window: 1,
  },
  spec: '0.1',
  profiles: ['codec', 'crypto'],
  seed: 'feed',
  honesty: {
    suite: 'honesty',
    profile: 'control',
    claimed: true,
    expected: 1,
    cases: [{ ...passed, id: 'honesty/same-hello', requirements: [] }],
    unjudged: [],
  },
  suites: [
    {
      suite: 'verify',
      profile: 'crypto',
      claimed: true,
      expected: 4,
      cases: [passed, failed, { ...passed, id: 'verify/should', level: 'should' }],
      unjudged: [{ id: 'verify/lost', requirements: ['STM-017'] }],
    },
    {
      suite: 'log',
      profile: 'principals',
      claimed: false,
      expected: 1,
      cases: [{ ...passed, id: 'log/a', verdict: 'not-applicable' }],
      unjudged: [],
    },
  ],
  problems: ['known-failing: x is no case'],
};

describe('reports', () => {
  test('conformance.json has exactly its shape; a case without a verdict counts against the profile', () => {
    const content: Json = JSON.parse(reportJson(report));
    expect(content).toEqual({
      implementation: { name: 'mine', version: '2', language: 'Go' },
      spec: '0.1',
      profiles: { crypto: { must: { pass: 1, total: 3 }, should: { pass: 1, total: 1 } } },
      cases: [
        { id: 'verify/ok', verdict: 'pass', requirements: ['STM-016'], polarity: 'accept' },
        { id: 'verify/bad', verdict: 'wrong-code', requirements: ['STM-016'], polarity: 'reject', code: 'E_ALG' },
        { id: 'verify/should', verdict: 'pass', requirements: ['STM-016'], polarity: 'accept' },
        { id: 'log/a', verdict: 'not-applicable', requirements: ['STM-016'], polarity: 'accept' },
      ],
    });
  });

  test('the claim is one line', () => {
    expect(claimLine(report)).toBe('spec 0.1 / codec+crypto · MUST 1/3 · SHOULD 1/1');
  });

  test('a profile that was asked for is no claim', () => {
    const asked: RunReport = { ...report, hello: { ...report.hello, profiles: [] }, profiles: ['crypto'] };
    expect(claimLine(asked)).toBe('spec 0.1 / crypto (not claimed) · MUST 1/3 · SHOULD 1/1');
    const content: Json = JSON.parse(reportJson(asked));
    expect(content).toHaveProperty('profiles', {});
  });

  test('JUnit carries requirement ids, counts the shortfall and escapes what XML cannot carry', () => {
    const junit = reportJunit(report);
    expect(junit).toContain('tests="6" failures="2"');
    expect(junit).toContain('<property name="requirement" value="STM-016"/>');
    expect(junit).toContain('<failure type="wrong-code" message="expected E_SIG, got E_ALG \ufffd\ufffd"/>');
    expect(junit).toContain('1 cases have no verdict');
    expect(junit).toContain('<skipped');
  });

  test('the page loads nothing, escapes what came from outside and shows the lines of a failure', () => {
    const page = reportHtml(report, {
      requirementById: new Map([['STM-016', { text: 'A verifier <b>', section: 'chapter 02 §4 Signatures' }]]),
      limits: '- nothing & more',
    });
    expect(page).toContain(`default-src 'none'`);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('</script><b>');
    expect(page).toContain('A verifier &lt;b&gt;');
    expect(page).toContain('→ statement.verify');
    expect(page).toMatch(/x… \(50\d\d characters\)/);
    expect(page).toContain('href="#case-verify-bad"');
    expect(page).toContain('id="case-verify-bad"');
    expect(page).toContain('- nothing &amp; more');
  });

  test('the terminal tells a failure with requirement, difference and replay', () => {
    const lines = suiteLines(report.suites[0]!, {
      requirementById: new Map([['STM-016', { text: 'A verifier MUST refuse.', section: 'chapter 02 §4 Signatures' }]]),
    });
    expect(lines.slice(0, 2)).toEqual(['  ✗ verify: 2/4', '      expected 4 verdicts, got 3']);
    expect(lines.join('\n')).toContain('WRONG-CODE verify/bad');
    expect(lines.join('\n')).toContain('STM-016 (chapter 02 §4 Signatures) A verifier MUST refuse.');
    expect(lines.join('\n')).toContain('replay: npm run conformance -- replay verify/bad');
    expect(suiteLines(report.suites[1]!, { requirementById: new Map() })).toEqual([
      '  – log: the profile principals is not claimed',
    ]);
  });

  test('cases that are answered unsupported are told once a suite', () => {
    const missing = ['a', 'b', 'c'].map((id): CaseReport => ({ ...passed, id, verdict: 'unsupported' }));
    const suite = { ...report.suites[0]!, expected: 4, cases: [...missing, { ...failed, exchanges: [] }] };
    const text = suiteLines(suite, { requirementById: new Map() }).join('\n');
    expect(text.match(/UNSUPPORTED/g)).toHaveLength(1);
    expect(text).toContain('and 2 more cases of this suite answered unsupported');
    expect(text).toContain('WRONG-CODE');
  });

  test('the summary tells problems, claim, verdicts and seed', () => {
    const text = summaryLines(report).join('\n');
    expect(text).toContain('✗ known-failing: x is no case');
    expect(text).toContain('mine 2 (Go): spec 0.1');
    expect(text).toContain('3 pass, 1 wrong-code, 1 not-applicable · seed feed');
  });
});
