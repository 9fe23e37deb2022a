import { openPack } from '../input/pack-source.ts';
import { contentRows, packRows, tellPack } from '../pack-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod pack show`: what is in a file, without a home. */
export const packShow: Verb = defineVerb({
  path: 'pack show',
  summary: 'show what is in a pack, as far as it verifies',
  examples: [
    { does: 'Users and collections in a file', line: 'allod pack show home.allod' },
    { does: 'What this home would give to others', line: 'allod pack export -o - | allod pack show - --json' },
  ],
  shape: (command) => command.argument('<file>', 'the pack; - for standard input'),
  run: async (context, [path = '']) => {
    const { inspectPack } = await import('@allod/client');
    const progress = context.progress();
    try {
      const report = await inspectPack(await openPack(path, context, progress));
      progress.end();
      await tellPack(context.output, report, [...packRows(report), ...contentRows(report)]);
    } finally {
      progress.end();
    }
  },
});
