import type { Named, Outcome } from '../outcome.ts';
import type { Role } from '../teams/role.ts';

/** A role that can be voted about: a guest has rights of his own, which nobody votes about. */
export type VotedRole = Exclude<Role, 'guest'>;

/** What somebody proposes: to admit a user or team, to expel a member, to give one another role, to set fields of the policy. */
export type ProposalAction =
  | { readonly admit: string; readonly role: VotedRole }
  | { readonly expel: string }
  | { readonly setRole: string; readonly role: VotedRole }
  | { readonly policy: Readonly<Record<string, string>> };

/** How many have said what. */
export interface ProposalTally {
  readonly yes: number;
  readonly no: number;
  /** How many have to say yes. */
  readonly needed: number;
  /** How many have a vote. */
  readonly of: number;
}

/** A vote, and whether it counts. */
export interface VoteView {
  readonly who: Named;
  readonly device: Named;
  readonly yes: boolean;
  /** By the clock of who voted, microseconds since 1970. */
  readonly t: number;
  readonly counts: boolean;
  /** Why it does not count, as one whole sentence. */
  readonly why?: string;
}

/** A proposal, and what came of it. */
export interface ProposalView {
  /** Id of the record with the proposal. */
  readonly id: string;
  readonly action: ProposalAction;
  /** What is proposed, as one whole sentence. */
  readonly says: string;
  /** Why, in the words of who proposes it. */
  readonly text?: string;
  readonly by: Named;
  /** When it was proposed, microseconds since 1970. */
  readonly t: number;
  /**
   * `passed`: enough said yes, and the programs of those who did have to sign. `done`: it is so. `void`: it cannot be any more, or what came
   * of it was struck. `refused`: it cannot be passed as the votes are.
   */
  readonly state: 'open' | 'passed' | 'refused' | 'withdrawn' | 'done' | 'void';
  /** Why it is `refused` or `void`, as one whole sentence. */
  readonly why?: string;
  /** Absent once there is nothing to vote about any more. */
  readonly tally?: ProposalTally;
  /** What this user has said. */
  readonly mine?: boolean;
  readonly votes: readonly VoteView[];
  /** Whose program has to sync, while it is `passed`. */
  readonly waitsFor: readonly Named[];
  /** What to hand to whoever was admitted, until he has accepted. It holds no secret. */
  readonly link?: string;
}

/** Votes of the members of a team, about what needs several of them. Part of the teams of a client. */
export interface Ballots {
  /**
   * Proposes something, and says yes to it where this user has a vote. Where his yes is enough it is done at once. `text` says why, in 1 to 500 characters
   * on one line. Refuses with `E_INPUT` what is so already, what is no role, policy or text, or is proposed already; with `E_NOT_AUTHORIZED` what no vote
   * can bring about. (03 §9)
   */
  propose(team: string, action: ProposalAction, options?: { readonly text?: string }): Promise<Outcome<ProposalView>>;
  /** All proposals, newest first. */
  proposals(team: string): Promise<Outcome<ProposalView[]>>;
  /**
   * Says yes, or no, to a proposal: by its id, or the beginning of it. Until somebody has signed, the last word counts. With the yes that makes it enough, or at the next sync of those
   * who said yes, the programs sign by themselves what was proposed, and nothing else. Refuses with `E_NOT_AUTHORIZED` who has no vote.
   */
  vote(team: string, proposal: string, yes: boolean): Promise<Outcome<ProposalView>>;
  /** Takes back what this user has proposed. */
  withdraw(team: string, proposal: string): Promise<Outcome<ProposalView>>;
}
