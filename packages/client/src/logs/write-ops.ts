import type { Admission } from '@allod/collections';
import { accept, refuse } from '@allod/core/errors';
import type { ErrorCode, Result } from '@allod/core/errors';
import { statementIds, statementParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import type { Admitted } from '@allod/core/verify';
import { makeOp } from '@allod/principals';
import type { OpPlace, OpSaid, SigningDevice } from '@allod/principals';
import type { CommitCode, Store } from '@allod/storage';
import type { EpochOps } from '../epochs/make-epoch.ts';
import type { Epochs } from '../epochs/epochs.ts';
import { followExits } from '../epochs/follow-exits.ts';
import type { FollowUp } from '../epochs/follow-exits.ts';
import { MAX_HEADS, newsFor } from './ways.ts';
import type { Logs } from './logs.ts';

/** What is needed to write into logs. */
export interface OpsContext {
  readonly store: Store;
  readonly admission: Admission;
  readonly logs: Logs;
  readonly epochs: Epochs;
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
  /** Of the epoch that may have to follow. */
  readonly epoch?: FollowUp;
}

/**
 * Makes ops, judges them like everybody's, and stores them together or not at all, with a new epoch where they end the one in use. Gives their ids, without those of the epoch. Refuses with `E_NOT_FOUND` a log that is not here, with the
 * code and requirement that forbids one of them, and as the store does.
 */
export async function writeOps(context: OpsContext, log: string, acts: Acts): Promise<Result<string[]>> {
  const made = await makeOps(context, log, acts);
  if (!made.ok) return made;
  const { epoch } = acts;
  const committed = await commitOps(context, log, { ops: made.value, ...(epoch === undefined ? {} : { epoch }) });
  return committed.ok ? accept(await statementIds(made.value)) : committed;
}

/** Ops of one log that were made, each after the one before. */
export interface MadeOps extends Pick<Acts, 'epoch'> {
  readonly ops: readonly Statement[];
}

/**
 * Judges ops like everybody's and stores them together or not at all. What ends the epoch in use is followed by another one in the same commit, if
 * this device may announce it. Refuses with the code and requirement that forbids one of them, and as the store does. (04 §2.4)
 */
export async function commitOps(context: OpsContext, log: string, made: MadeOps): Promise<Result<undefined>> {
  // What may not be is said before anything is made to follow it.
  const judged = await judgeOwn(context.admission, made.ops);
  if (!judged.ok) return judged;
  const following = await followExits(context, log, made);
  return storeOps(context, log, { ...following, ops: [...made.ops, ...following.ops] });
}

/** Judges ops with their keyboxes and stores them together or not at all. */
export async function storeOps(
  { admission, store }: Pick<OpsContext, 'admission' | 'store'>,
  log: string,
  { ops, bodies = [] }: Pick<EpochOps, 'ops'> & Partial<EpochOps>,
): Promise<Result<undefined>> {
  const admitted = await judgeOwn(admission, ops, bodies);
  if (!admitted.ok) return admitted;
  const committed = await store.commit({ space: log, put: admitted.value, bodies });
  return committed.ok ? accept(undefined) : widen(committed);
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

/** What we say is judged like what anybody says, and so are the bodies that come along. */
export async function judgeOwn(
  admission: Admission,
  statements: readonly Statement[],
  bodies: EpochOps['bodies'] = [],
): Promise<Result<Admitted[]>> {
  const bodyByDig = new Map(bodies);
  const offered = statements.map((statement) => {
    const body = bodyByDig.get(String(statement.claims.dig));
    return { parts: statementParts(statement), ...(body === undefined ? {} : { body }) };
  });
  const all = await (bodies.length === 0 ? admission.judgeStatements(statements) : admission.judge(offered));
  const admitted: Admitted[] = [];
  for (const judged of all) {
    if (judged.verdict === 'refused') return { ok: false, error: judged.error };
    if (judged.verdict === 'parked') return { ok: false, error: judged.parked.why };
    if (judged.body?.ok === false) return { ok: false, error: judged.body.error };
    admitted.push(judged.admitted);
  }
  return accept(admitted);
}

/** A refusal of a store, as one among all others. */
function widen({ error }: Extract<Result<unknown, CommitCode>, { readonly ok: false }>): Result<never> {
  return refuse<ErrorCode>(error.code, error.requirement, undefined);
}
