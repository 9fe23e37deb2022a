import type { Client, Named, ProposalView } from '@allod/client';
import type { Context } from './context.ts';
import { Failure } from './errors/failure.ts';
import { outcomeOf } from './errors/refusal.ts';
import { cellFor, idCell, shortId, wordFor } from './named.ts';
import { printable } from './output/printable.ts';
import type { Cells } from './output/table.ts';

const MIN_PREFIX = 6;

/** A proposal, and the team that it is for. */
export type TeamProposal = ProposalView & { readonly team: Named };

/** The proposals of some teams, newest first in each. */
export async function proposalsOf({ teams }: Client, among: readonly Named[]): Promise<TeamProposal[]> {
  const all: TeamProposal[] = [];
  for (const { id, name } of among) {
    const team = { id, ...(name === undefined ? {} : { name }) };
    for (const proposal of outcomeOf(await teams.proposals(id))) all.push({ ...proposal, team });
  }
  return all;
}

/** The proposal whose id begins so, in whichever team. Throws a `Failure` with `E_NOT_FOUND`. */
export async function findProposal(client: Client, text: string): Promise<TeamProposal> {
  const all = await proposalsOf(client, await client.teams.list());
  const [found, ...others] = all.filter(({ id }) => text.length >= MIN_PREFIX && id.startsWith(text));
  if (found !== undefined && others.length === 0) return found;
  const about = printable(text.slice(0, MIN_PREFIX + 2));
  throw new Failure('E_NOT_FOUND', { about, hint: '`allod vote list` shows the proposals in your teams.' });
}

/** Prints a proposal after something was done with it: what it says, and how it stands. */
export async function tellProposal({ output }: Context, proposal: ProposalView): Promise<void> {
  const says = `${printable(proposal.says)} ${standingOf(proposal)}`;
  const named = `${says}\nproposal ${output.isTerminal ? shortId(proposal.id) : proposal.id}`;
  await output.result(proposal, proposal.link === undefined ? named : `${named}\n${proposal.link}`);
  if (proposal.link !== undefined)
    output.note('They are in once they have accepted: hand them the link. It holds no secret.');
  if (proposal.text !== undefined)
    output.note('The reason is signed and not encrypted: whoever gets hold of it can read it.');
  output.note('Others learn of it with the next `allod sync URL`.');
}

/** How a proposal stands, as one whole sentence. */
export function standingOf({ state, why, tally, waitsFor }: ProposalView): string {
  if (state === 'done') return 'It is done.';
  if (state === 'withdrawn') return 'It is taken back.';
  if (state === 'passed') {
    const [first, ...more] = waitsFor.map(wordFor);
    const others =
      first === undefined ? 'you have' : more.length === 0 ? `${first} has` : `${[first, ...more].join(' and ')} have`;
    return `Enough said yes: it is done once ${others} synced.`;
  }
  if (state === 'open' && tally !== undefined)
    return `${tally.yes} of the ${tally.needed} who have to say yes did; ${tally.of} have a vote.`;
  return why ?? 'Nobody can bring it about.';
}

/** A proposal, and under it why, how it stands, and which votes do not count. */
export function proposalRows(proposal: TeamProposal, isShort: boolean): Cells[] {
  const { id, team, says, text, state, tally, mine, votes } = proposal;
  const said = mine === undefined ? '' : mine ? 'yes' : 'no';
  const counted = tally === undefined ? '' : `${tally.yes}/${tally.needed}`;
  const row = [idCell(id, isShort), cellFor(team), printable(says), counted, said, state];
  const more = [
    ...(text === undefined ? [] : [`“${printable(text)}”`]),
    ...(state === 'done' || state === 'withdrawn' ? [] : [`→ ${standingOf(proposal)}`]),
    ...(state === 'open' || state === 'passed' ? votes : []).flatMap(({ who, yes, why }) =>
      why === undefined ? [] : [`→ ${yes ? 'yes' : 'no'} of ${wordFor(who)}: ${printable(why)}`],
    ),
  ];
  return [row, ...more.map((line) => ['', '', line, '', '', ''])];
}
