import type { Admission } from '@allod/collections';
import { accept, refuse } from '@allod/core/errors';
import type { ErrorCode, Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Admitted } from '@allod/core/verify';
import { makeOp } from '@allod/principals';
import type { OpPlace, OpSaid, SigningDevice } from '@allod/principals';
import type { CommitCode, Store } from '@allod/storage';
import { MAX_HEADS, newsFor } from './ways.ts';
import type { Logs } from './logs.ts';

/** What is needed to write into logs. */
export interface OpsContext {
  readonly store: Store;
  readonly admission: Admission;
  readonly logs: Logs;
  /** The clock, in microseconds. */
  readonly now: () => number;
}

/** What is written into a log, and who signs. */
export interface Acts {
  /** One op for each, each after the one before. */
  readonly say: readonly (OpSaid | ((before: readonly string[]) => OpSaid))[];
  /** Who signs all of them. */
  readonly signers: readonly SigningDevice[];
  /** Who signs an op as well, by its place. */
  readonly also?: Readonly<Record<number, readonly SigningDevice[]>>;
  /** What they come after; the heads of the log when absent. */
  readonly par?: readonly string[];
  readonly keys?: OpPlace['keys'];
  /** Principals whose logs are named beside those on the paths of the signers. */
  readonly about?: readonly string[];
}

/**
 * Makes ops, judges them like everybody's, and stores them together or not at all. Gives their ids. Refuses with `E_NOT_FOUND` a log that is not here, with the
 * code and requirement that forbids one of them, and as the store does.
 */
export async function writeOps(context: OpsContext, log: string, acts: Acts): Promise<Result<string[]>> {
  const made = await makeOps(context, log, acts);
  if (!made.ok) return made;
  const admitted = await judgeOwn(context.admission, made.value);
  if (!admitted.ok) return admitted;
  const committed = await context.store.commit({ space: log, put: admitted.value });
  if (!committed.ok) return widen(committed);
  return accept(await statementIds(made.value));
}

async function makeOps(
  { logs, now }: OpsContext,
  log: string,
  acts: Acts,
): Promise<Result<Statement[], 'E_NOT_FOUND'>> {
  const view = await logs.log(log);
  if (view === undefined) return refuse('E_NOT_FOUND', '');
  const { say, signers, also = {}, keys, about = [] } = acts;
  const all = [...signers, ...Object.values(also).flat()];
  const news = await newsFor(logs, log, [...all.flatMap(({ by = [] }) => by), ...about]);
  const made: Statement[] = [];
  const ids: string[] = [];
  for (const [place, said] of say.entries()) {
    const par = ids.length === 0 ? (acts.par ?? view.heads).slice(0, MAX_HEADS) : ids.slice(-1);
    const statement = await makeOp(typeof said === 'function' ? said(ids) : said, {
      log,
      par,
      signers: [...signers, ...(also[place] ?? [])],
      t: now(),
      ...(place > 0 || news === undefined ? {} : { x: news }),
      ...(keys === undefined ? {} : { keys }),
    });
    made.push(statement);
    ids.push(...(await statementIds([statement])));
  }
  return accept(made);
}

/** What we say is judged like what anybody says. */
export async function judgeOwn(admission: Admission, statements: readonly Statement[]): Promise<Result<Admitted[]>> {
  const admitted: Admitted[] = [];
  for (const judged of await admission.judgeStatements(statements)) {
    if (judged.verdict === 'refused') return { ok: false, error: judged.error };
    if (judged.verdict === 'parked') return { ok: false, error: judged.parked.why };
    admitted.push(judged.admitted);
  }
  return accept(admitted);
}

/** A refusal of a store, as one among all others. */
function widen({ error }: Extract<Result<unknown, CommitCode>, { readonly ok: false }>): Result<never> {
  return refuse<ErrorCode>(error.code, error.requirement, undefined);
}
