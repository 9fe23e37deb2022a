import type { OpSaid, PrincipalLog } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { grantsOf } from '../logs/logs.ts';
import type { LogOp } from '../logs/logs.ts';
import { waysInto } from '../logs/ways.ts';
import type { Way } from '../logs/ways.ts';
import { writeOps } from '../logs/write-ops.ts';
import { findTeam, signerOn } from './act.ts';
import type { TeamPlace } from './act.ts';
import { readProfiles } from '../people/names.ts';
import { auditLog } from './audit.ts';
import { nameTeam } from './create-team.ts';
import { invitesIn } from './invites.ts';
import type { InviteState } from './invites.ts';
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

/** What was put in order in a log. */
export interface Upkept {
  readonly log: string;
  readonly ops: readonly string[];
  /** What was done, as whole sentences. */
  readonly says: readonly string[];
}

/**
 * Does in these teams, and in this user's own log, what a program does by itself: it takes used-up and expired invites back, closes what a
 * removed device or member could still do through a team or user, and what an owner could still do who has stepped down. (03 §6.5)
 */
export async function keepUp(context: ClientContext, teams: readonly string[]): Promise<Upkept[]> {
  const done: Upkept[] = [];
  const own = await keepUpOwn(context);
  if (own !== undefined) done.push(own);
  for (const team of teams) {
    const place = await findTeam(context, team);
    if (!place.ok || place.value.way === undefined) continue;
    const upkept = await keepUpTeam(context, { ...place.value, way: place.value.way });
    if (upkept !== undefined) done.push(upkept);
  }
  return done;
}

async function keepUpOwn(context: ClientContext): Promise<Upkept | undefined> {
  const { logs, me, now } = context;
  const members = (await logs.log(me.user))?.memberById ?? new Map<string, { lvl: number }>();
  const lvl = members.get(me.key.kid)?.lvl ?? -1;
  const invites = lvl >= ADMIN ? overInvites(await invitesIn(logs, me.user, now())) : [];
  const olds = lvl >= OWNER ? steppedDown(await logs.ops(me.user), members) : [];
  return write(context, me.user, { say: [...invites, ...olds], about: [], signers: [{ signer: me.key }] });
}

async function keepUpTeam(
  context: ClientContext,
  { team, way, log }: TeamPlace & { readonly way: Way },
): Promise<Upkept | undefined> {
  const { logs, now } = context;
  const ops = await logs.ops(team);
  const cuts = way.lvl >= WRITER ? await missingCuts(context, team, ops) : [];
  const invites = way.lvl >= ADMIN ? overInvites(await invitesIn(logs, team, now())) : [];
  const olds = way.lvl >= OWNER ? steppedDown(ops, log.memberById) : [];
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

/** One op at a time: what another program has done meanwhile, or somebody may not do, keeps nothing else from being done. */
async function write(
  context: ClientContext,
  log: string,
  {
    say,
    about,
    signers,
  }: {
    readonly say: readonly OpSaid[];
    readonly about: readonly string[];
    readonly signers: Parameters<typeof writeOps>[2]['signers'];
  },
): Promise<Upkept | undefined> {
  const written: string[] = [];
  for (const said of say) {
    const op = await writeOps(context, log, { say: [said], about, signers });
    if (op.ok) written.push(...op.value);
  }
  if (written.length === 0) return undefined;
  const entries = await auditLog(context, log, 0);
  return { log, ops: written, says: entries.flatMap(({ id, says }) => (written.includes(id) ? [says] : [])) };
}

/** Offers by link that are used up or over, and that nobody has taken back: a thief of the link could join beside whoever has. */
function overInvites(invites: readonly InviteState[]): OpSaid[] {
  return invites
    .filter(
      ({ op, state, isRevoked }) =>
        op.claims.key !== undefined && !isRevoked && (state === 'used' || state === 'expired'),
    )
    .map(({ op }) => ({ k: 'remove', who: op.id }));
}

/** Owners who have stepped down, and whose old power nobody has closed since. */
function steppedDown(ops: readonly LogOp[], members: ReadonlyMap<string, { readonly lvl: number }>): OpSaid[] {
  const alive = ops.filter(({ isAlive }) => isAlive);
  const byId = new Map(ops.map((op) => [op.id, op]));
  const found = new Set<string>();
  for (const { k, claims, signers } of alive) {
    const { who, lvl = -1 } = claims;
    if (k === 'set' && who !== undefined && entryOf(signers) === who && lvl < OWNER) found.add(who);
  }
  const wasOwner = (who: string): boolean => alive.some((op) => levelGivenTo(who, op, byId) === OWNER);
  const isClosed = (who: string): boolean =>
    alive.some(
      ({ k, claims }) => k === 'remove' && claims.who === who && claims.keep === true && claims.thru === undefined,
    );
  return [...found]
    .filter((who) => (members.get(who)?.lvl ?? -1) < OWNER && wasOwner(who) && !isClosed(who))
    .map((who) => ({ k: 'remove', who, keep: true }));
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
  const done = ops.filter(({ k, isAlive, claims }) => k === 'remove' && isAlive && claims.thru !== undefined);
  const cuts: Cut[] = [];
  for (const { via, who: of, kind } of await waysInto(logs, team, { all: true })) {
    if (of !== me.user && kind !== 'team') continue;
    const thru = [...via, of];
    for (const who of await removedFrom(context, of, firstKnown(ops, of))) {
      const isDone = done.some(({ claims }) => claims.who === who && claims.thru!.join() === thru.join());
      if (!isDone) cuts.push({ of, said: { k: 'remove', who, keep: true, thru } });
    }
  }
  return cuts;
}

/** The heads of another log that a log began to go by. */
function firstKnown(ops: readonly LogOp[], of: string): readonly string[] {
  return ops.find(({ claims }) => claims.x?.[of] !== undefined)?.claims.x?.[of] ?? [];
}

/** Whom a principal has removed since some heads, who is not back, and whose key or power may be in the wrong hands. */
async function removedFrom({ logs }: ClientContext, of: string, since: readonly string[]): Promise<string[]> {
  const ops = await logs.ops(of);
  const members = (await logs.log(of))?.memberById;
  const known = pastOf(ops, since);
  const removed = ops.filter(
    ({ id, k, isAlive, claims, signers }) =>
      k === 'remove' &&
      isAlive &&
      claims.keep === undefined &&
      claims.why !== 'retired' &&
      !known.has(id) &&
      entryOf(signers) !== claims.who &&
      ops.every((op) => op.id !== claims.who),
  );
  return [...new Set(removed.map(({ claims }) => claims.who!))].filter((who) => members?.has(who) !== true);
}

/** These ops and all before them. */
export function pastOf(ops: readonly LogOp[], heads: readonly string[]): ReadonlySet<string> {
  const byId = new Map(ops.map((op) => [op.id, op]));
  const past = new Set(heads);
  for (const id of past) for (const parent of byId.get(id)?.claims.par ?? []) past.add(parent);
  return past;
}
