import type { ShareStatus } from '@allod/client';
import { withClient } from '../context.ts';
import { cellFor, idCell } from '../named.ts';
import { printable } from '../output/printable.ts';
import type { Cells } from '../output/table.ts';
import { isoTime, relativeTime } from '../output/times.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

const OPENS: Readonly<Record<ShareStatus['state'], string>> = {
  'in use': 'what is written now, too',
  past: 'nothing new: the key has changed',
  'for ever': 'this version, for ever',
};

/** `allod share list`: the links that were made. */
export const shareList: Verb = defineVerb({
  path: 'share list',
  summary: 'list the links that you have made with which others read, and what they open by now',
  examples: [
    { does: 'All of them', line: 'allod share list' },
    { does: 'As JSON', line: 'allod share list --json' },
  ],
  run: (context) =>
    withClient(context, async ({ shares }) => {
      const { output, now } = context;
      const found = await shares.list();
      const how = { now: now(), isShort: output.isTerminal };
      const rows = found.map((share) => shareCells(share, how));
      await output.result(found, { heading: ['SHARE', 'OF', 'COLLECTION', 'WHAT', 'MADE', 'OPENS'], rows });
      if (found.length === 0) output.note('There are no such links.');
    }),
});

function shareCells(
  { id, of, log, col, tag, rec, t, state }: ShareStatus,
  { now, isShort }: { readonly now: number; readonly isShort: boolean },
): Cells {
  const what = of === 'version' ? `version ${idCell(rec ?? '', isShort)}` : of;
  const which = of === 'record' ? `record ${printable(tag ?? '')}` : what;
  return [idCell(id, isShort), cellFor(log), col, which, isShort ? relativeTime(t, now) : isoTime(t), OPENS[state]];
}
