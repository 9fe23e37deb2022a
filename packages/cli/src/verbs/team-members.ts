import type { Member } from '@allod/client';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { cellFor, idCell, wordFor } from '../named.ts';
import { printable } from '../output/printable.ts';
import type { Cells } from '../output/table.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { findTeam } from '../whom.ts';

const KINDS: Readonly<Record<Member['kind'], string>> = {
  user: '',
  team: 'a team',
  key: 'a recovery kit',
  unknown: 'not fetched yet',
};

/** `allod team members`: who is in a team. */
export const teamMembers: Verb = defineVerb<{ readonly deep?: boolean }>({
  path: 'team members',
  summary: 'list the members of a team, and what each may do',
  examples: [
    { does: 'Those of the team itself', line: 'allod team members Home' },
    { does: 'Also those who are in through other teams', line: 'allod team members Home --deep' },
  ],
  shape: (command) =>
    command
      .argument('<team>', 'its name, its id, or the beginning of it')
      .option('--deep', 'also those of the teams in it, with the way'),
  run: (context, [text = ''], { deep = false }) =>
    withClient(context, async (client) => {
      const { output } = context;
      const { id } = await findTeam(client, text);
      const members = outcomeOf(await client.teams.members(id, { deep }));
      const rows = members.map((member) => memberCells(member, output.isTerminal));
      await output.result(members, { heading: ['MEMBER', 'ROLE', 'CAN DO HERE', 'THROUGH', 'IS', 'ID'], rows });
    }),
});

function memberCells(member: Member, isShort: boolean): Cells {
  const { id, role, effective, via, kind, isMe, caps = [] } = member;
  const can = caps.length === 0 ? effective : `${effective}: ${caps.map(printable).join(' ')}`;
  const is = isMe === true ? 'you' : KINDS[kind];
  return [cellFor(member), role, can, via.map(wordFor).join(' in '), is, idCell(id, isShort)];
}
