import type { Round } from './contender.ts';

/** The middle value; of an even number the upper of the two in the middle. Throws `RangeError` for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new RangeError('nothing has no median');
  return middle;
}

/** Rounds of several who take turns, so that whatever disturbs the machine disturbs all of them. */
export interface Turns<Name extends string> {
  /** Who takes part, and how one of its rounds is run. */
  readonly runners: Readonly<Record<Name, () => Promise<Round>>>;
  /** Rounds of each that count. */
  readonly rounds: number;
  /** Rounds of each before those, which do not. */
  readonly warmUps: number;
}

/** The median of each figure of each runner. Whoever went first goes last the next time. */
export async function takeTurns<Name extends string>({
  runners,
  rounds,
  warmUps,
}: Turns<Name>): Promise<Record<Name, Round>> {
  const names = Object.keys(runners) as Name[];
  const kept = new Map<Name, Round[]>(names.map((name) => [name, []]));
  for (let round = 0; round < warmUps + rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) {
      const figures = await runners[name]();
      if (round >= warmUps) kept.get(name)!.push(figures);
    }
  }
  const medians = names.map((name) => [name, medianRound(kept.get(name)!)] as const);
  return Object.fromEntries(medians) as Record<Name, Round>;
}

function medianRound(rounds: readonly Round[]): Round {
  const figures = Object.keys(rounds[0] ?? {}).map((figure) => [figure, median(rounds.map((each) => each[figure]!))]);
  return Object.fromEntries(figures);
}
