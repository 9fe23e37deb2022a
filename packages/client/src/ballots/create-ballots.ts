import { accept, refuse } from '@allod/core/errors';
import type { GivenLevel, PrincipalLog } from '@allod/principals';
import { readBallot } from '@allod/principals/ballots';
import type { ProposedOp } from '@allod/principals/ballots';
import { utf8Bytes } from '../bytes.ts';
import type { ClientContext } from '../context.ts';
import { forbid } from '../denial.ts';
import { bestWay } from '../logs/ways.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { pick } from '../people/pick.ts';
import { wordFor } from '../teams/audit.ts';
import { levelOfRole, roleOfLevel } from '../teams/role.ts';
import type { ProposalAction, ProposalView, Ballots } from './ballots.ts';
import { countIn, isMoot, levelNow, pollsIn } from './poll.ts';
import type { Poll } from './poll.ts';
import { MAX_SIGNERS, progressBallots, sayBallot } from './progress.ts';
import { showPolls, wishOf } from './show.ts';

const WRITER = levelOfRole('writer');

/** Puts the votes of a user together. */
export function createBallots(context: ClientContext): Ballots {
  const inTeam = async <T>(team: string, act: (log: PrincipalLog) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const log = await context.logs.log(team);
    return log?.kind === 'team' ? act(log) : refuse('E_NOT_FOUND', '');
  };
  const onPoll = (
    team: string,
    text: string,
    act: (log: PrincipalLog, poll: Poll) => Promise<Outcome<ProposalView>>,
  ): ReturnType<typeof act> =>
    inTeam(team, async (log) => {
      const polls = await pollsIn(context, log);
      const found = pick(
        polls.map((poll) => ({ id: poll.proposal.id, poll })),
        text,
      );
      return found.ok ? act(log, found.value.poll) : found;
    });
  return {
    propose: (team, action, { text } = {}) => inTeam(team, (log) => propose(context, log, { action, text })),
    proposals: (team) =>
      inTeam(team, async (log) => accept(await showPolls(context, team, await pollsIn(context, log)))),
    vote: (team, proposal, yes) => onPoll(team, proposal, (log, poll) => vote(context, log, { poll, yes })),
    withdraw: (team, proposal) => onPoll(team, proposal, (log, poll) => withdraw(context, log, poll)),
  };
}

interface Wanted {
  readonly action: ProposalAction;
  readonly text: string | undefined;
}

async function propose(
  context: ClientContext,
  log: PrincipalLog,
  { action, text }: Wanted,
): Promise<Outcome<ProposalView>> {
  const op = opOf(action);
  const proposal = { k: 'proposal', op, ...(text === undefined ? {} : { text }) } as const;
  if (!readBallot(utf8Bytes(JSON.stringify(proposal))).ok) return refuse('E_INPUT', '');
  const impossible = await whyImpossible(context, log, op);
  if (impossible !== undefined) return impossible;
  const lvl = (await bestWay(context.logs, log.id, context.me.user))?.lvl ?? -1;
  if (lvl < WRITER)
    return forbid(context, log.id, { requirement: 'COL-002', wish: { to: 'propose something', needs: 'writer' } });
  const id = await sayBallot(context, log.id, proposal);
  if (id === undefined) return NOT_WRITTEN;
  const poll = (await pollsIn(context, log)).find((each) => each.proposal.id === id)!;
  return (await hasVote(context, log, poll)) ? vote(context, log, { poll, yes: true }) : shown(context, log.id, id);
}

function opOf(action: ProposalAction): ProposedOp {
  const level = (role: Parameters<typeof levelOfRole>[0]): Exclude<GivenLevel, 0> =>
    levelOfRole(role) as Exclude<GivenLevel, 0>;
  if ('policy' in action) return { k: 'pol', pol: action.policy };
  if ('expel' in action) return { k: 'remove', who: action.expel };
  if ('admit' in action) return { k: 'invite', who: action.admit, lvl: level(action.role) };
  return { k: 'set', who: action.setRole, lvl: level(action.role) };
}

/** Of what is allowed and has the right form, only the store refuses anything, or the log of one's own user is not here yet. */
const NOT_WRITTEN = refuse('E_PENDING_AUTH', 'COL-001');

type Refused = Extract<Outcome<never>, { readonly ok: false }>;

