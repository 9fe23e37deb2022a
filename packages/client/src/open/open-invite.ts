import { accept, refuse } from '@allod/core/errors';
import { inviteKeys } from '@allod/principals/links';
import type { InviteLink, SeedKeys } from '@allod/principals/links';
import { createSeedKeyStore } from '@allod/principals/secrets';
import type { SigningDevice } from '@allod/principals';
import type { ClientContext } from '../context.ts';
import { bestWay } from '../logs/ways.ts';
import { storeOps, writeOps } from '../logs/write-ops.ts';
import type { Outcome } from '../outcome.ts';
import { readNames, readProfiles } from '../people/names.ts';
import type { Profiles } from '../people/names.ts';
import { introduce } from '../teams/create-team.ts';
import { invitesIn } from '../teams/invites.ts';
import type { InviteState } from '../teams/invites.ts';
import { roleNamed } from '../teams/members.ts';
import { noteTeam } from '../teams/own-teams.ts';
import { levelOfRole } from '../teams/role.ts';
import type { Role } from '../teams/role.ts';
import type { Offered, OpenContext } from './open-context.ts';
import { impossibleBecause, namedByLink, quoted } from './words.ts';
import { fetchLog } from './fetch-log.ts';
import type { FetchedLog } from './fetch-log.ts';
import type { AcceptOptions, Accepted, OpenOptions, Preview } from './opened.ts';

const ADMIN = levelOfRole('admin');
const WRITER = levelOfRole('writer');

/** What relays and this home know of an invite. */
interface Found {
  readonly kind: 'user' | 'team' | undefined;
  readonly members: number;
  readonly invite: InviteState | undefined;
  /** What stands in the team about names; nobody vouches for them. */
  readonly profiles: Profiles | undefined;
  /** Whether every head that the link names is there. */
  readonly isWhole: boolean;
  readonly isMember: boolean;
  /** Whom this user can join as: himself, or a team that he leads and that is invited by name. */
  readonly as: Joiner | undefined;
}

/** Who joins, and by which path he signs. */
interface Joiner {
  readonly who: string;
  readonly by: readonly string[];
}

/** Looks at an invite. */
export async function openInvite(open: OpenContext, link: InviteLink, options: OpenOptions): Promise<Offered> {
  const { context, surroundings } = open;
  const relays = [...(options.relays ?? []), ...link.relays];
  const wanted = { log: link.log, op: link.op, relays, signal: options.signal };
  const fetched = await fetchLog(context, wanted, surroundings);
  try {
    const found = await find(context, fetched, link);
    const kind = found.kind === 'user' ? 'device' : 'invite';
    const preview = await previewOf(context, { link, found });
    const take = (more: AcceptOptions): Promise<Outcome<Accepted>> => join(open, { link, relays }, more);
    return { kind, preview, accept: take };
  } finally {
    await fetched.close();
  }
}

async function find(
  context: ClientContext,
  { logs, store }: Pick<FetchedLog, 'logs' | 'store'>,
  link: InviteLink,
): Promise<Found> {
  const ops = await logs.ops(link.log);
  const log = await logs.log(link.log);
  const ids = new Set(ops.map(({ id }) => id));
  const invite = (await invitesIn(logs, link.log, context.now())).find(({ op }) => op.id === link.op);
  const as = invite === undefined ? undefined : await joinerFor(context, { link, invite });
  return {
    kind: log?.kind,
    profiles:
      log?.kind === 'team' ? await readProfiles({ store, now: context.now, open: context.open }, log) : undefined,
    members: [...(log?.memberById.values() ?? [])].filter(({ lvl }) => lvl < levelOfRole('root')).length,
    invite,
    isWhole: link.heads.every((head) => ids.has(head)),
    isMember: as !== undefined && log?.memberById.has(as.who) === true,
    as,
  };
}

/** As whom this user can take an offer: it is for whoever has the seed, or names him, or a team that he leads. */
async function joinerFor(
  { logs, me }: ClientContext,
  { link, invite }: { readonly link: InviteLink; readonly invite: InviteState },
): Promise<Joiner | undefined> {
  const { who, key } = invite.op.claims;
  if (who === me.user) return { who, by: [me.user] };
  if (who === undefined) {
    const x = link.seed === undefined ? undefined : (await inviteKeys(link.seed)).sig.x;
    return x !== undefined && key?.x === x ? { who: me.user, by: [me.user] } : undefined;
  }
  const way = (await logs.log(who))?.kind === 'team' ? await bestWay(logs, who, me.user) : undefined;
  return way !== undefined && way.lvl >= ADMIN ? { who, by: [who, ...way.via, me.user] } : undefined;
}

