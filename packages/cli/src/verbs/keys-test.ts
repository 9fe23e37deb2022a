import { withClient } from '../context.ts';
import { tellFindings } from '../finding-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod keys test`: tries the keys of this home. */
export const keysTest: Verb = defineVerb({
  path: 'keys test',
  summary: 'try each key of this home: that it signs, that it agrees on secrets, that it opens what is written now',
  examples: [
    { does: 'All of them', line: 'allod keys test' },
    { does: 'As JSON', line: 'allod keys test --json' },
  ],
  run: (context) => withClient(context, async ({ keys }) => tellFindings(context.output, await keys.test())),
});
