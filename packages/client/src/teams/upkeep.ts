import type { OpSaid, PrincipalLog } from '@allod/principals';
import { progressBallots } from '../ballots/progress.ts';
import type { ClientContext } from '../context.ts';
import { grantsOf } from '../logs/logs.ts';
import type { LogOp } from '../logs/logs.ts';
import { pastOf } from '../logs/past.ts';
import { waysInto } from '../logs/ways.ts';
import type { Way } from '../logs/ways.ts';
import { keepUpGrants } from '../grants/write-grants.ts';
import { rotateInTurn, topUpInTurn } from '../epochs/rotation.ts';
import { writeOps } from '../logs/write-ops.ts';
import type { Acts } from '../logs/write-ops.ts';
import { findTeam, signerOn } from './act.ts';
import type { TeamPlace } from './act.ts';
import { readProfiles } from '../people/names.ts';
import { auditLog } from './audit.ts';
import { nameTeam } from './create-team.ts';
import { invitesIn } from './invites.ts';
import { noteForNewcomers } from './own-teams.ts';
import { levelOfRole } from './role.ts';

const {
  writer: WRITER,
  admin: ADMIN,
  owner: OWNER,
} = {
  writer: levelOfRole('writer'),
  admin: levelOfRole('admin'),
  owner: levelOfRole('owner'),
};

const NOBODY = -1;

/** What was put in order in a log. */
export interface Upkept {
  readonly log: string;
  readonly ops: readonly string[];
  /** What was done, as whole sentences. */
  readonly says: readonly string[];
}

/**
 * Does in these teams, and in this user's own log, what a program does by itself: it takes used-up and expired invites back, closes what a
 * removed device or member could still do through a team or user, and what an owner could still do who has stepped down (03 §6.5), and it goes on with what
 * this user has said yes to (03 §9.3). It brings the epochs in use to who came later, and announces one where none is in use any more (04 §2.4).
 * `isLive` says that it does so because of what came over a connection that stays, as it did to all others who are there.
 */
export async function keepUp(
  context: ClientContext,
  teams: readonly string[],
  { isLive }: { readonly isLive: boolean },
): Promise<Upkept[]> {
  const done: Upkept[] = [];
  const own = await keepUpOwn(context);
  if (own !== undefined) done.push(own);
  const given = await keepUpEpochs(context, context.me.user, isLive);
  if (given !== undefined) done.push(given);
  for (const team of teams) {
    const place = await findTeam(context, team);
    if (!place.ok || place.value.way === undefined) continue;
    const voted = await keepUpBallots(context, team);
    if (voted !== undefined) done.push(voted);
    const upkept = await keepUpTeam(context, { ...place.value, way: place.value.way });
    if (upkept !== undefined) done.push(upkept);
    const handed = place.value.way.lvl >= WRITER ? await keepUpEpochs(context, team, isLive) : undefined;
    if (handed !== undefined) done.push(handed);
  }
  return done;
}

/** Brings epochs to those who lack them, and announces one where none is in use any more. */
async function keepUpEpochs(context: ClientContext, log: string, isLive: boolean): Promise<Upkept | undefined> {
  const ops = [...(await rotateInTurn(context, log)), ...(await topUpInTurn(context, log, isLive))];
  const given = [...(await keepUpGrants(context, log)), ...(await noteForNewcomers(context, log))];
  if (ops.length === 0 && given.length === 0) return undefined;
  const told = ops.length === 0 ? { log, ops, says: [] } : await tell(context, log, ops);
  return { ...told, says: [...told.says, ...given] };
}

/** What was voted about is done, or signed. */
async function keepUpBallots(context: ClientContext, team: string): Promise<Upkept | undefined> {
  const { ops, hasSigned } = await progressBallots(context, team);
  if (ops.length === 0 && !hasSigned) return undefined;
  const entries = ops.length === 0 ? [] : await auditLog(context, team, 0);
  const signed = hasSigned && ops.length === 0 ? ['Signed what was voted about, as you said yes to it.'] : [];
  return { log: team, ops, says: [...signed, ...entries.flatMap(({ id, says }) => (ops.includes(id) ? [says] : []))] };
}

async function keepUpOwn(context: ClientContext): Promise<Upkept | undefined> {
  const { logs, me } = context;
  const members = (await logs.log(me.user))?.memberById ?? new Map<string, { lvl: number }>();
  const lvl = members.get(me.key.kid)?.lvl ?? -1;
  const invites = lvl >= ADMIN ? await overInvites(context, me.user) : [];
  const olds = lvl >= OWNER ? steppedDown(await logs.ops(me.user), { members, user: me.user }) : [];
  return write(context, me.user, { say: [...invites, ...olds], about: [], signers: [{ signer: me.key }] });
}

async function keepUpTeam(
  context: ClientContext,
  { team, way, log }: TeamPlace & { readonly way: Way },
): Promise<Upkept | undefined> {
  const { logs } = context;
  const ops = await logs.ops(team);
  const cuts = way.lvl >= WRITER ? await missingCuts(context, team, ops) : [];
  const invites = way.lvl >= ADMIN ? await overInvites(context, team) : [];
  const olds = way.lvl >= OWNER ? steppedDown(ops, { members: log.memberById, user: context.me.user }) : [];
  if (way.lvl >= OWNER) await keepName(context, log);
  const about = cuts.map(({ of }) => of);
  const say = [...cuts.map(({ said }) => said), ...invites, ...olds];
  return write(context, team, { say, about, signers: [signerOn(context, way.via)] });
}

/** A team keeps its name when whoever gave it leads the team no more. */
async function keepName(context: ClientContext, log: PrincipalLog): Promise<void> {
  const { team, isTeamNameHeld } = await readProfiles(context, log);
  if (team !== undefined && !isTeamNameHeld) await nameTeam(context, log.id, team);
}

