// The sentences of chapter 03 §6.1 and its pseudo-code say the same: what a sentence refuses has no rank, and all else has one.
import { checkAuthority, Fault, type Model } from '@allod/conformance-model';
import { admit, type Court, type Op, openCourt } from '@allod/conformance-model/authority';
import { expect, test } from 'vitest';
import { planOf } from '../../properties/plan.ts';
import { runPlan } from '../../properties/run.ts';

const PLANS = 200;
const CODES_OF_AUTHORITY = ['E_NOT_AUTHORIZED', 'E_POP', 'E_INVITE'];

/** What random plans run into, so that the property is about something. */
const OFTEN_BROKEN =
  'PRN-025 PRN-034 PRN-035 PRN-036 PRN-037 PRN-038 PRN-040 PRN-041 PRN-042 PRN-043 PRN-044 PRN-046 PRN-047 PRN-050 PRN-051';

/** Nothing of the model but its guard. */
const guard = {
  when(requirement: string, broken: boolean, code: string): void {
    if (broken) throw new Fault(code, requirement);
  },
} as Model;

/** The ops of a plan, and each of them once more by the signers of another, and about the one whom that is about. */
function withImpostors(ops: readonly Op[]): Op[] {
  return ops.flatMap((op, at) => {
    const other = ops[(at * 7 + 3) % ops.length];
    if (op.k === 'init' || other === undefined || other.k === 'init') return [op];
    const { signers, who } = other;
    const about = op.who === undefined || who === undefined ? op : { ...op, who };
    return [op, { ...op, id: `${op.id}-by`, signers }, { ...about, id: `${op.id}-about` }];
  });
}

/** The first sentence that refuses an op. */
function faultOf({ trial }: Court, op: Op): Fault | undefined {
  trial.ops.set(op.id, op);
  try {
    checkAuthority(guard, trial, op.id);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

test('what a sentence refuses has no rank, and everything else has one', { timeout: 120_000 }, () => {
  const cited = new Set<string>();
  for (let seed = 1; seed <= PLANS; seed++) {
    const ops = withImpostors(runPlan(planOf(seed)).ops);
    const court = openCourt();
    admit(court, ops);
    for (const op of ops) {
      const code = court.rejected.get(op.id);
      const isJudged = court.trial.ops.has(op.id) || CODES_OF_AUTHORITY.includes(code ?? '');
      const fault = isJudged ? faultOf(court, op) : undefined;
      if (isJudged) expect([seed, op.k, op.id, fault?.code]).toEqual([seed, op.k, op.id, code]);
      if (fault !== undefined) cited.add(fault.requirement);
    }
  }
  expect([...cited]).toEqual(expect.arrayContaining(OFTEN_BROKEN.split(' ')));
});
