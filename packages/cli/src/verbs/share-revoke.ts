import { tellChange } from '../changes.ts';
import { withClient } from '../context.ts';
import { outcomeOf } from '../errors/refusal.ts';
import { printable } from '../output/printable.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod share revoke`: a new key, so that a link opens nothing more. */
export const shareRevoke: Verb = defineVerb({
  path: 'share revoke',
  summary: 'end a link: what is written from now on does not open with it',
  examples: [
    { does: 'By the beginning of its id', line: 'allod share revoke SHARE' },
    { does: 'As JSON', line: 'allod share revoke SHARE --json' },
  ],
  // An id may begin with a hyphen, as an option does.
  shape: (command) =>
    command.argument('<share>', 'its id, or the 6 or more characters that only it begins with').allowUnknownOption(),
  run: (context, [text = '']) =>
    withClient(context, async ({ shares }) => {
      const about = printable(text.slice(0, 8));
      const hint = '`allod share list` shows the links that you have made.';
      const ended = await shares.revoke(text);
      const revoked = outcomeOf(ended, ended.ok || ended.error.code === 'E_NOT_FOUND' ? { about, hint } : {});
      const isNew = revoked.ops.length > 0;
      const says = isNew
        ? 'A new key is in use: what is written from now on does not open with this link. What it opened before, it opens still.'
        : 'This link opens nothing that is written now. What it opened before, it opens still.';
      await tellChange(context, revoked, says);
      if (isNew) context.output.note('Every other link to a collection or record of the same team has ended, too.');
    }),
});
