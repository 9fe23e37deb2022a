import type { AuthorityRule } from '@allod/conformance-model/authority';
import { expect, test } from 'vitest';
import { runEpochs } from '../../properties/epochs.ts';
import { planOf } from '../../properties/plan.ts';

/** The shares of all plans that must at least contain something: a property that has become empty fails. */
const FLOORS: Readonly<Record<string, number>> = {
  fresh: 0.5,
  stale: 0.5,
  renewed: 0.5,
  'top-ups': 0.05,
  'struck epochs': 0.05,
  'none fresh': 0.05,
};
const PLANS = 20;

const OPTIONS = { timeout: 300_000 };

test(
  'SEC-009 SEC-014 SEC-015: whoever opens a fresh epoch reads, and who reads finds the way to the current one',
  OPTIONS,
  () => {
    const runs = Array.from({ length: PLANS }, (_, seed) => runEpochs(planOf(seed + 1)));
    expect(runs.flatMap(({ faults }) => faults)).toEqual([]);
    const share = (name: string): number => runs.filter(({ labels }) => labels.has(name)).length / PLANS;
    expect(Object.keys(FLOORS).filter((name) => share(name) < (FLOORS[name] ?? 1))).toEqual([]);
  },
);

/** With one rule switched off, a seed whose plan notices. The other rules have vectors. */
const NOTICED: Partial<Record<AuthorityRule, number>> = {
  'an exit is known by what comes behind it': 1,
  'a set below reader is an exit': 1,
};

test.each(Object.entries(NOTICED))('random histories notice that %s', OPTIONS, (rule, seed) => {
  const { faults } = runEpochs(planOf(seed), new Set([rule as AuthorityRule]));
  expect(faults.filter((fault) => fault.startsWith('P14'))).not.toEqual([]);
});
