import { Failure } from '../errors/failure.ts';
import { Reported } from '../reported.ts';
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
    const bad = findings.filter(({ ok }) => !ok).length;
    const failure = bad === 0 ? undefined : checkFailure(bad);
    const rows = findings.flatMap(({ check, ok, says, fix }) => [
      [ok ? 'ok' : 'BAD', check, says],
      ...(fix === undefined ? [] : [['', '', `→ ${fix}`]]),
    ]);
    const document = { findings, ...(failure === undefined ? {} : { error: failure.toJSON() }) };
    await output.result(document, { heading: [], rows });
    if (failure !== undefined) throw new Reported(failure);
  },
});

function collect(url: string, others: readonly string[]): string[] {
  return [...others, url];
}

function checkFailure(count: number): Failure {
  const reason = count === 1 ? 'One check found a problem.' : `${count} checks found problems.`;
  return new Failure('E_CHECK', { reason, details: { problems: count } });
}
