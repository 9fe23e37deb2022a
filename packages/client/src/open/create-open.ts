import { accept, refuse } from '@allod/core/errors';
import { decodeLink } from '@allod/principals/links';
import type { KnockLink, Link, RequestLink } from '@allod/principals/links';
import type { Named, Outcome } from '../outcome.ts';
import { readNames } from '../people/names.ts';
import { findTeam } from '../teams/act.ts';
import { requestLink } from '../teams/make-invite.ts';
import { addTo } from '../teams/manage.ts';
import { openInvite } from './open-invite.ts';
import { openShare } from './open-share.ts';
import { impossibleBecause, namedByLink, quoted } from './words.ts';
import type { Offered, OpenContext } from './open-context.ts';
import type { AcceptOptions, Accepted, Opened, OpenOptions } from './opened.ts';

/** Looks at a link as it was pasted. Refuses as links are refused. */
export async function openLink(open: OpenContext, text: string, options: OpenOptions): Promise<Outcome<Opened>> {
  const link = decodeLink(text);
  if (!link.ok) return link;
  const { accept: take, ...offered } = await lookAt(open, link.value, options);
  const from = offered.preview.from?.id;
  const block = async (): Promise<Outcome<Named>> => {
    if (from === undefined) return { ...refuse('E_NOT_FOUND', ''), says: 'Nobody knows from whom this link is.' };
    const blocked = await open.people.block(from);
    return blocked.ok ? accept(blocked.value) : blocked;
  };
  return accept({ ...offered, accept: (more = {}) => take(more), decline: () => Promise.resolve(), block });
}

function lookAt(open: OpenContext, link: Link, options: OpenOptions): Promise<Offered> {
  switch (link.kind) {
    case 'invite':
      return openInvite(open, link, options);
    case 'knock':
      return openKnock(open, link);
    case 'request':
      return openRequest(open, link);
    case 'share':
      return openShare(open, link, options);
  }
}

async function openKnock({ context }: OpenContext, { log, name, relays }: KnockLink): Promise<Offered> {
  const { me, logs } = context;
  const team = namedByLink((await readNames(context)).of(log), name);
  const preview = {
    title: `With this you can ask to be let into ${quoted(team)}.`,
    log: team,
    warnings: ['Nobody is told anything yet: you get a text, and hand it to an admin of the team yourself.'],
  };
  const take = async (options: AcceptOptions): Promise<Outcome<Accepted>> => {
    const { heads = [] } = (await logs.log(me.user)) ?? {};
    if (heads.length === 0) return refuse('E_PENDING_AUTH', 'COL-001');
    const called = options.name ?? me.name;
    const more = { relays: options.relays ?? relays, ...(called === undefined ? {} : { name: called }) };
    const link = requestLink({ user: me.user, heads, log }, more);
    return accept({ team: log, link, ops: [], notes: ['Hand this to an admin of the team. It holds no secret.'] });
  };
  return { kind: 'knock', preview, accept: take };
}

async function openRequest({ context }: OpenContext, { log, user, name, relays }: RequestLink): Promise<Offered> {
  const names = await readNames(context);
  const [team, from] = [names.of(log), namedByLink(names.of(user), name)];
  const place = await findTeam(context, log);
  const isBlocked = names.notes.get(user)?.isBlocked === true;
  const preview = {
    title: `${quoted(from)} asks to be let into ${quoted(team)}.`,
    log: team,
    from,
    warnings: ['Anybody can call himself so: ask him, and let him read you the beginning of his id.'],
    ...impossibleBecause(isBlocked ? 'You have blocked him.' : place.ok ? undefined : 'This team is not here.'),
  };
  const take = async (options: AcceptOptions): Promise<Outcome<Accepted>> => {
    if (!place.ok) return place;
    const { role = 'writer' } = options;
    const added = await addTo(context, place.value, { who: user, role, relays: options.relays ?? relays });
    return added.ok ? accept({ ...added.value, team: log }) : added;
  };
  return { kind: 'request', preview, accept: take };
}
