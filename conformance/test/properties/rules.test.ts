import { AUTHORITY_RULES, type AuthorityRule } from '@allod/conformance-model/authority';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../properties/plan.ts';
import { runPlan } from '../../properties/run.ts';
import { shrink } from '../../properties/shrink.ts';

/** With one rule switched off, a seed whose plan notices. The other rules have scenarios beside the model. */
const NOTICED: Partial<Record<AuthorityRule, number>> = {
  'a removal cuts': 3,
  'a lowering cuts to its level': 51,
  'cuts bind cuts': 47,
  'a majority adds a peer': 44,
  'a majority evicts a peer': 55,
  'a join stands on its inviter': 55,
  'other logs are resolved': 53,
  'a lost device leaves under cuts': 13,
  'root is a level of keys': 1,
};

describe('random plans notice a rule that is switched off', { timeout: 120_000 }, () => {
  test.each(Object.entries(NOTICED))('%s', (rule, seed) => {
    const off = new Set([rule as AuthorityRule]);
    expect(AUTHORITY_RULES).toContain(rule);
    expect(runPlan(planOf(seed)).faults).toEqual([]);
    expect(runPlan(planOf(seed), off).faults).not.toEqual([]);
  });

  test('and what they notice shrinks to a plan that still fails, with fewer ops', () => {
    const off = new Set<AuthorityRule>(['a removal cuts']);
    const plan = planOf(NOTICED['a removal cuts'] ?? 0);
    const small = runPlan(shrink(plan, off), off);
    expect(small.faults).not.toEqual([]);
    expect(small.ops.length).toBeLessThan(runPlan(plan, off).ops.length);
  });
});
