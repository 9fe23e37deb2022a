import { describe, expect, it } from 'vitest';
import { startSummary } from '../src/start.mjs';

const report = {
  implementation: { name: 'allod', version: '0.1.0' },
  spec: '0.1',
  profiles: { codec: { must: { pass: 2, total: 2 }, should: { pass: 0, total: 0 } } },
  cases: [
    { id: 'a/one', verdict: 'pass' },
    { id: 'a/two', verdict: 'pass' },
  ],
};

describe('startSummary', () => {
  it('says how many questions were asked and that all answers were right', () => {
    const text = startSummary(report);
    expect(text).toContain('asked the 2 questions');
    expect(text).toMatch(/codec +MUST 2 of 2, SHOULD -/);
    expect(text).toContain('It answered every one of them as the spec says.');
  });

  it('names the wrong answers, and does not say that all were right', () => {
    const text = startSummary({ ...report, cases: [...report.cases, { id: 'a/three', verdict: 'wrong-code' }] });
    expect(text).toContain('1 of its answers are not what the spec says:\n  a/three: wrong-code');
    expect(text).not.toContain('every one of them');
  });

  it('does not count what the implementation does not claim', () => {
    expect(startSummary({ ...report, cases: [...report.cases, { id: 'a/x', verdict: 'not-applicable' }] })).toContain(
      'asked the 2 questions',
    );
  });
});
