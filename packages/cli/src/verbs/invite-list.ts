import type { Client, InviteStatus, Named } from '@allod/client';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { cellFor, idCell, wordFor } from '../named.ts';
import type { Cells } from '../output/table.ts';
import { isoTime, relativeTime } from '../output/times.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

/** An invite, and the team that it is for. */
export type TeamInvite = InviteStatus & { readonly team: Named };

/** The invites of some teams, newest first in each. */
export async function invitesOf({ teams }: Client, among: readonly Named[]): Promise<TeamInvite[]> {
  const all: TeamInvite[] = [];
  for (const { id, name } of among) {
    const team = { id, ...(name === undefined ? {} : { name }) };
    for (const invite of outcomeOf(await teams.invites(id))) all.push({ ...invite, team });
  }
  return all;
}

/** `allod invite list`: what became of invites. */
export const inviteList: Verb = defineVerb({
  path: 'invite list',
  summary: 'list invites, and what became of them',
  examples: [
    { does: 'Of all your teams', line: 'allod invite list' },
    { does: 'Of one', line: 'allod invite list Home' },
  ],
  shape: (command) => command.argument('[team]', 'only those of this team'),
  run: (context, [text]) =>
    withClient(context, async (client) => {
      const { output, now } = context;
      const among = text === undefined ? await client.teams.list() : [await findTeam(client, text)];
      const invites = await invitesOf(client, among);
      const how = { now: now(), isShort: output.isTerminal };
      const rows = invites.map((invite) => inviteCells(invite, how));
      await output.result(invites, {
        heading: ['INVITE', 'TEAM', 'ROLE', 'FOR', 'BY', 'USED', 'ENDS', 'STATE'],
        rows,
      });
      if (invites.length === 0) output.note('There are no invites.');
    }),
});

function inviteCells(
  { id, team, role, to, by, used, uses, exp, state }: TeamInvite,
  { now, isShort }: { readonly now: number; readonly isShort: boolean },
): Cells {
  const ends = exp === undefined ? '' : isShort ? relativeTime(exp, now) : isoTime(exp);
  const whom = to === undefined ? 'whoever has the link' : wordFor(to);
  return [idCell(id, isShort), cellFor(team), role, whom, cellFor(by), `${used}/${uses}`, ends, state];
}
