import { withClient } from '../context.ts';
import { openPack } from '../input/pack-source.ts';
import { packRows, tellPack } from '../pack-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod pack import`: takes in what a file holds. */
export const packImport: Verb = defineVerb({
  path: 'pack import',
  summary: 'verify a pack and store what is right in it',
  examples: [
    { does: 'From a file', line: 'allod pack import home.allod' },
    { does: 'From standard input', line: 'allod pack import - < home.allod' },
  ],
  shape: (command) => command.argument('<file>', 'the pack; - for standard input'),
  run: async (context, [path = '']) => {
    const progress = context.progress();
    try {
      const chunks = await openPack(path, context, progress);
      const report = await withClient(context, ({ packs }) => packs.import(chunks));
      progress.end();
      await tellPack(context.output, report, packRows(report));
    } finally {
      progress.end();
    }
  },
});
