import { isId } from '@allod/core/bytes';
import { withClient } from '../context.ts';
import { valueOf, wrongUsage } from '../errors/failure.ts';
import { printable } from '../output/printable.ts';
import { recordDocument, recordRows } from '../record-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** What is repeated of a word that was not found. */
const REPEATED = 8;

/** `allod record get`: one record. */
export const recordGet: Verb = defineVerb({
  path: 'record get',
  summary: 'show one record',
  examples: [
    { does: 'By the beginning of its id', line: 'allod record get h3WmTq' },
    { does: 'As JSON', line: 'allod record get h3WmTq --json' },
  ],
  // An id may begin with a hyphen, as an option does.
  shape: (command) =>
    command.argument('<id>', 'its id, or the 6 or more characters that only it begins with').allowUnknownOption(),
  run: async (context, [id = '']) => {
    if (id.startsWith('--') && !isId(id)) throw wrongUsage(`Unknown option '${printable(id)}'.`);
    await withClient(context, async ({ records, keys }) => {
      const short = printable([...id].slice(0, REPEATED).join(''));
      const view = valueOf(await records.get(id), { about: short });
      await context.output.result(recordDocument(view), { heading: [], rows: recordRows(view, context.now()) });
      const why = view.sealed?.eid === undefined ? undefined : await keys.why(view.owner, view.sealed.eid);
      if (why !== undefined) context.output.note(printable(`${why.says} ${why.fix}`));
    });
  },
});
