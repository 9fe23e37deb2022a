/** The reference adapter for chapter 03 §9: ballots. */
import { accept } from '@allod/core/errors';
import { countBallot, readBallot } from '@allod/principals/ballots';
import type { CastVote, ProposedOp } from '@allod/principals/ballots';
import { map, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

interface Counted {
  readonly op: ProposedOp;
  readonly members: Readonly<Record<string, number>>;
  readonly admit?: string;
  readonly votes: readonly CastVote[];
}

export const ballots: Commands = {
  'ballot.read': async (input: { bytes: Bytes }) => map(readBallot(toBytes(input.bytes)), (says) => ({ says })),
  'ballot.count': async ({ op, members, admit, votes }: Counted) => {
    const place = { members: new Map(Object.entries(members).map(([who, lvl]) => [who, { lvl }])), admit };
    const { levels, state } = countBallot(op, place, votes);
    const ids = (among: readonly CastVote[]): string[] => among.map(({ id }) => id);
    return accept({ levels: levels.map((level) => ({ ...level, yes: ids(level.yes), no: ids(level.no) })), state });
  },
};
