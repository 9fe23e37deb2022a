import { refuse } from '@allod/core/errors';
import { collectionKind, statementIds } from '@allod/core/statement';
import type { RecordClaims, RecordStatement } from '@allod/core/statement';
import { verifyStatements } from '@allod/core/verify';
import type { Admitted, Parked, PublicKey, State, Verdict, Verified, VerifyJob } from '@allod/core/verify';
import { WRITER } from '@allod/principals';
import type { LogBook, RecordSigner } from '@allod/principals';
import { isCovered } from './guest.ts';

/** How far `t` may be ahead of the clock before a record is HELD, in microseconds. (COL-006) */
export const MAX_AHEAD_MICROSECONDS = 300_000_000;

/** The level of a cold key, which writes nothing. */
const ROOT = 50;

/** What a verifier knows of logs. */
export type KnownLogs = Pick<LogBook, 'logOf' | 'isRefused' | 'kindOf' | 'signerAt'>;

/** A record whose id was computed. */
interface Named {
  readonly statement: RecordStatement;
  readonly id: string;
}

/**
 * Judges records: steps 7 to 9 and 11 of chapter 02 §8, one verdict for each, in order. `now` is the clock in microseconds. Parks with
 * `E_UPGRADE`, `E_PENDING_AUTH` (COL-001). Refuses with `E_PARENT` (COL-007), `E_NOT_AUTHORIZED` (COL-002 to COL-004,
 * COL-008), `E_ALG`, `E_WEAK_KEY`, `E_SIG`, `E_TAG` (REC-010). Bodies are judged apart, by `checkBodies`.
 */
export async function acceptRecords(
  records: readonly RecordStatement[],
  { logs, now }: { readonly logs: KnownLogs; readonly now: number },
): Promise<Verdict[]> {
  const ids = await statementIds(records);
  return judgeRecords(
    records.map((statement, i) => ({ statement, id: ids[i]! })),
    { logs, now },
  );
}

/** {@link acceptRecords} for records whose ids were computed. The logs are asked before it waits for anything. */
export async function judgeRecords(
  records: readonly Named[],
  { logs, now }: { readonly logs: KnownLogs; readonly now: number },
): Promise<Verdict[]> {
  const early: (Verdict | undefined)[] = [];
  const jobs: VerifyJob[] = [];
  for (const record of records) {
    const found = judgeEarly(record, logs);
    early.push('keys' in found ? undefined : found);
    if ('keys' in found) jobs.push(found);
  }
  const verified = await verifyStatements(jobs);
  let next = 0;
  return early.map((verdict) => {
    if (verdict !== undefined) return verdict;
    const outcome = verified[next++]!;
    return outcome.ok ? judgeKind(outcome.value, now) : { verdict: 'refused', error: outcome.error };
  });
}

/** The state of an accepted record at the time `now`. (COL-006) */
export function stateOf({ t }: Pick<RecordClaims, 't'>, now: number): State {
  return t - now > MAX_AHEAD_MICROSECONDS ? 'HELD' : 'VALID';
}

/** Steps 7 and 8: a record that waits or is refused, or the keys under which its signatures are to be checked. */
function judgeEarly(record: Named, logs: KnownLogs): Verdict | VerifyJob {
  const { statement } = record;
  if (statement.upgrade !== undefined) return park(record, statement.upgrade, []);
  const named = namedOps(statement);
  const missing = named.filter((op) => logs.logOf(op) === undefined && !logs.isRefused(op));
  if (missing.length > 0) return park(record, refuse('E_PENDING_AUTH', 'COL-001').error, missing);
  if (named.some((op) => logs.isRefused(op))) return { verdict: 'refused', error: refuse('E_PARENT', 'COL-007').error };
  return judgeAuthority(statement, logs);
}

/** Ids of the ops that a record names, those of its owner's log first. */
function namedOps({ claims: { au, ax } }: RecordStatement): readonly string[] {
  return ax === undefined ? au : [...au, ...Object.values(ax).flat()];
}

function park({ statement, id }: Named, why: Parked['why'], waitsFor: readonly string[]): Verdict {
  const parked = { statement, id, space: statement.claims.iss, why, waitsFor } as unknown as Parked;
  return { verdict: 'parked', parked };
}

/** Step 8, once every op that the record names is known. */
function judgeAuthority(statement: RecordStatement, logs: KnownLogs): Verdict | VerifyJob {
  const { iss, act, via = [], au, ax } = statement.claims;
  const isIn = ([log, ids]: readonly [string, readonly string[]]): boolean => ids.every((op) => logs.logOf(op) === log);
  if (!isIn([iss, au]) || (ax !== undefined && !Object.entries(ax).every(isIn))) return refuseAuthority('COL-004');
  const isOfUser = logs.kindOf(iss) === 'user';
  if (isOfUser && (act !== undefined || via.length > 0)) return refuseAuthority('COL-003');
  const heads = { log: iss, par: au, ...(ax === undefined ? {} : { x: ax }) };
  const by = act === undefined ? via : [...via, act];
  const keys: PublicKey[] = [];
  for (const { header } of statement.signatures) {
    const signer = logs.signerAt(heads, { kid: header.kid, by });
    const fault = findSignerFault(signer, statement.claims);
    if (fault !== undefined || signer.key === undefined) return refuseAuthority(fault ?? 'COL-002');
    keys.push(signer.key);
  }
  return { statement, keys };
}

/** Why a device may not say this, if it may not. (COL-002, COL-008) */
function findSignerFault({ level, below, caps }: RecordSigner, claims: RecordClaims): string | undefined {
  if (below < WRITER || level >= ROOT) return 'COL-002';
  if (level >= WRITER) return undefined;
  if (caps === undefined) return 'COL-002';
  return caps.some((capability) => isCovered(claims, capability)) ? undefined : 'COL-008';
}

function refuseAuthority(requirement: string): Verdict {
  return { verdict: 'refused', error: refuse('E_NOT_AUTHORIZED', requirement).error };
}

/** Step 11. */
function judgeKind(statement: Verified, now: number): Verdict {
  const claims = statement.claims as RecordClaims;
  const { col, tag, dig, del } = claims;
  if (collectionKind(col) === 'immutable' && tag !== undefined && tag !== dig && del !== true) {
    return { verdict: 'refused', error: refuse('E_TAG', 'REC-010').error };
  }
  const admitted = { statement, space: claims.iss, state: stateOf(claims, now) } as unknown as Admitted;
  return { verdict: 'admitted', admitted };
}
