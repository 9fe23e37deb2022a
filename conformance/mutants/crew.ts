import type { Material } from './gather.ts';
import type { ControlFindings, Hand } from './hand.ts';
import { CONTROL } from './mutant.ts';
import type { ControlTrial, Trial } from './trial.ts';

/** What all trials found, the mutants in their order. */
export interface Outcome {
  readonly control: ControlTrial;
  readonly trials: readonly Trial[];
}

/** Does all trials with these hands. However many they are and whoever is faster, the outcome is the same. */
export async function runCrew(hands: readonly Hand[], { suites, mutants }: Material): Promise<Outcome> {
  const findings = joined(await deal(hands, suites, (hand, _suite, number) => hand.control(number)));
  await Promise.all(hands.map((hand) => hand.learn(findings)));
  const trials = await deal(hands, mutants, async (hand, mutant, number): Promise<Trial> => {
    return { ...(await hand.trial(number)), mutant };
  });
  return { control: { ...findings, mutant: CONTROL }, trials };
}

/** Gives every hand that is free the next piece; the results stand in the order of the pieces. */
async function deal<Piece, Result>(
  hands: readonly Hand[],
  pieces: readonly Piece[],
  give: (hand: Hand, piece: Piece, number: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const rest = pieces.entries();
  const work = async (hand: Hand): Promise<void> => {
    for (const [number, piece] of rest) results[number] = await give(hand, piece, number);
  };
  await Promise.all(hands.map(work));
  return results;
}

/** The findings of all suites as those of one trial. */
function joined(parts: readonly ControlFindings[]): ControlFindings {
  const sum = (count: (part: ControlFindings) => number): number => parts.reduce((all, part) => all + count(part), 0);
  return {
    killedBy: parts.flatMap(({ killedBy }) => killedBy),
    passed: sum(({ passed }) => passed),
    total: sum(({ total }) => total),
    citing: sum(({ citing }) => citing),
    seenById: new Map(parts.flatMap(({ seenById }) => [...seenById])),
  };
}
