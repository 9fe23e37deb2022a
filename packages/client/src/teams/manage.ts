import { accept, refuse } from '@allod/core/errors';
import type { OpSaid } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { explainDenial, forbid, withArticle } from '../denial.ts';
import type { Wish } from '../denial.ts';
import { bestWay } from '../logs/ways.ts';
import { writeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { actInTeam, signerOn } from './act.ts';
import type { TeamPlace } from './act.ts';
import { wordFor } from './audit.ts';
import { openToMany } from './invites.ts';
import { makeInvite } from './make-invite.ts';
import { leaving, noteTeam } from './own-teams.ts';
import { levelOfRole, roleOfLevel } from './role.ts';
import type { MemberRole, Role } from './role.ts';
import type { AddedMember, Changed, InviteOptions, Transferred } from './teams.ts';

const { admin: ADMIN, owner: OWNER } = { admin: levelOfRole('admin'), owner: levelOfRole('owner') };
const WEEK_MS = 604_800_000;

/** The least role that can give, or take, one. */
function aboveOrAdmin(role: MemberRole): MemberRole {
  return levelOfRole(role) < ADMIN ? 'admin' : 'owner';
}

/** Makes a member something else. */
export async function setRole(
  context: ClientContext,
  place: TeamPlace,
  { who, role, caps }: { readonly who: string; readonly role: Role } & Pick<InviteOptions, 'caps'>,
): Promise<Outcome<Changed>> {
  if ((role === 'guest') !== (caps !== undefined && caps.length > 0)) return refuse('E_INPUT', '');
  const before = roleOfLevel(place.log.memberById.get(who)?.lvl ?? -1);
  if (before === undefined) return { ...refuse('E_NOT_FOUND', ''), says: 'This is no member of the team.' };
  const isRaise = levelOfRole(role) > levelOfRole(before);
  const highest = isRaise ? role : before;
  return actInTeam(context, place, {
    say: [{ k: 'set', who, lvl: levelOfRole(role), ...(caps === undefined ? {} : { caps }) }],
    wish: {
      to: `make ${withArticle(before)} ${withArticle(role)}`,
      needs: isRaise ? (role === 'admin' ? 'admin' : aboveOrAdmin(role)) : aboveOrAdmin(before),
      about: highest,
    },
  });
}

/** Ends a membership, and whatever offers lie about with which somebody could come back. */
export async function removeFrom(
  context: ClientContext,
  place: TeamPlace,
  { who, why }: { readonly who: string; readonly why?: 'lost' | 'retired' },
): Promise<Outcome<Changed>> {
  const role = roleOfLevel(place.log.memberById.get(who)?.lvl ?? -1);
  if (role === undefined) return { ...refuse('E_NOT_FOUND', ''), says: 'This is no member of the team.' };
  const open = await openToMany(context, place.team);
  const notes =
    open.length === 0
      ? []
      : [
          `Took back ${open.length === 1 ? 'an invite' : `${open.length} invites`} for several people: with its link, whoever was removed could have come back.`,
        ];
  const acts = {
    say: [
      { k: 'remove', who, ...(why === undefined ? {} : { why }) },
      ...open.map(({ id }): OpSaid => ({ k: 'remove', who: id })),
    ],
    // A user's newest log goes with it, so that what his devices do is judged by it.
    about: [who],
    wish: { to: `remove ${withArticle(role)}`, needs: aboveOrAdmin(role), about: role },
    notes,
  } as const;
  const remove = (): Promise<Outcome<Changed>> => actInTeam(context, place, acts);
  // Nobody else's end is one's own, but that of a team on the way.
  const isOwnEnd = who === context.me.user || (await context.logs.log(who))?.kind === 'team';
  return isOwnEnd ? leaving(context, remove) : remove();
}

/** Leaves. The last owner is kept from it unless he insists. */
export async function leaveTeam(
  context: ClientContext,
  place: TeamPlace,
  isForced: boolean,
): Promise<Outcome<Changed>> {
  const { me } = context;
  const { team, log, way } = place;
  const mine = log.memberById.get(me.user);
  if (mine === undefined)
    return {
      ...refuse('E_NOT_FOUND', ''),
      says: way === undefined ? 'You are not in this team.' : 'You are in this team through another one: leave that.',
    };
  const levels = [...log.memberById.values()].map(({ lvl }) => lvl).filter((lvl) => lvl <= OWNER);
  const isLastOwner = mine.lvl === OWNER && levels.filter((lvl) => lvl === OWNER).length === 1;
  if (isLastOwner && levels.length > 1 && !isForced)
    return {
      ...refuse('E_NOT_AUTHORIZED', ''),
      says: 'You are the only owner: once you have left, nobody can change the admins any more. Transfer the team first, or insist.',
    };
  const acts = { say: [{ k: 'remove', who: me.user }], signers: [signerOn(context, [])] } as const;
  const written = await leaving(context, () => writeOps(context, team, acts));
  if (!written.ok) return explainDenial(context, team, { refused: written, wish: { to: 'leave', needs: 'guest' } });
  return accept({ ops: written.value, notes: ['The others learn of it with the next sync.'] });
}

/** To whom a team is handed over, and what remains to who does it. */
interface Handover extends Pick<InviteOptions, 'relays'> {
  readonly to: string;
  readonly keepRole?: Exclude<Role, 'owner' | 'guest'>;
}

/** Makes somebody else owner, and steps down. */
export async function transferTeam(
  context: ClientContext,
  place: TeamPlace,
  { to, keepRole = 'admin', relays }: Handover,
): Promise<Outcome<Transferred>> {
  const { log } = place;
  const { user } = context.me;
  if (to === user) return refuse('E_INPUT', '');
  const wish = { to: 'hand the team over', needs: 'owner', about: 'owner' } as const;
  const level = log.memberById.get(to)?.lvl;
  if (level === undefined) {
    const added = await addTo(context, place, { who: to, role: 'owner', ...(relays === undefined ? {} : { relays }) });
    if (!added.ok) return added;
    const notes = ['It is theirs once they have accepted and you call this again.'];
    return accept({ ...added.value, notes, state: 'invited' });
  }
  const names = await readNames(context);
  const raise: OpSaid[] = level === OWNER ? [] : [{ k: 'set', who: to, lvl: OWNER }];
  const done = await actInTeam(context, place, {
    say: [...raise, { k: 'set', who: user, lvl: levelOfRole(keepRole) }],
    wish,
    notes: [`Once ${wordFor(names.of(to))} has synced, that program closes what you could still do as an owner.`],
  });
  return done.ok ? accept({ ...done.value, state: 'done' }) : done;
}

/** Takes in a team that this user leads, at once; anybody else by an offer in his name. */
export async function addTo(
  context: ClientContext,
  place: TeamPlace,
  { who, role, relays = [] }: { readonly who: string; readonly role: Role } & Pick<InviteOptions, 'relays'>,
): Promise<Outcome<AddedMember>> {
  const { team, way, log } = place;
  const lvl = levelOfRole(role);
  if (lvl === 0 || log.memberById.has(who)) return refuse('E_INPUT', '');
  const wish: Wish = { to: `take in ${withArticle(role)}`, needs: lvl <= ADMIN ? 'admin' : 'owner', about: role };
  if (way === undefined) return forbid(context, team, { requirement: 'PRN-034', wish });
  const signers = [signerOn(context, way.via)];
  const within = await leadingWay(context, who);
  const { name } = (await readNames(context)).of(team);
  const offer = { lvl, to: who, lastsMs: WEEK_MS, relays, ...(name === undefined ? {} : { name }) };
  const made = await makeInvite(context, team, { offer, signers });
  if (!made.ok) return explainDenial(context, team, { refused: made, wish });
  const { id, link } = made.value;
  if (within !== undefined) return joinFor(context, { team, ref: id, who, within });
  return accept({
    ops: [id],
    notes: ['They are in once they have accepted: hand them the link.'],
    isMember: false,
    link,
  });
}

/** Takes up an offer in the name of a team that this user leads. */
async function joinFor(
  context: ClientContext,
  {
    team,
    ref,
    who,
    within,
  }: { readonly team: string; readonly ref: string; readonly who: string; readonly within: readonly string[] },
): Promise<Outcome<AddedMember>> {
  const { me } = context;
  const signers = [{ signer: me.key, by: [who, ...within, me.user] }];
  const joined = await writeOps(context, team, { say: [{ k: 'join', who, ref }], signers });
  if (!joined.ok) return joined;
  const noted = await noteTeam(context, team, { joiner: who });
  return noted.ok ? accept({ ops: [ref, ...joined.value], notes: [], isMember: true }) : noted;
}

/** The teams between another team and this user, when he is admin on all of the way: then he speaks for it. (03 §5.3) */
async function leadingWay({ logs, me }: ClientContext, team: string): Promise<readonly string[] | undefined> {
  if ((await logs.log(team))?.kind !== 'team') return undefined;
  const way = await bestWay(logs, team, me.user);
  return way !== undefined && way.lvl >= ADMIN ? way.via : undefined;
}