async function previewOf(
  context: ClientContext,
  { link, found }: { readonly link: InviteLink; readonly found: Found },
): Promise<Preview> {
  const names = await readNames(context);
  const { invite, kind, profiles } = found;
  const log = namedByLink(names.of(link.log), profiles?.team ?? link.name);
  const signer = invite?.op.signers[0];
  const inviter = signer?.by.at(-1) ?? signer?.kid;
  const from = inviter === undefined ? undefined : namedByLink(names.of(inviter), profiles?.byMember.get(inviter));
  const role = invite === undefined ? undefined : (roleNamed(invite.op.claims.lvl!) as Role);
  const exp = invite?.op.claims.exp ?? link.exp;
  const isBlocked = from !== undefined && names.notes.get(from.id)?.isBlocked === true;
  const title =
    kind === 'user'
      ? `With this a new device becomes one of ${quoted(log)}.`
      : `${from === undefined ? 'Somebody' : quoted(from)} invites you to ${quoted(log)}${role === undefined ? '' : ` as ${role}`}.`;
  return {
    title,
    log,
    ...(from === undefined ? {} : { from }),
    ...(role === undefined ? {} : { role }),
    ...(exp === undefined ? {} : { exp }),
    ...(kind === undefined ? {} : { members: found.members }),
    warnings: warningsFor(found, { isOwnWord: log.isOwnWord === true, role }),
    ...impossibleBecause(isBlocked ? 'You have blocked whoever invites you.' : reasonAgainst(found)),
  };
}

function warningsFor(
  { isWhole, kind }: Found,
  { isOwnWord, role }: { readonly isOwnWord: boolean; readonly role: Role | undefined },
): string[] {
  const warnings: string[] = [];
  if (isOwnWord) warnings.push('Nobody vouches for the names: ask whoever sent the link whether it is from him.');
  if (kind === 'team' && role === 'owner') warnings.push('As an owner you answer for everything in this team.');
  if (kind !== undefined && !isWhole)
    warnings.push('What could be had is older than the link: somebody may be hiding what came later.');
  return warnings;
}

/** Opens with the key of an invite what it gives, and gives that to whoever has just joined. */
export async function takeKeys(
  { epochs, admission, store }: Pick<ClientContext, 'epochs' | 'admission' | 'store'>,
  log: string,
  keys: SeedKeys,
): Promise<void> {
  epochs.use(await createSeedKeyStore(keys));
  const given = await epochs.topUp(log);
  if (given.ok && given.value.ops.length > 0) await storeOps({ admission, store }, log, given.value);
}

/** Why an offer cannot be taken, as a sentence. */
function reasonAgainst({ kind, invite, isMember, as }: Found): string | undefined {
  if (kind === undefined) return 'None of the relays has what this link is about: ask again, or name a relay.';
  if (kind === 'user') return 'This makes a new device in a home of its own; here there is a user already.';
  if (invite === undefined) return 'The invite is not in the log that could be had.';
  if (isMember) return 'You are a member already.';
  if (as === undefined) return 'This invite is for somebody else.';
  switch (invite.state) {
    case 'used':
      return 'This invite has been used already. Ask for a new one.';
    case 'expired':
      return 'This invite has expired. Ask for a new one.';
    case 'revoked':
      return 'This invite was taken back. Ask for a new one.';
    case 'void':
      return 'This invite is no longer valid, because whoever made it can no longer invite people. Ask somebody else.';
    case 'open':
      return undefined;
  }
}

/** Writes the `join` into the log of the team, which is fetched first, and tells the relays of the link. */
async function join(
  open: OpenContext,
  { link, relays }: { readonly link: InviteLink; readonly relays: readonly string[] },
  options: AcceptOptions,
): Promise<Outcome<Accepted>> {
  const { context, sync } = open;
  const { log: team, op } = link;
  if ((await context.logs.ops(team)).every(({ id }) => id !== op)) await sync(relays, [team]);
  const found = await find(context, context, link);
  const reason = reasonAgainst(found);
  if (found.kind === 'user') return { ...refuse('E_INPUT', ''), says: reason! };
  if (found.invite === undefined) return { ...refuse('E_NOT_FOUND', ''), says: reason! };
  if (reason !== undefined) return { ...refuse('E_INVITE', 'PRN-049'), says: reason };
  const { who, by } = found.as!;
  const { claims } = found.invite.op;
  const keys = link.seed === undefined || claims.key === undefined ? undefined : await inviteKeys(link.seed);
  const signers: SigningDevice[] = [{ signer: context.me.key, by }, ...(keys === undefined ? [] : [keys])];
  const joined = await writeOps(context, team, { say: [{ k: 'join', who, ref: op }], signers });
  if (!joined.ok) return { ...joined, says: 'The invite lets you in no more. Ask for a new one.' };
  if (keys !== undefined && claims.enc !== undefined) await takeKeys(context, team, keys);
  const joiner = who === context.me.user ? {} : { joiner: who };
  const noted = await noteTeam(context, team, { ...joiner, called: link.name });
  if (!noted.ok) return noted;
  if (found.invite.op.claims.lvl! >= WRITER) await introduce(context, team, options.name ?? context.me.name);
  const told = await sync(relays, [team]);
  const notes = told.length > 0 ? [] : ['No relay could be told yet: the others learn of it with the next sync.'];
  return accept({ team, ops: joined.value, notes });
}
