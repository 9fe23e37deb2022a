import { tellFindings } from '../finding-text.ts';
import { defineVerb } from '../verb.ts';
import type { Verb } from '../verb.ts';

interface Options {
  readonly relay: readonly string[];
}

/** `allod doctor`: looks at everything that can go wrong. */
export const doctor: Verb = defineVerb<Options>({
  path: 'doctor',
  summary: 'check this home, and relays; change nothing',
  examples: [
    { does: 'This home', line: 'allod doctor' },
    { does: 'And a relay', line: 'allod doctor --relay ws://127.0.0.1:4321' },
  ],
  shape: (command) => command.option('--relay <url>', 'check this relay too; may be repeated', collect, []),
  run: async ({ home, output, progress }, _, { relay }) => {
    const { examineHome } = await import('@allod/client');
    const line = progress();
    line.update('Checking');
    const findings = await examineHome({ home, relays: relay }).finally(() => line.end());
    await tellFindings(output, findings);
  },
});

function collect(url: string, others: readonly string[]): string[] {
  return [...others, url];
}
