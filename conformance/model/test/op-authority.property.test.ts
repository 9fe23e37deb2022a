// The sentences of chapter 03 §6.1 and its pseudo-code say the same: what a sentence refuses has no rank, and all else has one.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit, openCourt } from '../src/authority-intake.ts';
import { checkAuthority, Fault, type Model, type Op } from '../src/index.ts';
import { everybody, foundTeam, perform, plan } from './authority-plans.ts';

/** Nothing of the model but its guard. */
const guard = {
  when(requirement: string, broken: boolean, code: string): void {
    if (broken) throw new Fault(code, requirement);
  },
} as Model;

const CODES_OF_AUTHORITY = ['E_NOT_AUTHORIZED', 'E_POP', 'E_INVITE'];

/** The code of the first sentence that refuses an op, where everything else is known. */
function codeBySentences(ops: readonly Op[], op: Op): { code?: string; requirement?: string } {
  const court = openCourt();
  admit(court, ops);
  court.trial.ops.set(op.id, op);
  try {
    checkAuthority(guard, court.trial, op.id);
    return {};
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { code: error.code, requirement: error.requirement };
  }
}

describe('the sentences about single ops', () => {
  test('refuse what has no rank, with the same code, and nothing else', { timeout: 300_000 }, () => {
    const cited = new Set<string>();
    fc.assert(
      fc.property(plan(14), (made) => {
        const world = foundTeam(made);
        perform(world, made.steps, { cast: everybody, prefix: 'p' });
        const court = openCourt();
        admit(court, world.ops);
        const byRank = (op: Op): string | undefined => court.rejected.get(op.id);
        const judged = world.ops.filter((op) => court.trial.ops.has(op.id) || isOfAuthority(byRank(op)));
        for (const op of judged) {
          const { code, requirement } = codeBySentences(world.ops, op);
          expect([op.k, op.id, code]).toEqual([op.k, op.id, byRank(op)]);
          if (requirement !== undefined) cited.add(requirement);
        }
      }),
      { seed: 20_261_121, numRuns: 150 },
    );
    expect([...cited].toSorted()).toEqual(expect.arrayContaining(OFTEN_BROKEN));
  });
});

const isOfAuthority = (code: string | undefined): boolean => code !== undefined && CODES_OF_AUTHORITY.includes(code);

/** What random plans run into, so that the property is about something. */
const OFTEN_BROKEN =
  'PRN-034 PRN-036 PRN-037 PRN-040 PRN-041 PRN-042 PRN-043 PRN-044 PRN-047 PRN-049 PRN-051 PRN-052 PRN-057'.split(' ');
