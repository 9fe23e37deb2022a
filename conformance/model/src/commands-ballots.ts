// The commands of TP/1 that chapter 03 §9 of the model answers.
import type { BallotCount, CastVote } from './ballots.ts';
import { bytes, type Input } from './command-values.ts';
import { plain } from './commands-kit.ts';
import type { Model } from './model.ts';

/** Ballots: `read` takes a body, `count` the votes for a proposal. */
export const BALLOT_COMMANDS: Readonly<Record<string, (model: Model, input: Input) => Record<string, unknown>>> = {
  'ballot.read': (model, input) => ({ says: plain(model.readBallot(bytes(input['bytes']))) }),
  'ballot.count': (model, input) => {
    const count = input as unknown as BallotCount;
    const tallies = model.ballotLevels(count).map((each) => ({ ...each, votes: model.votesAt(count, each.lvl) }));
    const levels = tallies.map(({ votes, ...each }) => ({ ...each, yes: idsOf(votes, true), no: idsOf(votes, false) }));
    return { levels, state: model.ballotState(count, tallies) };
  },
};

function idsOf(votes: readonly CastVote[], yes: boolean): string[] {
  return votes
    .filter((vote) => vote.yes === yes)
    .map(({ id }) => id)
    .toSorted();
}
