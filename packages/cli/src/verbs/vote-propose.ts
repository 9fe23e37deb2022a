import type { Client, Named, ProposalAction, VotedRole } from '@allod/client';
import type { Command } from 'commander';
import { withClient } from '../context.ts';
import type { Context } from '../context.ts';
import { wrongUsage } from '../errors/failure.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { readRole } from '../roles.ts';
import { readAdmit } from './team-policy.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';
import { tellProposal } from '../vote-text.ts';
import { findTeam, findWho } from '../whom.ts';

interface Options {
  readonly why?: string;
}

const TEAM = 'its name, its id, or the beginning of it';

/** Adds the team, and a reason. */
function addTeam(command: Command): Command {
  return command.argument('<team>', TEAM).option('--why <text>', 'a reason, in one line that all members read');
}

/** Proposes something in a team, and tells how it stands. */
function propose(
  context: Context,
  [text, why]: readonly [string, string | undefined],
  ask: (client: Client, team: Named) => Promise<ProposalAction>,
): Promise<void> {
  return withClient(context, async (client) => {
    const team = await findTeam(client, text);
    const action = await ask(client, team);
    const proposed = await client.teams.propose(team.id, action, why === undefined ? {} : { text: why });
    await tellProposal(context, outcomeOf(proposed));
  });
}

/** A role that can be voted about. */
async function votedRole(text: string): Promise<VotedRole> {
  const role = await readRole(text);
  if (role === 'guest')
    throw wrongUsage('A guest has rights of his own: nobody votes about them. An admin gives them.');
  return role;
}

/** `allod vote admit`: proposes to let somebody in. */
export const voteAdmit: Verb = defineVerb<Options>({
  path: 'vote admit',
  summary: 'propose to let somebody into a team; whoever proposes says yes',
  examples: [
    { does: 'As a writer', line: 'allod vote admit Home USER writer' },
    { does: 'As an owner, with a reason', line: 'allod vote admit Home USER owner --why "She does the work."' },
  ],
  shape: (command) =>
    addTeam(command)
      .argument('<who>', 'name or id of a user, or of a team')
      .argument('<role>', 'reader, writer, admin or owner'),
  run: (context, [text = '', whom = '', role = ''], { why }) =>
    propose(context, [text, why], async (client) => ({
      admit: (await findWho(client, whom)).id,
      role: await votedRole(role),
    })),
});

/** `allod vote expel`: proposes to end a membership. */
export const voteExpel: Verb = defineVerb<Options>({
  path: 'vote expel',
  summary: 'propose to remove somebody from a team, such as one of several owners',
  examples: [
    { does: 'By name', line: 'allod vote expel Home Bob' },
    { does: 'With a reason', line: 'allod vote expel Home Bob --why "He has left us."' },
  ],
  shape: (command) => addTeam(command).argument('<who>', 'name or id of the member'),
  run: (context, [text = '', whom = ''], { why }) =>
    propose(context, [text, why], async (client) => ({ expel: (await findWho(client, whom)).id })),
});

/** `allod vote role`: proposes another role for a member. */
export const voteRole: Verb = defineVerb<Options>({
  path: 'vote role',
  summary: 'propose another role for a member, such as owner',
  examples: [
    { does: 'An owner', line: 'allod vote role Home Bob owner' },
    { does: 'A reader', line: 'allod vote role Home Bob reader' },
  ],
  shape: (command) =>
    addTeam(command).argument('<who>', 'name or id of the member').argument('<role>', 'reader, writer, admin or owner'),
  run: (context, [text = '', whom = '', role = ''], { why }) =>
    propose(context, [text, why], async (client) => ({
      setRole: (await findWho(client, whom)).id,
      role: await votedRole(role),
    })),
});

/** `allod vote policy`: proposes how members are taken in. */
export const votePolicy: Verb = defineVerb<Options & { readonly admit: string }>({
  path: 'vote policy',
  summary: 'propose how members are taken in; any owner can say yes',
  examples: [
    { does: 'By more than half of those who may', line: 'allod vote policy Home --admit quorum' },
    { does: 'The same as JSON', line: 'allod vote policy Home --admit quorum --json' },
  ],
  shape: (command) =>
    addTeam(command).requiredOption('--admit <how>', 'open: by anybody who may; quorum: by more than half of those'),
  run: (context, [text = ''], { why, admit }) => {
    const policy = { admit: readAdmit(admit) };
    return propose(context, [text, why], async () => ({ policy }));
  },
});
