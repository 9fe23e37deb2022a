// Chapter 03: the rules of the resolver that tests switch off one by one, to see that something notices.
import type { EpochRule } from './epoch-rules.ts';

/** A rule by what it says; those about epochs have a list of their own. */
export type AuthorityRule = (typeof AUTHORITY_RULES)[number] | EpochRule;

/** All of the resolver. */
export const AUTHORITY_RULES = [
  // Cuts
  'a removal cuts',
  'a lowering cuts to its level',
  'a cut reaches no higher rank',
  'a revocation reaches only below its rank',
  'a cut through a path spares other paths',
  'thru ends at its target',
  'thru has the peak of its first',
  'nobody is cut in advance',
  'a cut holds for one signer',
  'cuts bind cuts',
  'a lowering of a former member strikes',
  'cuts are done by rank',
  'cuts are done by peak',
  'cuts are done by kind',
  'cuts of one class are done together',
  // Who is a member
  'rank comes first',
  'a majority weighs more',
  'a raise beats its equals',
  'the highest raise stands',
  'self-acts only lower',
  'a raise is a grant',
  'a lowering is no grant',
  // Majorities
  'a majority adds a peer',
  'a majority evicts a peer',
  'eviction takes two',
  'a quorum admits',
  'raising a guest takes a quorum',
  // Joins
  'nobody spoke since the invite',
  'a key readmits nobody',
  'a seen revocation ends an invite',
  'uses are counted',
  'invites expire',
  'a join stands on its inviter',
  'a join falls with its newcomer',
  'a join stands at its full level',
  // Consent, paths, other logs
  'newcomers agree',
  'who agrees may agree',
  'the last on a path is a user',
  'other logs are resolved',
  'news counts for the whole past',
  'thru ends with the membership below',
  'a team leaves under cuts',
  'a lost device leaves under cuts',
  // Others
  'root is a level of keys',
  'a root entry has no path',
  'changes are asked once',
  'the higher policy counts',
  'guests have what all give',
  'own acts give no capabilities',
] as const;
