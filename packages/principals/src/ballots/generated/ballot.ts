// Generated from spec/schemas by `npm run generate`. Not edited by hand.

/**
 * The body of a record of a ballot.
 */
export type BallotBody = ProposalBody | VoteBody | WithdrawalBody | SignatureBody;

/**
 * This is to be done.
 */
export interface ProposalBody {
  k: 'proposal';
  op: AdmitOp | LevelOp | ExpelOp | PolicyOp;
  /**
   * why
   */
  text?: string;
  [k: string]: unknown;
}
/**
 * Somebody is to come in.
 */
export interface AdmitOp {
  k: 'invite';
  who: string;
  lvl: 10 | 20 | 30 | 40;
}
/**
 * A member is to have another level.
 */
export interface LevelOp {
  k: 'set';
  who: string;
  lvl: 10 | 20 | 30 | 40;
}
/**
 * A membership is to end.
 */
export interface ExpelOp {
  k: 'remove';
  who: string;
}
/**
 * Fields of the policy are to be set.
 */
export interface PolicyOp {
  k: 'pol';
  pol: {
    admit?: 'open' | 'quorum';
    [k: string]: string | 'open' | 'quorum' | undefined;
  };
}
/**
 * Yes, or no, to a proposal.
 */
export interface VoteBody {
  k: 'vote';
  on: string;
  yes: boolean;
  [k: string]: unknown;
}
/**
 * A proposal is taken back.
 */
export interface WithdrawalBody {
  k: 'withdrawal';
  on: string;
  [k: string]: unknown;
}
/**
 * Somebody who said yes signs the op.
 */
export interface SignatureBody {
  k: 'signature';
  on: string;
  /**
   * BASE64URL(header) '.' BASE64URL(claims)
   */
  st: string;
  /**
   * 64 bytes
   */
  sig: string;
  [k: string]: unknown;
}
