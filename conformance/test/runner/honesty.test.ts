import { describe, expect, test } from 'vitest';
import { exitStatus } from '../../runner/run.ts';
import type { RunReport } from '../../runner/run.ts';
import { runFixture, playFixture, suiteOf } from './support.ts';

/** The probes that fail, by their id. */
async function failingProbes(behaviour: string): Promise<{ ids: readonly string[]; report: RunReport }> {
  const report = await runFixture(playFixture(behaviour), [suiteOf(['one'])]);
  const ids = report.honesty.cases
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id }) => id.replace('honesty/', ''));
  return { ids, report };
}

describe('honesty probes', () => {
  test('an honest testee passes every probe', async () => {
    const { ids, report } = await failingProbes('honest');
    expect(ids).toEqual([]);
    expect(report.honesty.cases.length).toBeGreaterThan(10);
  });

  test.each([
    ['knows-everything', 'unknown-command'],
    ['has-every-feature', 'unknown-feature'],
    ['denies-json-check', 'answers-json.check'],
    ['claims-unknown-profile', 'known-profiles'],
    ['claims-unknown-command', 'known-commands'],
    ['hides-command', 'whole-profiles'],
    ['claims-crypto-alone', 'whole-profiles'],
    ['claims-feature', 'feature-teleport'],
  ])('a testee that %s fails %s and the run', async (behaviour, probe) => {
    const { ids, report } = await failingProbes(behaviour);
    expect(ids).toContain(probe);
    expect(exitStatus(report, false)).toBe(1);
  });
});