/** Why no vote can bring about what somebody wants to propose. */
async function whyImpossible(context: ClientContext, log: PrincipalLog, op: ProposedOp): Promise<Refused | undefined> {
  const same = (await pollsIn(context, log)).find(
    (poll) => (poll.state === 'open' || poll.state === 'passed') && JSON.stringify(poll.op) === JSON.stringify(op),
  );
  if (same !== undefined)
    return { ...refuse('E_INPUT', ''), says: `This is proposed already: vote on ${same.proposal.id.slice(0, SHOWN)}.` };
  if (isMoot(log, op)) {
    const isMissing = op.k === 'remove' || (op.k === 'set' && !log.memberById.has(op.who));
    if (isMissing) return { ...refuse('E_NOT_FOUND', ''), says: 'This is no member of the team.' };
    return { ...refuse('E_INPUT', ''), says: 'It is so already.' };
  }
  const { levels, state } = countIn(log, op, []);
  if (state === 'refused') {
    const says =
      'No vote can bring this about: too few others have one. A recovery kit above the owners can, if there is one.';
    return { ...refuse('E_NOT_AUTHORIZED', 'PRN-040'), says };
  }
  if (levels.every(({ needed }) => needed > MAX_SIGNERS)) {
    const says = `More than ${MAX_SIGNERS} would have to sign, and an op has no more signers than that.`;
    return { ...refuse('E_NOT_AUTHORIZED', 'STM-020'), says };
  }
  return undefined;
}

/** Enough of an id to tell it from others on a screen. */
const SHOWN = 8;

async function hasVote({ logs, me }: ClientContext, { id, memberById }: PrincipalLog, poll: Poll): Promise<boolean> {
  const way = await bestWay(logs, id, me.user);
  if (way === undefined) return false;
  const by = [...way.via, me.user];
  const lvl = await levelNow(logs, id, { kid: me.key.kid, by });
  const entry = memberById.get(by[0]!)?.lvl ?? -1;
  const isTarget = poll.op.k !== 'pol' && poll.op.who === by[0];
  return !isTarget && poll.count.levels.some((level) => lvl >= level.lvl && entry >= level.lvl && entry <= OWNER);
}

const OWNER = levelOfRole('owner');

async function vote(
  context: ClientContext,
  log: PrincipalLog,
  { poll, yes }: { readonly poll: Poll; readonly yes: boolean },
): Promise<Outcome<ProposalView>> {
  const { id } = poll.proposal;
  const over = await refuseOver(context, log.id, poll);
  if (over !== undefined) return over;
  const isTarget = poll.op.k !== 'pol' && poll.op.who === context.me.user;
  if (isTarget && yes)
    return {
      ...refuse('E_NOT_AUTHORIZED', 'PRN-104'),
      says: 'Nobody says yes to what he is to lose: leave, or step down.',
    };
  if (!isTarget && !(await hasVote(context, log, poll))) {
    const [least = OWNER] = poll.count.levels.map(({ lvl }) => lvl).toSorted((a, b) => a - b);
    const wish = { to: 'vote on this', needs: roleOfLevel(least)! } as const;
    return forbid(context, log.id, { requirement: 'PRN-104', wish });
  }
  if ((await sayBallot(context, log.id, { k: 'vote', on: id, yes })) === undefined) return NOT_WRITTEN;
  if (yes) await progressBallots(context, log.id, id);
  return shown(context, log.id, id);
}

async function withdraw(context: ClientContext, log: PrincipalLog, poll: Poll): Promise<Outcome<ProposalView>> {
  const { id, by } = poll.proposal;
  const over = await refuseOver(context, log.id, poll);
  if (over !== undefined) return over;
  if (by.at(-1) !== context.me.user) {
    const proposer = (await readNames(context)).of(by.at(-1)!);
    const says = `Only ${wordFor(proposer)} can take it back, who proposed it. You can say no.`;
    return { ...refuse('E_NOT_AUTHORIZED', ''), says, ask: [proposer] };
  }
  if ((await sayBallot(context, log.id, { k: 'withdrawal', on: id })) === undefined) return NOT_WRITTEN;
  return shown(context, log.id, id);
}

/** Refuses what is decided. */
async function refuseOver(context: ClientContext, team: string, poll: Poll): Promise<Refused | undefined> {
  const { state, op } = poll;
  if (state === 'open' || state === 'passed' || state === 'refused') return undefined;
  const [view] = await showPolls(context, team, [poll]);
  const wish = wishOf(op, await readNames(context));
  const words = { done: `It is done: ${wish}.`, withdrawn: 'It was taken back.', void: view?.why ?? 'It is void.' };
  return { ...refuse('E_INPUT', ''), says: words[state] };
}

async function shown(context: ClientContext, team: string, id: string): Promise<Outcome<ProposalView>> {
  const log = await context.logs.log(team);
  const polls = log === undefined ? [] : (await pollsIn(context, log)).filter(({ proposal }) => proposal.id === id);
  const [view] = await showPolls(context, team, polls);
  return view === undefined ? refuse('E_NOT_FOUND', '') : accept(view);
}
