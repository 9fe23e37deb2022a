import { refuse } from '@allod/core/errors';
import { collectionKind, statementIds } from '@allod/core/statement';
import type { RecordClaims, RecordStatement, Signature } from '@allod/core/statement';
import { verifyStatements } from '@allod/core/verify';
import type { Admitted, Parked, PublicKey, State, Verdict, Verified, VerifyJob } from '@allod/core/verify';
import { WRITER } from '@allod/principals';
import type { UserLog } from '@allod/principals';

/** How far `t` may be ahead of the clock before a record is HELD, in microseconds. (COL-006) */
export const MAX_AHEAD_MICROSECONDS = 300_000_000;

/** The logs that the verifier holds. */
export interface KnownLogs {
  /** The log of a user, or `undefined` when it is not held. */
  get(id: string): UserLog | undefined;
}

/** A record whose id was computed. */
interface Named {
  readonly statement: RecordStatement;
  readonly id: string;
}

/**
 * Judges records in the collections of users: steps 7 to 9 and 11 of chapter 02 §8, one verdict for each, in order. `now` is the
 * clock in microseconds. Parks with `E_UPGRADE`, `E_PENDING_AUTH` (COL-001). Refuses with `E_NOT_AUTHORIZED` (COL-002 to
 * COL-004), `E_ALG`, `E_WEAK_KEY`, `E_SIG`, `E_TAG` (REC-010). Bodies are judged apart, by `checkBodies`.
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

/** {@link acceptRecords} for records whose ids were computed. */
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

/** Ids of the ops that a record names, those of its owner's log first. */
export function namedOps({ claims: { au, ax } }: RecordStatement): readonly string[] {
  return ax === undefined ? au : [...au, ...Object.values(ax).flat()];
}

/** Steps 7 and 8: a record that waits or is refused, or the keys under which its signatures are to be checked. */
function judgeEarly(record: Named, logs: KnownLogs): Verdict | VerifyJob {
  const { statement } = record;
  if (statement.upgrade !== undefined) return park(record, statement.upgrade, []);
  const log = logs.get(statement.claims.iss);
  const missing = findMissing(statement, { log, logs });
  if (missing.length > 0) return park(record, refuse('E_PENDING_AUTH', 'COL-001').error, missing);
  return judgeAuthority(statement, log);
}

const NONE: readonly string[] = [];

/** The ops that a record names and nobody here knows. `log` is that of its owner. */
function findMissing(
  statement: RecordStatement,
  { log, logs }: { readonly log: UserLog | undefined; readonly logs: KnownLogs },
): readonly string[] {
  const { iss, au } = statement.claims;
  const named = namedOps(statement);
  // Nearly every record names one op, the first of its owner's log.
  if (log !== undefined && named.length === 1 && au[0] === iss) return NONE;
  return named.filter((op) => logs.get(op) === undefined);
}

function park({ statement, id }: Named, why: Parked['why'], waitsFor: readonly string[]): Verdict {
  const parked = { statement, id, space: statement.claims.iss, why, waitsFor } as unknown as Parked;
  return { verdict: 'parked', parked };
}

/** Step 8, once every op that the record names is known. */
function judgeAuthority(statement: RecordStatement, log: UserLog | undefined): Verdict | VerifyJob {
  const { iss, act, via, au } = statement.claims;
  if (log === undefined || au.some((head) => head !== iss)) return refuseAuthority('COL-004');
  if (act !== undefined || via !== undefined) return refuseAuthority('COL-003');
  const keys = findKeys(statement.signatures, log);
  return keys === undefined ? refuseAuthority('COL-002') : { statement, keys };
}

function refuseAuthority(requirement: string): Verdict {
  return { verdict: 'refused', error: refuse('E_NOT_AUTHORIZED', requirement).error };
}

/** The key of each signer, or `undefined` when one of them is no device that may write. */
function findKeys(signatures: readonly Signature[], { deviceByKid }: UserLog): PublicKey[] | undefined {
  const keys: PublicKey[] = [];
  for (const { header } of signatures) {
    const device = deviceByKid.get(header.kid);
    if (device === undefined || device.level < WRITER) return undefined;
    keys.push(device.key);
  }
  return keys;
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
