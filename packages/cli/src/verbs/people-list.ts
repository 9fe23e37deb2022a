import type { Person } from '@allod/client';
import { withClient } from '../context.ts';
import { idCell } from '../named.ts';
import { printable } from '../output/printable.ts';
import type { Cells } from '../output/table.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod people list`: whom this user knows. */
export const peopleList: Verb = defineVerb({
  path: 'people list',
  summary: 'list whom you have named or blocked, and who is in your teams',
  examples: [
    { does: 'All of them', line: 'allod people list' },
    { does: 'As JSON', line: 'allod people list --json' },
  ],
  run: (context) =>
    withClient(context, async ({ people }) => {
      const { output } = context;
      const found = await people.list();
      const rows = found.map((person) => personCells(person, output.isTerminal));
      await output.result(found, { heading: ['NAME', 'BY WHOSE WORD', 'STATE', 'ID'], rows });
    }),
});

function personCells({ id, name, isOwnWord, isBlocked, isMe, kind }: Person, isShort: boolean): Cells {
  const word = name === undefined ? '' : isOwnWord === true ? 'their own' : 'yours';
  const state = isBlocked === true ? 'blocked' : isMe === true ? 'you' : kind === 'team' ? 'a team' : '';
  return [printable(name ?? ''), word, state, idCell(id, isShort)];
}
