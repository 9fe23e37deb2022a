import { refuse } from '@allod/core/errors';
import type { ProtocolError } from '@allod/core/errors';
import { collectionKind, statementIds } from '@allod/core/statement';
import type { RecordClaims, RecordStatement } from '@allod/core/statement';
import { verifyStatements } from '@allod/core/verify';
import type { Admitted, Parked, PublicKey, State, Verdict, Verified } from '@allod/core/verify';
import { WRITER } from '@allod/principals';
import type { UserLog } from '@allod/principals';

/** How far `t` may be ahead of the clock before a record is HELD, in microseconds. (COL-006) */
export const MAX_AHEAD_MICROSECONDS = 300_000_000;

/** The logs that the verifier holds. */
export interface KnownLogs {
  /** The log of a user, or `undefined` when it is not held. */
  get(id: string): UserLog | undefined;
}

type Fault = { readonly ok: false; readonly error: ProtocolError };
/** What the logs say about a record: it waits, it is refused, or its signatures are to be checked under these keys. */
type Authority = { readonly waitsFor: readonly string[] } | Fault | { readonly keys: readonly PublicKey[] };

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
  records: readonly { readonly statement: RecordStatement; readonly id: string }[],
  { logs, now }: { readonly logs: KnownLogs; readonly now: number },
): Promise<Verdict[]> {
  const early = records.map(({ statement, id }) => judgeEarly(statement, id, logs));
  const jobs = records.flatMap(({ statement }, i) => {
    const found = early[i]!;
    return 'keys' in found ? [{ statement, keys: found.keys }] : [];
  });
  const verified = (await verifyStatements(jobs)).values();
  return early.map((found) => {
    if (!('keys' in found)) return found;
    const outcome = verified.next().value!;
    return outcome.ok ? judgeKind(outcome.value, now) : { verdict: 'refused', error: outcome.error };
  });
}

/** The state of an accepted record at the time `now`. (COL-006) */
export function stateOf({ t }: Pick<RecordClaims, 't'>, now: number): State {
  return t - now > MAX_AHEAD_MICROSECONDS ? 'HELD' : 'VALID';
}

/** Steps 7 and 8. */
function judgeEarly(
  record: RecordStatement,
  id: string,
  logs: KnownLogs,
): Verdict | { readonly keys: readonly PublicKey[] } {
  const park = (why: Parked['why'], waitsFor: readonly string[]): Verdict => {
    const parked = { statement: record, id, space: record.claims.iss, why, waitsFor } as unknown as Parked;
    return { verdict: 'parked', parked };
  };
  if (record.upgrade !== undefined) return park(record.upgrade, []);
  const found = judgeAuthority(record, logs);
  if ('waitsFor' in found) return park(refuse('E_PENDING_AUTH', 'COL-001').error, found.waitsFor);
  return 'keys' in found ? found : { verdict: 'refused', error: found.error };
}

/** Ids of the ops that a record names, those of its owner's log first. */
export function namedOps({ claims: { au, ax = {} } }: RecordStatement): string[] {
  return [...au, ...Object.values(ax).flat()];
}

function judgeAuthority(record: RecordStatement, logs: KnownLogs): Authority {
  const { iss, act, via, au } = record.claims;
  const { signatures } = record;
  const missing = namedOps(record).filter((op) => logs.get(op) === undefined);
  if (missing.length > 0) return { waitsFor: missing };
  const log = logs.get(iss);
  if (log === undefined || au.some((head) => head !== iss)) return refuse('E_NOT_AUTHORIZED', 'COL-004');
  if (act !== undefined || via !== undefined) return refuse('E_NOT_AUTHORIZED', 'COL-003');
  const devices = signatures.map(({ header }) => log.deviceByKid.get(header.kid));
  const keys = devices.flatMap((device) => (device !== undefined && device.level >= WRITER ? [device.key] : []));
  return keys.length === signatures.length ? { keys } : refuse('E_NOT_AUTHORIZED', 'COL-002');
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
