/** What happens in a random order to people, their devices and two teams: data alone, so that it can be shrunk and shown. */
import fc from 'fast-check';

export const PEOPLE = ['Ada', 'Bob', 'Eve', 'Dan'] as const;
export type Person = (typeof PEOPLE)[number];

/** Which device of a person: whoever has no phone takes the laptop. */
export interface Which {
  readonly of: Person;
  readonly on: 'laptop' | 'phone';
}

export type Team = 'outer' | 'inner';
export type History = 'all' | 'joined';

/** What somebody does next; what he may not do, or what is no longer there, does nothing. */
export type Step =
  | { readonly does: 'write'; readonly by: Which; readonly in: Team | 'own' }
  | { readonly does: 'rotate'; readonly by: Which; readonly in: Team | 'own' }
  | {
      readonly does: 'invite';
      readonly by: 'Ada' | 'Bob';
      readonly whom: Person;
      readonly in: Team;
      readonly givesKeys: boolean;
      /** Whether it is taken up before anything else happens. */
      readonly atOnce: boolean;
    }
  /** Takes up the latest invite that is for him. */
  | { readonly does: 'join'; readonly by: Person }
  | { readonly does: 'remove'; readonly by: 'Ada' | 'Bob'; readonly whom: Person; readonly in: Team }
  | { readonly does: 'leave'; readonly by: Person; readonly in: Team }
  /** Ada takes the inner team out of the outer one, or takes it in again. */
  | { readonly does: 'unnest' | 'nest'; readonly by: Which }
  | { readonly does: 'pair'; readonly by: Person; readonly givesKeys: boolean }
  /** His phone is gone, and he says so on the laptop. */
  | { readonly does: 'lose'; readonly by: Person }
  | { readonly does: 'sync'; readonly by: Which }
  | { readonly does: 'pack'; readonly by: Which; readonly to: Which };

/** A world with its two teams, and what happens there. */
export interface Plan {
  readonly history: Readonly<Record<Team, History>>;
  readonly steps: readonly Step[];
}

const person = fc.constantFrom(...PEOPLE);
const which: fc.Arbitrary<Which> = fc.record({ of: person, on: fc.constantFrom('laptop', 'phone') });
const team = fc.constantFrom<Team>('outer', 'inner');
const admin = fc.constantFrom('Ada', 'Bob');
const ofAda: fc.Arbitrary<Which> = fc.record({ of: fc.constant('Ada'), on: fc.constantFrom('laptop', 'phone') });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      does: fc.constant('write'),
      by: which,
      in: fc.constantFrom<Team | 'own'>('outer', 'outer', 'inner', 'inner', 'own'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('rotate'),
      by: which,
      in: fc.constantFrom<Team | 'own'>('outer', 'inner', 'own'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('invite'),
      by: admin,
      whom: fc.constantFrom<Person>('Bob', 'Eve', 'Dan', 'Dan'),
      in: team,
      givesKeys: fc.boolean(),
      atOnce: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('join'), by: person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('remove'),
      by: admin,
      whom: fc.constantFrom<Person>('Bob', 'Eve', 'Dan'),
      in: team,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('leave'), by: fc.constantFrom<Person>('Bob', 'Eve', 'Dan'), in: team }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('unnest', 'nest'), by: ofAda }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('pair'), by: person, givesKeys: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('lose'), by: fc.constantFrom<Person>('Bob', 'Eve', 'Dan') }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('sync'), by: which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('pack'), by: which, to: which }) },
);

/** Plans in worlds with these policies. Long ones are as likely as short ones, for little lies beside each other in those. */
export function plans(histories: readonly Plan['history'][], maxLength: number): fc.Arbitrary<Plan> {
  return fc.record({
    history: fc.constantFrom(...histories),
    steps: fc.noBias(fc.array(step, { minLength: 1, maxLength, size: 'max' })),
  });
}
