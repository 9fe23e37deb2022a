import { accept, refuse } from '@allod/core/errors';
import { createBallots } from '../ballots/create-ballots.ts';
import type { ClientContext } from '../context.ts';
import { explainDenial, forbid } from '../denial.ts';
import type { Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { byName, pick } from '../people/pick.ts';
import { actInTeam, findTeam, signerOn } from './act.ts';
import type { TeamPlace } from './act.ts';
import { auditLog } from './audit.ts';
import { beginTeam, nameTeam } from './create-team.ts';
import { invitesIn, listInvites } from './invites.ts';
import { knockLink, makeInvite } from './make-invite.ts';
import { addTo, leaveTeam, removeFrom, setRole, transferTeam } from './manage.ts';
import { listMembers, roleNamed } from './members.ts';
import { noteTeam, ownTeams } from './own-teams.ts';
import { levelOfRole } from './role.ts';
import type { InviteOptions, Invited, TeamDetail, Teams, TeamSummary } from './teams.ts';

const WEEK_MS = 604_800_000;
const ADMIN = levelOfRole('admin');
const OWNER = levelOfRole('owner');
const ROOT = levelOfRole('root');

/** Puts the teams of a user together. */
export function createTeams(context: ClientContext): Teams {
  const inTeam: InTeam = async (team, act) => {
    const place = await findTeam(context, team);
    return place.ok ? act(place.value) : place;
  };
  return {
    ...reading(context, inTeam),
    ...inviting(context, inTeam),
    ...changing(context, inTeam),
    ...createBallots(context),
  };
}

/** Does something in a team that is here. */
type InTeam = <T>(team: string, act: (place: TeamPlace) => Promise<Outcome<T>>) => Promise<Outcome<T>>;

function reading(
  context: ClientContext,
  inTeam: InTeam,
): Pick<Teams, 'list' | 'find' | 'get' | 'members' | 'audit' | 'invites'> {
  const list = async (): Promise<TeamSummary[]> => {
    const found = await Promise.all((await ownTeams(context)).map((team) => summarize(context, team)));
    return found.filter((team) => team !== undefined).toSorted(byName);
  };
  return {
    list,
    find: async (text) => pick(await list(), text),
    get: (team) => inTeam(team, (place) => describeTeam(context, place)),
    members: (team, { deep = false } = {}) => inTeam(team, async () => accept(await listMembers(context, team, deep))),
    audit: (team, { since = 0 } = {}) => inTeam(team, async () => accept(await auditLog(context, team, since))),
    invites: (team) => inTeam(team, async () => accept(await listInvites(context, team))),
  };
}

function inviting(context: ClientContext, inTeam: InTeam): Pick<Teams, 'invite' | 'revoke' | 'add' | 'knock'> {
  return {
    invite: (team, options = {}) => inTeam(team, (place) => invite(context, place, options)),
    revoke: (team, text) =>
      inTeam(team, async (place) => {
        const offers = (await invitesIn(context.logs, team, context.now())).map(({ op }) => op);
        const found = pick(offers, text);
        if (!found.ok) return found;
        const wish = { to: 'take an invite back', needs: 'admin' } as const;
        return actInTeam(context, place, { say: [{ k: 'remove', who: found.value.id }], wish });
      }),
    add: (team, who, ...[role, options = {}]) =>
      inTeam(team, (place) => addTo(context, place, { who, role, ...options })),
    knock: (team, { relays = [] } = {}) =>
      inTeam(team, async () => accept(knockLink(team, { ...(await nameOf(context, team)), relays }))),
  };
}

function changing(
  context: ClientContext,
  inTeam: InTeam,
): Pick<Teams, 'create' | 'setRole' | 'remove' | 'leave' | 'transfer' | 'setPolicy' | 'rename'> {
  return {
    async create(name, options = {}) {
      const begun = await beginTeam(context, name, options);
      if (!begun.ok) return begun;
      const noted = await noteTeam(context, begun.value);
      return noted.ok ? inTeam(begun.value, (place) => describeTeam(context, place)) : noted;
    },
    setRole: (team, who, ...[role, options = {}]) =>
      inTeam(team, (place) => setRole(context, place, { who, role, ...options })),
    remove: (team, who, options = {}) => inTeam(team, (place) => removeFrom(context, place, { who, ...options })),
    leave: (team, { force = false } = {}) => inTeam(team, (place) => leaveTeam(context, place, force)),
    transfer: (team, to, options = {}) => inTeam(team, (place) => transferTeam(context, place, { to, ...options })),
    setPolicy: (team, pol) =>
      inTeam(team, (place) => {
        if (!isPolicy(pol)) return Promise.resolve(refuse('E_INPUT', ''));
        return actInTeam(context, place, { say: [{ k: 'pol', pol }], wish: { to: 'set the policy', needs: 'owner' } });
      }),
    rename: (team, name) =>
      inTeam(team, async ({ way }) => {
        const wish = { to: 'name the team', needs: 'admin' } as const;
        // What others write there as its name is not shown: nobody would refuse it.
        if ((way?.lvl ?? -1) < ADMIN) return forbid(context, team, { requirement: 'COL-002', wish });
        const named = await nameTeam(context, team, name);
        return named.ok ? accept({ ops: [], notes: [] }) : named;
      }),
  };
}

/** Whether these can be fields of a policy. (03 §4) */
function isPolicy(pol: Readonly<Record<string, string>>): boolean {
  const fields = Object.entries(pol);
  const isField = ([name, text]: readonly [string, string]): boolean =>
    /^[a-z]{1,16}$/.test(name) &&
    /^[^]{1,64}$/u.test(text) &&
    (name !== 'admit' || text === 'open' || text === 'quorum');
  return fields.length >= 1 && fields.length <= 16 && fields.every(isField);
}

async function nameOf(context: ClientContext, id: string): Promise<{ readonly name?: string }> {
  const { name } = (await readNames(context)).of(id);
  return name === undefined ? {} : { name };
}

async function summarize(context: ClientContext, team: string): Promise<TeamSummary | undefined> {
  const place = await findTeam(context, team);
  return place.ok ? summaryOf(context, place.value) : undefined;
}

async function summaryOf(context: ClientContext, { team, log, way }: TeamPlace): Promise<TeamSummary | undefined> {
  if (way === undefined) return undefined;
  const names = await readNames(context);
  const members = [...log.memberById.values()].filter(({ lvl }) => lvl < ROOT).length;
  return { ...names.of(team), role: roleNamed(way.lvl), via: way.via.map((id) => names.of(id)), members };
}

async function describeTeam(context: ClientContext, place: TeamPlace): Promise<Outcome<TeamDetail>> {
  const summary = await summaryOf(context, place);
  if (summary === undefined) return { ...refuse('E_NOT_FOUND', ''), says: 'You are not in this team.' };
  const { log, team } = place;
  const [init] = await context.logs.ops(team);
  const levels = [...log.memberById.values()].map(({ lvl }) => lvl);
  const hasRoot = levels.includes(ROOT);
  return accept({
    ...summary,
    heads: log.heads,
    policy: Object.fromEntries(log.policy),
    hasRoot,
    made: init!.t,
    warnings: warningsFor(levels.filter((lvl) => lvl === OWNER).length, hasRoot),
  });
}

function warningsFor(owners: number, hasRoot: boolean): string[] {
  const warnings: string[] = [];
  if (owners === 0 && !hasRoot)
    warnings.push('The team has no owner and no recovery kit: nobody can change its admins any more.');
  else if (owners === 1 && !hasRoot)
    warnings.push('The team has one owner and no recovery kit: when that owner is lost, nobody can change its admins.');
  else if (owners === 2 && !hasRoot)
    warnings.push('The team has two owners and no recovery kit: neither can ever remove the other.');
  return warnings;
}

async function invite(
  context: ClientContext,
  place: TeamPlace,
  { role = 'writer', lastsMs = WEEK_MS, relays = [], ...more }: InviteOptions,
): Promise<Outcome<Invited>> {
  const { team, way } = place;
  const wish = { to: `invite as ${role}`, needs: role === 'owner' ? 'owner' : 'admin', about: role } as const;
  if (way === undefined) return forbid(context, team, { requirement: 'PRN-034', wish });
  const offer = { ...more, ...(await nameOf(context, team)), lvl: levelOfRole(role), lastsMs, relays };
  const made = await makeInvite(context, team, { offer, signers: [signerOn(context, way.via)] });
  if (!made.ok) return explainDenial(context, team, { refused: made, wish });
  const to = more.to === undefined ? {} : { to: (await readNames(context)).of(more.to) };
  return accept({ ...made.value, role, ...to });
}
