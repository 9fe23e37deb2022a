import { withClient } from '../context.ts';
import { printable } from '../output/printable.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod id show`: whose home it is. */
export const idShow: Verb = defineVerb({
  path: 'id show',
  summary: 'show this user and this device',
  examples: [
    { does: 'Who this is', line: 'allod id show' },
    { does: 'The id of the user alone', line: 'allod id show --json | grep user' },
  ],
  run: (context) =>
    withClient(context, async ({ me }) => {
      const { user, kid, name, device, home } = me;
      const named = [
        ...(name === undefined ? [] : [['name', printable(name)]]),
        ...(device === undefined ? [] : [['called', printable(device)]]),
      ];
      const rows = [['user', user], ['device', kid], ...named, ['home', home]];
      await context.output.result({ user, kid, name, device, home }, { heading: [], rows });
    }),
});
