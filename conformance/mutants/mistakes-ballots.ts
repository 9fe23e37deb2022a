// The mistakes of the designed mutants of chapter 03 §9: each a replacement of one function of the model.
import { ballotLevels, ballotMembers, ballotState, votesAt, Fault } from '@allod/conformance-model';
import type { CastVote, Json, ModelFunction } from '@allod/conformance-model';

/** Every member that the kind does not have is a fault. */
export const refuseUnknownBallotMembers: ModelFunction<'ballotMembers'> = (model, said) => {
  const members = ballotMembers(model, said);
  if (said instanceof Map && said.size > members.size) throw new Fault('E_FORMAT', 'PRN-103');
  return members;
};

/** All members that any kind has, handed over. */
export const shareBallotMembers: ModelFunction<'ballotMembers'> = (model, said) => {
  const others: [string, Json][] = said instanceof Map ? [...said].filter(([name]) => name === 'text') : [];
  return new Map([...ballotMembers(model, said), ...others]);
};

/** Whoever is a member has a vote, whatever he may do. */
export const countMembers: ModelFunction<'votesAt'> = (model, count, lvl) =>
  votesAt(model, { ...count, votes: count.votes.map((vote) => ({ ...vote, lvl: Math.max(vote.lvl, lvl) })) }, lvl);

/** Who is to go votes like everybody else. */
export const countTarget: ModelFunction<'votesAt'> = (model, count, lvl) =>
  votesAt(model, { ...count, op: { k: 'pol' } }, lvl);

/** One vote for each record. */
export const countRecords: ModelFunction<'votesAt'> = (model, count, lvl) =>
  count.votes.filter((vote) => votesAt(model, { ...count, votes: [vote] }, lvl).length > 0);

/** Who has voted has voted. */
export const keepFirstVote: ModelFunction<'votesAt'> = (model, count, lvl) => {
  const first = new Map<string, CastVote>();
  for (const vote of countRecords(model, count, lvl).toSorted((a, b) => a.t - b.t || (a.id < b.id ? -1 : 1)))
    if (!first.has(vote.entry)) first.set(vote.entry, vote);
  return [...first.values()];
};

/** The vote that came last. */
export const keepLatestArrival: ModelFunction<'votesAt'> = (model, count, lvl) => [
  ...new Map(countRecords(model, count, lvl).map((vote) => [vote.entry, vote])).values(),
];

/** Half is enough. */
export const askForHalf: ModelFunction<'ballotLevels'> = (model, count) =>
  ballotLevels(model, count).map((each) => ({ ...each, needed: Math.min(each.needed, Math.ceil(each.of / 2)) }));

/** More than half, of however few. */
export const askForNoTwo: ModelFunction<'ballotLevels'> = (model, count) =>
  ballotLevels(model, count).map((each) =>
    each.needed === 1 ? each : { ...each, needed: Math.floor(each.of / 2) + 1 },
  );

/** Owners and admins together, always. */
export const askAllAdmins: ModelFunction<'ballotLevels'> = (model, count) => ballotLevels(model, count).slice(-1);

/** A proposal is open until enough said yes. */
export const neverRefuse: ModelFunction<'ballotState'> = (model, count, tallies) =>
  ballotState(model, count, tallies) === 'passed' ? 'passed' : 'open';

/** A proposal is lost once more said no than yes. */
export const refuseByNoes: ModelFunction<'ballotState'> = (model, count, tallies) => {
  const state = ballotState(model, count, tallies);
  const isLost = tallies.some(({ votes }) => votes.filter(({ yes }) => !yes).length > votes.length / 2);
  return state === 'open' && isLost ? 'refused' : state;
};