interface Chores {
  readonly say: readonly OpSaid[];
  readonly about: readonly string[];
  readonly signers: Acts['signers'];
}

/** One op at a time: what another program has done meanwhile, or somebody may not do, keeps nothing else from being done. */
async function write(
  context: ClientContext,
  log: string,
  { say, about, signers }: Chores,
): Promise<Upkept | undefined> {
  const written: string[] = [];
  for (const said of say) {
    const op = await writeOps(context, log, { say: [said], about, signers });
    if (op.ok) written.push(...op.value);
  }
  return written.length === 0 ? undefined : tell(context, log, written);
}

async function tell(context: ClientContext, log: string, ops: readonly string[]): Promise<Upkept> {
  const entries = await auditLog(context, log, 0);
  return { log, ops, says: entries.flatMap(({ id, says }) => (ops.includes(id) ? [says] : [])) };
}

/** Whether somebody has removed what is to be removed, since a time; what this user did himself is not done again, whatever became of it. */
function isDone(
  ops: readonly LogOp[],
  {
    user,
    who,
    since,
    thru = '',
  }: { readonly user: string; readonly who: string; readonly since: number; readonly thru?: string },
): boolean {
  return ops.some(
    ({ k, claims, t, isAlive, signers }) =>
      k === 'remove' &&
      claims.who === who &&
      t >= since &&
      (claims.thru?.join() ?? '') === thru &&
      (isAlive || signers[0]!.by.at(-1) === user),
  );
}

/** Offers by link that are used up or over, and that nobody has taken back: a thief of the link could join beside whoever has. */
async function overInvites({ logs, me, now }: ClientContext, log: string): Promise<OpSaid[]> {
  const ops = await logs.ops(log);
  return (await invitesIn(logs, log, now()))
    .filter(({ op, state }) => op.claims.key !== undefined && (state === 'used' || state === 'expired'))
    .filter(({ op }) => !isDone(ops, { user: me.user, who: op.id, since: 0 }))
    .map(({ op }) => ({ k: 'remove', who: op.id }));
}

/** Owners who have stepped down, and whose old power nobody has closed since. */
function steppedDown(
  ops: readonly LogOp[],
  { members, user }: { readonly members: ReadonlyMap<string, { readonly lvl: number }>; readonly user: string },
): OpSaid[] {
  const alive = ops.filter(({ isAlive }) => isAlive);
  const byId = new Map(ops.map((op) => [op.id, op]));
  const since = new Map<string, number>();
  for (const { k, claims, signers, t } of alive) {
    const { who, lvl = -1 } = claims;
    if (k === 'set' && who !== undefined && entryOf(signers) === who && lvl < OWNER) since.set(who, t);
  }
  const wasOwner = (who: string): boolean => alive.some((op) => levelGivenTo(who, op, byId) === OWNER);
  return [...since]
    .filter(([who]) => (members.get(who)?.lvl ?? NOBODY) < OWNER && wasOwner(who))
    .filter(([who, t]) => !isDone(ops, { user, who, since: t }))
    .map(([who]) => ({ k: 'remove', who, keep: true }));
}

/** The member that the first signer of an op acts for. */
function entryOf([first]: LogOp['signers']): string {
  return first!.by[0] ?? first!.kid;
}

/** The level that an op gives somebody, if it does. */
function levelGivenTo(who: string, op: LogOp, byId: ReadonlyMap<string, LogOp>): number | undefined {
  const { k, claims } = op;
  if (k === 'set' && claims.who === who) return claims.lvl;
  const grant = grantsOf(op).find((each) => each.who === who);
  return grant === undefined ? undefined : (grant.lvl ?? byId.get(claims.ref ?? '')?.claims.lvl);
}

interface Cut {
  /** The principal that removed somebody. */
  readonly of: string;
  readonly said: OpSaid;
}

/** Who was removed from this user, or from a team within, and could still do something here through it. */
async function missingCuts(context: ClientContext, team: string, ops: readonly LogOp[]): Promise<Cut[]> {
  const { logs, me } = context;
  const cuts: Cut[] = [];
  for (const { via, who: of, kind } of await waysInto(logs, team, { all: true })) {
    if (of !== me.user && kind !== 'team') continue;
    const thru = [...via, of];
    const joinings = ops.filter((op) => op.isAlive && grantsOf(op).some(({ who }) => who === thru[0]));
    for (const [who, since] of await removedFrom(context, of, joinings)) {
      if (!isDone(ops, { user: me.user, who, since, thru: thru.join() }))
        cuts.push({ of, said: { k: 'remove', who, keep: true, thru } });
    }
  }
  return cuts;
}

/**
 * Whom a principal has removed, and when, who is not back, and whose key or power may be in the wrong hands. Removals that were known wherever somebody
 * became a member by these ops need nothing: whoever was removed never had anything to do with what he became a member of.
 */
async function removedFrom(
  { logs }: ClientContext,
  of: string,
  joinings: readonly LogOp[],
): Promise<ReadonlyMap<string, number>> {
  const ops = await logs.ops(of);
  const members = (await logs.log(of))?.memberById;
  const known = joinings.map(({ claims }) => pastOf(ops, claims.x?.[of] ?? []));
  const removed = new Map<string, number>();
  for (const { id, k, isAlive, claims, signers, t } of ops) {
    const { who = '', keep, why } = claims;
    const isRemoval = k === 'remove' && isAlive && keep === undefined && why !== 'retired' && entryOf(signers) !== who;
    const isInvite = ops.some((op) => op.id === who);
    const isKnown = known.length > 0 && known.every((past) => past.has(id));
    if (isRemoval && !isInvite && !isKnown && members?.has(who) !== true) removed.set(who, t);
  }
  return removed;
}
