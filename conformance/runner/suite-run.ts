import { runCase } from './case-run.ts';
import type { CaseRun, Exchange } from './case-run.ts';
import type { NamedKey } from './expand.ts';
import { isFailure } from './judge.ts';
import { keyFormOf } from './protocol.ts';
import type { Protocol } from './protocol.ts';
import type { Session } from './session.ts';
import type { Testee } from './testee.ts';
import type { VectorCase } from './vectors.ts';

/** What running a suite needs. */
export interface SuiteOptions {
  readonly testee: Testee;
  readonly protocol: Protocol;
  readonly keyByName: ReadonlyMap<string, NamedKey>;
  /** Stop after the first failure. */
  readonly bail: boolean;
}

/** Ends of the process in a row, each with one request open, after which the suite stops. */
const MAX_ENDS_IN_A_ROW = 3;

interface Progress {
  readonly options: SuiteOptions;
  readonly runById: Map<string, CaseRun>;
  /** Cases that were open when the process ended under several requests. */
  readonly lost: VectorCase[];
  /** Of the lost cases, those that ended the process again when alone. */
  guilty: number;
  endsInARow: number;
  stopped: boolean;
}

/**
 * Runs the cases: first as many at once as the testee's window allows, and after the first end of the process one by
 * one, so that each end has exactly one guilty case. Cases that got no verdict are absent from the result.
 */
export async function runCases(
  cases: readonly VectorCase[],
  options: SuiteOptions,
): Promise<ReadonlyMap<string, CaseRun>> {
  const progress: Progress = { options, runById: new Map(), lost: [], guilty: 0, endsInARow: 0, stopped: false };
  const rest = [...cases];
  await runTogether(rest, progress);
  const lost = [...progress.lost];
  for (const vector of [...lost, ...rest]) {
    if (progress.stopped) break;
    await runAlone(vector, progress);
  }
  if (lost.length > 0 && progress.guilty === 0 && !progress.stopped) markFlaky(lost, progress);
  return progress.runById;
}

async function runTogether(rest: VectorCase[], progress: Progress): Promise<void> {
  const session = await progress.options.testee.live();
  if (session === undefined) return;
  const worker = async (): Promise<void> => {
    while (session.end === undefined && !progress.stopped) {
      const vector = rest.shift();
      if (vector === undefined) return;
      const run = await runCase(vector, caseOptions(session, progress));
      if (run === 'lost') progress.lost.push(vector);
      else record(vector, run, progress);
    }
  };
  await Promise.all(Array.from({ length: session.window }, worker));
}

async function runAlone(vector: VectorCase, progress: Progress): Promise<void> {
  const { testee } = progress.options;
  for (let attempt = 0; attempt < MAX_ENDS_IN_A_ROW; attempt++) {
    const session = await testee.live();
    if (session === undefined) break;
    const run = await runCase(vector, caseOptions(session, progress));
    if (run === 'lost') continue;
    if (session.end === undefined) progress.endsInARow = 0;
    else noteEnd(vector, progress);
    return record(vector, run, progress);
  }
  noteEnd(vector, progress);
  record(vector, { verdict: 'crash', detail: 'the process does not stay up after hello', exchanges: [] }, progress);
}

function noteEnd(vector: VectorCase, progress: Progress): void {
  progress.endsInARow += 1;
  if (progress.lost.includes(vector)) progress.guilty += 1;
  if (progress.endsInARow >= MAX_ENDS_IN_A_ROW) progress.stopped = true;
}

function record(vector: VectorCase, run: CaseRun, progress: Progress): void {
  progress.runById.set(vector.id, run);
  if (progress.options.bail && isFailure(run.verdict)) progress.stopped = true;
}

function markFlaky(lost: readonly VectorCase[], progress: Progress): void {
  for (const { id } of lost) {
    const run = progress.runById.get(id);
    if (run?.verdict !== 'pass') continue;
    progress.runById.set(id, {
      verdict: 'flaky',
      detail: 'lost when the process ended, passes alone',
      exchanges: run.exchanges,
    });
  }
}

function caseOptions(session: Session, { options }: Progress): Parameters<typeof runCase>[1] {
  const { protocol, keyByName } = options;
  return {
    keyByName,
    keyForm: keyFormOf(protocol),
    ask: (request) => session.ask(request),
  };
}

/** The traffic of a run, for reports: nothing for a pass. */
export function exchangesOfFailure(run: CaseRun): readonly Exchange[] {
  return isFailure(run.verdict) ? run.exchanges : [];
}
