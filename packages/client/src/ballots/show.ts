import type { ProposedOp } from '@allod/principals/ballots';
import { encodeInviteLink } from '../teams/make-invite.ts';
import type { ClientContext } from '../context.ts';
import { withArticle } from '../denial.ts';
import type { Named } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import type { NameBook } from '../people/names.ts';
import { wordFor } from '../teams/audit.ts';
import { invitesIn } from '../teams/invites.ts';
import { roleOfLevel } from '../teams/role.ts';
import type { ProposalAction, ProposalTally, ProposalView, VotedRole, VoteView } from './ballots.ts';
import { tallyOf } from './poll.ts';
import type { Poll, PolledVote } from './poll.ts';

/** Proposals for people, in their order. */
export async function showPolls(context: ClientContext, team: string, polls: readonly Poll[]): Promise<ProposalView[]> {
  const names = await readNames(context);
  return Promise.all(polls.map((poll) => showPoll(context, { team, poll, names })));
}

interface Shown {
  readonly team: string;
  readonly poll: Poll;
  readonly names: NameBook;
}

async function showPoll(context: ClientContext, { team, poll, names }: Shown): Promise<ProposalView> {
  const { op, state, polled, proposal } = poll;
  const { id, by, t, says } = proposal;
  const counted = countedIn(poll);
  const user = context.me.user;
  const own = polled.filter((vote) => vote.by.at(-1) === user).toSorted((a, b) => a.t - b.t);
  const why = whyNot(poll, names);
  const link = await linkOf(context, team, poll);
  const tally = numbersOf(poll);
  return {
    id,
    action: actionOf(op),
    says: `${wordFor(names.of(by.at(-1)!))} proposes to ${wishOf(op, names)}.`,
    ...(says.text === undefined ? {} : { text: says.text }),
    by: names.of(by.at(-1)!),
    t,
    state,
    ...(why === undefined ? {} : { why }),
    ...(tally === undefined ? {} : { tally }),
    ...(own.length === 0 ? {} : { mine: own.at(-1)!.yes }),
    votes: polled.toSorted((a, b) => a.t - b.t).map((vote) => showVote(vote, { poll, names, counted })),
    waitsFor: state === 'passed' ? waitsFor(context, poll, names) : [],
    ...(link === undefined ? {} : { link }),
  };
}

/** What is proposed, as somebody asks for it. */
export function actionOf(op: ProposedOp): ProposalAction {
  if (op.k === 'pol') return { policy: op.pol };
  if (op.k === 'remove') return { expel: op.who };
  const role = roleOfLevel(op.lvl) as VotedRole;
  return op.k === 'invite' ? { admit: op.who, role } : { setRole: op.who, role };
}

/** What is proposed, as the end of a sentence. */
export function wishOf(op: ProposedOp, names: NameBook): string {
  if (op.k === 'pol')
    return `set ${Object.entries(op.pol)
      .map(([field, value]) => `${field} to ${value}`)
      .join(', ')}`;
  const who = wordFor(names.of(op.who));
  if (op.k === 'remove') return `remove ${who}`;
  const role = roleOfLevel(op.lvl)!;
  return op.k === 'invite' ? `admit ${who} as ${role}` : `make ${who} ${withArticle(role)}`;
}

function numbersOf(poll: Poll): ProposalTally | undefined {
  const tally = tallyOf(poll);
  if (tally === undefined) return undefined;
  return { yes: tally.yes.length, no: tally.no.length, needed: tally.needed, of: tally.of };
}

function countedIn({ count }: Poll): ReadonlySet<string> {
  return new Set(count.levels.flatMap(({ yes, no }) => [...yes, ...no].map(({ id }) => id)));
}

interface Telling {
  readonly poll: Poll;
  readonly names: NameBook;
  readonly counted: ReadonlySet<string>;
}

function showVote(vote: PolledVote, { poll, names, counted }: Telling): VoteView {
  const { by, kid, yes, t, id } = vote;
  const shown = { who: names.of(by.at(-1)!), device: names.of(kid), yes, t };
  if (counted.has(id)) return { ...shown, counts: true };
  return { ...shown, counts: false, why: whyUncounted(vote, poll) };
}

function whyUncounted({ lvl, t, entry, yes }: PolledVote, { op, polled, count }: Poll): string {
  if (lvl < 0) return 'It does not count: whoever signed is not in the team any more, or the device was removed.';
  const [least] = count.levels.map((level) => level.lvl).toSorted((a, b) => a - b);
  if (least === undefined) return 'It does not count any more: there is nothing left to vote about.';
  if (lvl < least) return `It does not count: only ${withArticle(roleOfLevel(least)!)} has a vote here.`;
  if (yes && op.k !== 'pol' && op.who === entry) return 'It does not count: nobody says yes to what he is to lose.';
  if (polled.some((other) => other.entry === entry && other.t >= t))
    return 'It does not count: a later vote of the same member does.';
  return 'It does not count: this member has no vote here.';
}

function whyNot({ state, op, done, count, isMember }: Poll, names: NameBook): string | undefined {
  if (state === 'refused')
    return count.levels.length === 0 ? 'Nobody could do it.' : 'As the votes are, it cannot be passed any more.';
  if (state !== 'void') return undefined;
  if (done !== undefined) return 'It was done and struck: the audit of the team says by what. Propose it again.';
  if (op.k === 'pol') return 'It is so already.';
  const who = wordFor(names.of(op.who));
  if (op.k === 'invite') return `${who} is in the team already.`;
  return isMember ? `${who} is that already.` : `${who} is not in the team any more.`;
}

/** Whose programs have to sign: of those who said yes, all that have not signed yet. */
function waitsFor({ me }: ClientContext, poll: Poll, names: NameBook): Named[] {
  const signed = new Set(poll.signatures.map(({ kid }) => kid));
  const others = (tallyOf(poll)?.yes ?? []).filter(({ kid, by }) => !signed.has(kid) && by.at(-1) !== me.user);
  return others.map(({ by }) => names.of(by.at(-1)!));
}

/** The link for whoever was admitted, until he has accepted. */
async function linkOf(context: ClientContext, team: string, { op, state, done }: Poll): Promise<string | undefined> {
  if (op.k !== 'invite' || state !== 'done' || done === undefined) return undefined;
  const invites = await invitesIn(context.logs, team, context.now());
  const isOpen = invites.some((each) => each.op.id === done.id && each.state === 'open');
  return isOpen ? encodeInviteLink(context, team, done.id) : undefined;
}
