/** What the count says of a proposal, against what the resolver does with the op. */
import { countBallot } from '@allod/principals/ballots';
import type { CastVote, ProposedOp } from '@allod/principals/ballots';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { as, Book, load, TEAM } from '../log/book.ts';

const PEOPLE = ['A', 'B', 'C', 'D', 'E'] as const;
const OUTSIDE = 'X';
const given = fc.constantFrom(10 as const, 20 as const, 30 as const, 40 as const);

interface Case {
  readonly levels: readonly (10 | 20 | 30 | 40)[];
  readonly isQuorum: boolean;
  readonly op: ProposedOp;
  readonly yes: readonly boolean[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  levels: fc.array(given, { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
  isQuorum: fc.boolean(),
  op: fc.oneof(
    fc.record({ k: fc.constant('invite' as const), who: fc.constant(OUTSIDE), lvl: given }),
    fc.record({ k: fc.constant('set' as const), who: fc.constantFrom(...PEOPLE, OUTSIDE), lvl: given }),
    fc.record({ k: fc.constant('remove' as const), who: fc.constantFrom(...PEOPLE, OUTSIDE) }),
  ),
  yes: fc.array(fc.boolean(), { minLength: PEOPLE.length, maxLength: PEOPLE.length }),
});

/** A team with an owner at least, and its policy. */
function bookOf({ levels, isQuorum }: Case): Book {
  const own = Object.fromEntries(PEOPLE.map((who, i) => [who, who === 'A' ? 40 : levels[i]!]));
  const book = new Book(...PEOPLE, OUTSIDE).team(own);
  return isQuorum ? book.op('p', 'pol', { pol: { admit: 'quorum' }, by: ['A'] }) : book;
}

function isAccepted(each: Case, signers: readonly string[]): boolean {
  const { k, ...said } = each.op as Exclude<ProposedOp, { readonly k: 'pol' }>;
  const book = bookOf(each).op('o', k, { ...said, by: signers.map((who) => as(who)) });
  return load(book.ops).verdict('o')?.state === 'accepted';
}

it('PRN-106 a proposal is passed when, and only when, those who said yes can sign the op', () => {
  const seen = { passed: 0, not: 0 };
  fc.assert(
    fc.property(cases, (each) => {
      const members = load(bookOf(each).ops).members(TEAM);
      const votes = PEOPLE.filter((_, i) => each.yes[i]).map((who, t): CastVote => ({
        id: who,
        entry: who,
        lvl: members.get(who)?.lvl ?? -1,
        yes: true,
        t,
      }));
      const admit = each.isQuorum ? 'quorum' : undefined;
      const { levels, state } = countBallot(each.op, { members, admit }, votes);
      const passed = levels.find(({ yes, needed }) => yes.length >= needed);
      if (passed !== undefined) {
        const signers = passed.yes.toSorted((a, b) => a.lvl - b.lvl).slice(0, passed.needed);
        expect(
          isAccepted(
            each,
            signers.map(({ entry }) => entry),
          ),
        ).toBe(true);
        seen.passed++;
        return;
      }
      expect(state).not.toBe('passed');
      // Whoever acts, nobody of them brings it about: but each may leave, or step down, by himself.
      const target = (each.op as { readonly who?: string }).who;
      const able = votes.filter(({ entry }) => entry !== target);
      for (const first of able)
        expect(
          isAccepted(
            each,
            [first, ...able.filter((other) => other !== first)].map(({ entry }) => entry),
          ),
        ).toBe(false);
      seen.not++;
    }),
    { numRuns: 400, seed: 1 },
  );
  expect(Math.min(seen.passed, seen.not)).toBeGreaterThan(50);
});
