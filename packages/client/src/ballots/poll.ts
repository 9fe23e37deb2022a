import type { PrincipalLog } from '@allod/principals';
import { countBallot } from '@allod/principals/ballots';
import type { CastVote, Count, ProposedOp, Tally } from '@allod/principals/ballots';
import type { ClientContext } from '../context.ts';
import type { LogOp, Logs } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { readBallots } from './read-ballots.ts';
import type { BallotRecord, BallotRecords } from './read-ballots.ts';

const NOBODY = -1;
const WRITER = 20;
const ROOT = 50;

/** A vote, with who cast it. */
export interface PolledVote extends CastVote {
  readonly kid: string;
  readonly by: readonly string[];
  readonly au: readonly string[];
}

/** How a proposal stands. */
export interface Poll extends BallotRecords {
  readonly op: ProposedOp;
  readonly polled: readonly PolledVote[];
  readonly count: Count<PolledVote>;
  readonly state: 'open' | 'passed' | 'refused' | 'withdrawn' | 'done' | 'void';
  /** The op that did it; of a void one the op that was struck. */
  readonly done?: LogOp;
  /** Whether whom it is about is a member. */
  readonly isMember: boolean;
}

/** The proposals of a team and how they stand by what is here, newest first. */
export async function pollsIn(context: ClientContext, log: PrincipalLog): Promise<Poll[]> {
  const found = await readBallots(context, log.id);
  const ops = found.length === 0 ? [] : await context.logs.ops(log.id);
  return Promise.all(found.map((records) => pollOf(context.logs, records, { log, ops })));
}

interface Place {
  readonly log: PrincipalLog;
  readonly ops: readonly LogOp[];
}

async function pollOf(logs: Logs, records: BallotRecords, { log, ops }: Place): Promise<Poll> {
  const { op } = records.proposal.says;
  const polled = await Promise.all(
    records.votes.map(async ({ id, kid, by, t, au, says }): Promise<PolledVote> => {
      const lvl = await levelNow(logs, log.id, { kid, by });
      return { id, kid, by, t, au, yes: says.yes, entry: by[0]!, lvl };
    }),
  );
  const count = countIn(log, op, polled);
  const after = outcomeOf(op, { log, ops, since: records.proposal, voters: polled });
  const isWithdrawn = records.withdrawals.some(({ by }) => by.at(-1) === records.proposal.by.at(-1));
  const { done } = after;
  const state = after.state ?? (isWithdrawn ? 'withdrawn' : count.state);
  const isMember = op.k !== 'pol' && log.memberById.has(op.who);
  return { ...records, op, polled, count, state, isMember, ...(done === undefined ? {} : { done }) };
}

/** Counts votes by the members that a team has now. */
export function countIn(log: PrincipalLog, op: ProposedOp, votes: readonly PolledVote[]): Count<PolledVote> {
  return countBallot(op, { members: log.memberById, admit: log.policy.get('admit') }, votes);
}

/** EFF of a signer, by all that is here. (03 §9.2) */
export async function levelNow(
  logs: Logs,
  team: string,
  { kid, by }: { readonly kid: string; readonly by: readonly string[] },
): Promise<number> {
  const lvlIn = async (log: string, who: string): Promise<number> =>
    (await logs.log(log))?.memberById.get(who)?.lvl ?? NOBODY;
  const user = by.at(-1);
  const own = user === undefined ? undefined : await logs.log(user);
  if (own?.kind !== 'user' || (await lvlIn(own.id, kid)) < WRITER) return NOBODY;
  const steps = await Promise.all(by.map((who, i) => lvlIn(i === 0 ? team : by[i - 1]!, who)));
  return steps[0]! >= ROOT ? NOBODY : Math.min(...steps);
}

/** The tally that says most: where a proposal is passed, else where the fewest are missing. */
export function tallyOf({ count: { levels } }: Pick<Poll, 'count'>): Tally<PolledVote> | undefined {
  const missing = ({ needed, yes }: Tally): number => Math.max(0, needed - yes.length);
  return levels.toSorted((a, b) => missing(a) - missing(b))[0];
}

interface After extends Place {
  readonly since: BallotRecord;
  readonly voters: readonly PolledVote[];
}

/** What the log says of it since it was proposed. */
function outcomeOf(op: ProposedOp, { log, ops, since, voters }: After): { state?: 'done' | 'void'; done?: LogOp } {
  const before = pastOf(ops, since.au);
  const said = ops.filter((each) => !before.has(each.id) && saysSame(each, op));
  const done = said.find(({ isAlive }) => isAlive);
  if (done !== undefined) return { state: 'done', done };
  const kids = new Set(voters.filter(({ yes }) => yes).map(({ kid }) => kid));
  const struck = said.find(({ signers }) => signers.every(({ kid }) => kids.has(kid)));
  if (struck !== undefined) return { state: 'void', done: struck };
  return isMoot(log, op) ? { state: 'void' } : {};
}

/** Whether an op of the log says what is proposed. */
function saysSame({ k, claims }: LogOp, op: ProposedOp): boolean {
  if (k !== op.k || claims.keep === true) return false;
  if (op.k === 'pol') return Object.entries(op.pol).every(([field, value]) => claims.pol?.[field] === value);
  return claims.who === op.who && (op.k === 'remove' || claims.lvl === op.lvl);
}

/** Whether it is so already, or cannot be any more. */
export function isMoot(log: PrincipalLog, op: ProposedOp): boolean {
  if (op.k === 'pol') return Object.entries(op.pol).every(([field, value]) => log.policy.get(field) === value);
  const lvl = log.memberById.get(op.who)?.lvl;
  if (op.k === 'invite') return lvl !== undefined;
  return lvl === undefined || (op.k === 'set' && lvl === op.lvl);
}
