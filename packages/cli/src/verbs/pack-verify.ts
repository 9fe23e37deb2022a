import { openPack } from '../input/pack-source.ts';
import { packRows, tellPack } from '../pack-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

/** `allod pack verify`: whether a file is right, without a home. */
export const packVerify: Verb = defineVerb({
  path: 'pack verify',
  summary: 'verify every statement of a pack, and store nothing',
  examples: [
    { does: 'A file', line: 'allod pack verify home.allod' },
    { does: 'Whether it is right, in a script', line: 'allod pack verify home.allod --quiet && echo right' },
  ],
  shape: (command) => command.argument('<file>', 'the pack; - for standard input'),
  run: async (context, [path = '']) => {
    const { inspectPack } = await import('@allod/client');
    const progress = context.progress();
    try {
      const { contents: _, ...report } = await inspectPack(await openPack(path, context, progress));
      progress.end();
      await tellPack(context.output, report, packRows(report));
    } finally {
      progress.end();
    }
  },
});
