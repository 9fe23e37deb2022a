import { describe, expect, it } from 'vitest';
import { countConformance, countFuzz, countMutants, countTests, sumCounts } from '../src/counts.mjs';
import type { Leg } from '../src/counts.mjs';

type Case = readonly [title: string, status: string];

const leg = (name: string, cases: readonly Case[], status = 'passed', root = '/home/a/checkout'): Leg => ({
  dir: 'packages/core',
  leg: name,
  report: {
    testResults: [
      {
        name: `${root}/packages/core/test/x.test.ts`,
        status,
        assertionResults: cases.map(([fullName, each]) => ({ fullName, status: each })),
      },
    ],
  },
});

describe('countTests', () => {
  it('counts a case once, however many legs ran it, wherever the checkout stood', () => {
    const legs = [leg('node', [['a', 'passed']]), leg('node24', [['a', 'passed']], 'passed', '/elsewhere')];
    expect(countTests(legs)).toEqual({ passed: 1, failed: 0, failures: [] });
  });

  it('counts a case as failed when any leg failed, and names the leg', () => {
    const { passed, failed, failures } = countTests([
      leg('node', [['a', 'passed']]),
      leg('node24', [['a', 'failed']], 'failed'),
    ]);
    expect([passed, failed]).toEqual([0, 1]);
    expect(failures).toEqual(['node24: packages/core/test/x.test.ts > a: failed']);
  });

  it.each([['skipped'], ['todo'], ['pending'], ['disabled']])('counts a case that is %s as failed', (status) => {
    expect(countTests([leg('node', [['a', status]])])).toMatchObject({ passed: 0, failed: 1 });
  });

  it('counts two cases of the same title in one file as two', () => {
    expect(
      countTests([
        leg(
          'node',
          [
            ['a', 'passed'],
            ['a', 'failed'],
          ],
          'failed',
        ),
      ]),
    ).toMatchObject({ passed: 1, failed: 1 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(countTests([leg('node', [], 'failed')])).toMatchObject({ passed: 0, failed: 1 });
  });

  it('keeps cases of the same title in different packages apart', () => {
    const other = { ...leg('node', [['a', 'passed']]), dir: 'packages/cli' };
    other.report = {
      testResults: [
        { ...leg('node', [['a', 'passed']]).report.testResults[0]!, name: '/r/packages/cli/test/x.test.ts' },
      ],
    };
    expect(countTests([leg('node', [['a', 'passed']]), other])).toMatchObject({ passed: 2 });
  });
});

describe('countConformance', () => {
  it.each([
    ['fail'],
    ['wrong-code'],
    ['crash'],
    ['timeout'],
    ['unsupported'],
    ['known-failing'],
    ['unexpected-pass'],
    ['flaky'],
  ])('does not take the verdict %s for a pass', (verdict) => {
    expect(countConformance({ cases: [{ verdict }, { verdict: 'pass' }] })).toEqual({ passed: 1, failed: 1 });
  });

  it('leaves out what is not part of the claim', () => {
    expect(countConformance({ cases: [{ verdict: 'not-applicable' }, { verdict: 'pass' }] })).toEqual({
      passed: 1,
      failed: 0,
    });
  });
});

describe('countMutants', () => {
  it('counts a survivor as a failure', () => {
    expect(countMutants({ designed: { total: 3, killed: 2 }, derived: { total: 5, killed: 5 } })).toEqual({
      passed: 7,
      failed: 1,
    });
  });
});

describe('countFuzz', () => {
  it('counts a decoder once, as passed unless something failed', () => {
    const failure = { oracle: 'hang', words: 'no end' };
    expect(countFuzz({ targets: [{}, { failure }, {}] })).toEqual({ passed: 2, failed: 1 });
  });
});

describe('sumCounts', () => {
  it('adds up, from nothing', () => {
    expect(sumCounts([])).toEqual({ passed: 0, failed: 0 });
    expect(
      sumCounts([
        { passed: 1, failed: 2 },
        { passed: 3, failed: 4 },
      ]),
    ).toEqual({ passed: 4, failed: 6 });
  });
});
