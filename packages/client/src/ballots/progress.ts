import type { OpSaid, PrincipalLog } from '@allod/principals';
import { BALLOTS, completeOp, draftOp, readDraft, signDraft } from '@allod/principals/ballots';
import type { Ballot, Draft, SignedDraft, Tally } from '@allod/principals/ballots';
import { statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { ClientContext } from '../context.ts';
import { pastOf } from '../logs/past.ts';
import { bestWay, MAX_HEADS, newsFor } from '../logs/ways.ts';
import { commitOps, writeOps } from '../logs/write-ops.ts';
import { openToMany } from '../teams/invites.ts';
import { pollsIn } from './poll.ts';
import type { Poll, PolledVote } from './poll.ts';

/** What programs did for the ballots of a team. */
export interface Progress {
  /** Ops that were written. */
  readonly ops: readonly string[];
  /** Whether something was signed. */
  readonly hasSigned: boolean;
}

/** A draft, and what of it is signed. */
interface SharedDraft extends Pick<Draft, 'par' | 'signers' | 'x' | 'claims'> {
  readonly signed: Map<string, SignedDraft>;
}

/**
 * Does for the proposals of a team that are passed what the programs of those who said yes do by themselves: it writes the op where one is enough, signs drafts,
 * makes one where there is none, and puts the op together once all have signed. For the proposal `fresh` a draft with this user is made in any case. (PRN-108, PRN-109)
 */
export async function progressBallots(context: ClientContext, team: string, fresh?: string): Promise<Progress> {
  const written: string[] = [];
  let hasSigned = false;
  const log = await context.logs.log(team);
  if (log === undefined) return { ops: written, hasSigned };
  for (const poll of await pollsIn(context, log)) {
    if (poll.state !== 'passed') continue;
    const step = await progressPoll(context, { log, poll, isFresh: poll.proposal.id === fresh });
    written.push(...step.ops);
    if (step.ops.length > 0 && poll.op.k === 'remove') written.push(...(await closeDoors(context, team)));
    hasSigned ||= step.hasSigned;
  }
  return { ops: written, hasSigned };
}

interface Step {
  readonly log: PrincipalLog;
  readonly poll: Poll;
  readonly isFresh: boolean;
}

async function progressPoll(context: ClientContext, step: Step): Promise<Progress> {
  const drafts = draftsIn(step);
  const complete = await completeAny(context, step, drafts);
  const tally = passing(step.poll).find(({ yes }) => yes.some((vote) => isMine(context, vote)));
  if (complete.length > 0 || tally === undefined) return { ops: complete, hasSigned: false };
  const mine = tally.yes.find((vote) => isMine(context, vote))!;
  if (tally.needed === 1) return { ops: await writeAlone(context, step, mine), hasSigned: false };
  const usable: SharedDraft[] = [];
  for (const draft of drafts)
    if (!isSigned(draft) && (await isUsable(context, step, { draft, mine }))) usable.push(draft);
  const asked = usable.filter((draft) => hasSigner(draft, mine));
  const isNeeded = usable.length === 0 && drafts.filter(({ signed }) => signed.has(mine.kid)).length < MAX_DRAFTS;
  if (isNeeded || (step.isFresh && asked.length === 0)) {
    const draft = await newDraft(context, step, { tally, mine, drafts });
    if (draft !== undefined) asked.push(draft);
  }
  let hasSigned = false;
  for (const draft of asked.filter(({ signed }) => !signed.has(mine.kid)))
    if (await sign(context, step, draft)) hasSigned = true;
  return { ops: await completeAny(context, step, asked), hasSigned };
}

/** Drafts of one proposal that one device makes or signs by itself: none of them may lead anywhere, when somebody sees to it. */
const MAX_DRAFTS = 8;

/** Whether all have signed a draft: it was no op then, or it would be in the log. */
function isSigned({ signers, signed }: SharedDraft): boolean {
  return signers.every(({ kid }) => signed.has(kid));
}

/** Where a proposal is passed. */
function passing({ count }: Poll): readonly Tally<PolledVote>[] {
  return count.levels.filter(({ yes, needed }) => yes.length >= needed);
}

/** A vote of this very device: no other could sign. */
function isMine({ me }: ClientContext, { kid, by }: PolledVote): boolean {
  return kid === me.key.kid && by.at(-1) === me.user;
}

function hasSigner({ signers }: SharedDraft, { kid }: PolledVote): boolean {
  return signers.some((signer) => signer.kid === kid);
}

/** The drafts of a proposal that say what was proposed, with the last word of each signer. */
function draftsIn({ log, poll: { op, signatures } }: Step): SharedDraft[] {
  const drafts = new Map<string, SharedDraft>();
  for (const { kid, says } of signatures.toSorted((a, b) => a.t - b.t)) {
    const draft = readDraft(says.st, { op, log: log.id });
    if (draft?.kid !== kid) continue;
    const shared = drafts.get(draft.claims) ?? { ...draft, signed: new Map<string, SignedDraft>() };
    shared.signed.set(kid, { st: says.st, sig: says.sig });
    drafts.set(draft.claims, shared);
  }
  return [...drafts.values()];
}

/**
 * Whether a draft can become the op: all its signers said yes and are enough, what it names is here, and, if this user is to sign it, it stands after all that he
 * knew when he said yes. (PRN-108, PRN-109)
 */
async function isUsable(
  { logs }: ClientContext,
  { log, poll }: Step,
  { draft, mine }: { readonly draft: SharedDraft; readonly mine: PolledVote },
): Promise<boolean> {
  if (!passing(poll).some((tally) => isEnough(draft, tally))) return false;
  const ops = await logs.ops(log.id);
  const past = pastOf(ops, draft.par);
  if (hasSigner(draft, mine) && !mine.au.every((id) => past.has(id))) return false;
  for (const [other, heads] of [[log.id, draft.par] as const, ...Object.entries(draft.x ?? {})]) {
    const known = new Set((await logs.ops(other)).map(({ id }) => id));
    if (!heads.every((id) => known.has(id))) return false;
  }
  return true;
}

/** Whether the signers of a draft are those of votes that count at a level, and enough there. */
function isEnough({ signers }: SharedDraft, { yes, needed }: Tally<PolledVote>): boolean {
  const votes = signers.map((each) => yes.find(({ kid, by }) => kid === each.kid && by.join() === each.by.join()));
  return !votes.includes(undefined) && new Set(votes).size === votes.length && votes.length >= needed;
}

/** Writes what one may do alone. */
async function writeAlone(context: ClientContext, { log, poll }: Step, { by }: PolledVote): Promise<string[]> {
  const { op } = poll;
  const about = op.k === 'remove' ? [op.who] : [];
  const written = await writeOps(context, log.id, { say: [op], signers: [{ signer: context.me.key, by }], about });
  return written.ok ? written.value : [];
}

interface Wanted {
  readonly tally: Tally<PolledVote>;
  readonly mine: PolledVote;
  readonly drafts: readonly SharedDraft[];
}

/** Drafts the op for this user and as few others as it needs: those who have signed before first, then those who said yes last. */
async function newDraft(
  context: ClientContext,
  { log, poll }: Step,
  { tally, mine, drafts }: Wanted,
): Promise<SharedDraft | undefined> {
  const { yes, needed } = tally;
  if (needed > MAX_SIGNERS) return undefined;
  const isAlert = ({ kid }: PolledVote): boolean => drafts.some(({ signed }) => signed.has(kid));
  const weigh = (vote: PolledVote): number => (vote === mine ? 2 : isAlert(vote) ? 1 : 0);
  const chosen = yes.toSorted((a, b) => weigh(b) - weigh(a) || b.t - a.t).slice(0, needed);
  const signers = chosen.toSorted((a, b) => a.lvl - b.lvl).map(({ kid, by }) => ({ kid, by }));
  const about = poll.op.k === 'remove' ? [poll.op.who] : [];
  const x = await newsFor(context.logs, log.id, [...signers.flatMap(({ by }) => by), ...about]);
  const par = log.heads.slice(0, MAX_HEADS);
  const news = x === undefined ? {} : { x };
  const claims = draftOp(poll.op, { log: log.id, par, signers, ...news, t: context.now() });
  return { par, signers, ...news, claims, signed: new Map() };
}

/** Signers of an op. (02 §5) */
export const MAX_SIGNERS = 8;

async function sign(context: ClientContext, { log, poll }: Step, { claims, signed }: SharedDraft): Promise<boolean> {
  const { key } = context.me;
  const signature = await signDraft(claims, key);
  const id = await sayBallot(context, log.id, { k: 'signature', on: poll.proposal.id, ...signature });
  if (id !== undefined) signed.set(key.kid, signature);
  return id !== undefined;
}

/** Writes a record of a ballot; gives its id, if it was written. */
export async function sayBallot({ writer }: ClientContext, team: string, says: Ballot): Promise<string | undefined> {
  const added = await writer.addAll(BALLOTS, [{ json: says }], { owner: team });
  return added.ok ? added.value[0]!.id : undefined;
}

/** Writes the op of the first draft that all have signed, and that may be. */
async function completeAny(context: ClientContext, { log }: Step, drafts: readonly SharedDraft[]): Promise<string[]> {
  for (const draft of drafts) {
    const op = completeOp(draft, draft.signed);
    if (op.ok && (await append(context, log.id, op.value))) return statementIds([op.value]);
  }
  return [];
}

async function append(context: ClientContext, log: string, op: Statement): Promise<boolean> {
  return (await commitOps(context, log, { ops: [op] })).ok;
}

/** Takes back the offers with which whoever was removed could come back, as far as this user may. */
async function closeDoors(context: ClientContext, team: string): Promise<string[]> {
  const way = await bestWay(context.logs, team, context.me.user);
  const doors = await openToMany(context, team);
  if (way === undefined || doors.length === 0) return [];
  const say = doors.map(({ id }): OpSaid => ({ k: 'remove', who: id }));
  const written = await writeOps(context, team, {
    say,
    signers: [{ signer: context.me.key, by: [...way.via, way.who] }],
  });
  return written.ok ? written.value : [];
}
