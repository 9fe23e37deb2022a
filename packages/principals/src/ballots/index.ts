/** Ballots: how the several people whom an op needs come together in records of their team. Chapter 03 §9. No secrets. */
export { BALLOTS, readBallot } from './ballot.ts';
export type { Ballot, BallotCode, Proposal, ProposedOp, Signature, Vote, Withdrawal } from './ballot.ts';
export { countBallot } from './count.ts';
export type { BallotPlace, CastVote, Count, Tally } from './count.ts';
export { completeOp, draftOp, readDraft, signDraft } from './draft.ts';
export type { Draft, DraftPlace, DraftSigner, SignedDraft } from './draft.ts';
