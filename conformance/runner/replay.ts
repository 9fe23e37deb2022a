import { runCase } from './case-run.ts';
import type { CaseRun } from './case-run.ts';
import type { NamedKey } from './expand.ts';
import { isFailure } from './judge.ts';
import { keyFormOf } from './protocol.ts';
import type { Protocol } from './protocol.ts';
import type { Requirement } from './requirements.ts';
import { requirementLine } from './report/terminal.ts';
import type { Testee } from './testee.ts';
import type { Suite, VectorCase } from './vectors.ts';

/** What a replay needs. */
export interface ReplayOptions {
  readonly testee: Testee;
  readonly protocol: Protocol;
  readonly keyByName: ReadonlyMap<string, NamedKey>;
  readonly requirementById: ReadonlyMap<string, Requirement>;
}

/** Runs cases one by one and tells everything: requirement texts, each request as sent, what was expected, what came. */
export async function replayLines(
  suites: readonly Suite[],
  options: ReplayOptions,
): Promise<{ lines: readonly string[]; failed: boolean }> {
  const lines: string[] = [];
  let failed = false;
  for (const vector of suites.flatMap((suite) => suite.cases)) {
    const run = await replayOne(vector, options);
    failed ||= isFailure(run.verdict);
    lines.push(...caseLines(vector, run, options.requirementById));
  }
  return { lines, failed };
}

async function replayOne(vector: VectorCase, { testee, protocol, keyByName }: ReplayOptions): Promise<CaseRun> {
  const session = await testee.live();
  const run =
    session === undefined
      ? 'lost'
      : await runCase(vector, {
          keyByName,
          keyForm: keyFormOf(protocol),
          ask: (request) => session.ask(request),
        });
  return run === 'lost' ? { verdict: 'crash', detail: 'the process does not stay up', exchanges: [] } : run;
}

function caseLines(
  vector: VectorCase,
  run: CaseRun,
  requirementById: ReplayOptions['requirementById'],
): readonly string[] {
  return [
    `${vector.id}: ${vector.title}`,
    ...vector.requirements.map((id) => `  ${requirementLine(id, requirementById)}`),
    ...run.exchanges.flatMap(({ cmd, input, expect, answer }) => [
      `  → ${cmd} ${JSON.stringify(input)}`,
      `  expected ${JSON.stringify(expect)}`,
      `  ← ${JSON.stringify(answer)}`,
    ]),
    `  ${run.verdict}${run.detail === undefined ? '' : `: ${run.detail}`}`,
  ];
}
