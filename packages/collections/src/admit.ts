import { isId } from '@allod/core/bytes';
import type { ProtocolError, Result } from '@allod/core/errors';
import { isRecord, statementIds } from '@allod/core/statement';
import type { RecordStatement, Statement, StatementParts } from '@allod/core/statement';
import { checkBodies } from '@allod/core/verify';
import type { Admitted, BodyJob, Parked, Verdict } from '@allod/core/verify';
import { beginUserLog } from '@allod/principals';
import type { InitCode, UserLog } from '@allod/principals';
import { judgeRecords, namedOps } from './accept.ts';
import { createLogCache } from './log-cache.ts';
import type { LogCache } from './log-cache.ts';
import { readStatement } from './read.ts';

/** Logs that stay in memory when nobody says how many: some megabytes. */
const MAX_LOGS = 4096;

/** A statement as somebody offers it, in raw bytes, and what he calls its body. */
export interface Offered {
  readonly parts: StatementParts;
  readonly body?: Uint8Array;
}

/** What became of a body that came along: its bytes, or why they are none of this statement. The statement stands. (REC-013) */
export type JudgedBody = Result<Uint8Array, 'E_DIGEST'>;

/**
 * The verdict on something that was offered. What has not the form of a statement (steps 1 to 6) is refused without `id` and `space`:
 * it belongs nowhere, and so to no other space either.
 */
export type Judged =
  | {
      readonly verdict: 'admitted';
      readonly id: string;
      readonly space: string;
      readonly admitted: Admitted;
      readonly body?: JudgedBody;
    }
  | {
      readonly verdict: 'parked';
      readonly id: string;
      readonly space: string;
      readonly parked: Parked;
      readonly body?: JudgedBody;
    }
  | { readonly verdict: 'refused'; readonly id?: string; readonly space?: string; readonly error: ProtocolError };

/** Where things were offered. */
export interface OfferedWhere {
  /** The space that a statement belongs to which names none: an op of a kind that is not known may not say whose log it is of. */
  readonly space?: string;
}

/** What admission has to be given. */
export interface AdmissionOptions {
  /** The clock, in microseconds since 1970. */
  readonly now: () => number;
  /** The accepted ops of the log with this id as they are stored; none when the log is not held. */
  readonly loadOps: (space: string) => Promise<readonly StatementParts[]>;
  /** How many logs stay in memory, from 1; 4,096 when absent. */
  readonly maxLogs?: number;
}

/** Judges whatever comes from outside. A log that is read once is taken to stay: whoever gives a log up makes a new admission. */
export interface Admission {
  /**
   * Every step of acceptance (chapter 02 §8, RLY-001), one verdict for each, in order. The ops of one call are there for the records
   * of the same call, in whatever order they come. Ids are computed. Refuses and parks as `statementFromParts` (with `E_TYP` for
   * what is neither op nor record), `beginUserLog`, `acceptRecords` and `checkBodies` do. Rejects only when `loadOps` does.
   */
  judge(items: readonly Offered[], where?: OfferedWhere): Promise<Judged[]>;
  /** The log with this id, when it is held. */
  log(space: string): Promise<UserLog | undefined>;
}

/** A statement whose form is right, with its id and the space that it belongs to. */
interface Sound<S extends Statement = Statement> {
  readonly statement: S;
  readonly id: string;
  readonly space: string;
}

/** Makes the one place where outside statements become `Admitted` or `Parked`. Throws `RangeError` for `maxLogs` below 1. */
export function createAdmission({ now, loadOps, maxLogs = MAX_LOGS }: AdmissionOptions): Admission {
  if (!Number.isInteger(maxLogs) || maxLogs < 1) throw new RangeError(`at least 1 log stays in memory, not ${maxLogs}`);
  const cache = createLogCache({ loadOps, maxLogs });
  return {
    async judge(items, where = {}) {
      const read = items.map(({ parts }) => readStatement(parts));
      const statements = read.flatMap((each) => (each.ok ? [each.value] : []));
      const sound = await identify(statements, where);
      const verdicts = await judgeSound(sound, { cache, now: now() });
      const bodies = await judgeBodies(
        sound,
        items.filter((_, i) => read[i]!.ok),
      );
      const found = sound.map((each) => describe(each, verdicts.get(each)!, bodies.get(each))).values();
      return read.map((each) => (each.ok ? found.next().value! : { verdict: 'refused', error: each.error }));
    },
    async log(space) {
      return (await cache.find([space])).get(space);
    },
  };
}

async function identify(statements: readonly Statement[], where: OfferedWhere): Promise<Sound[]> {
  const ids = await statementIds(statements);
  return statements.map((statement, i) => {
    const id = ids[i]!;
    return { statement, id, space: isRecord(statement) ? statement.claims.iss : spaceOfOp(statement, { id, where }) };
  });
}

/** An `init` begins the log of its own id. An op of a later version says itself, in `log`, whose it is. (06 §4.2) */
function spaceOfOp(
  { claims: { k, log } }: Statement,
  { id, where }: { readonly id: string; readonly where: OfferedWhere },
): string {
  if (k === 'init') return id;
  return typeof log === 'string' && isId(log) ? log : (where.space ?? id);
}

/** Steps 7 to 9 and 11. Ops go first: what they say is known to the records beside them. */
async function judgeSound(
  sound: readonly Sound[],
  { cache, now }: { readonly cache: LogCache; readonly now: number },
): Promise<Map<Sound, Verdict>> {
  const verdicts = new Map<Sound, Verdict>();
  const offered = new Map<string, UserLog>();
  const records = sound.filter(isSoundRecord);
  const ops = sound.filter((each) => !isSoundRecord(each));
  const begun = await Promise.all(ops.map(({ id, statement }) => beginUserLog(id, statement)));
  for (const [i, log] of begun.entries()) {
    verdicts.set(ops[i]!, opVerdict(ops[i]!, log));
    if (log.ok) offered.set(log.value.id, log.value);
  }
  const named = new Set(records.flatMap(({ statement }) => namedOps(statement)));
  const held = await cache.find([...named].filter((op) => !offered.has(op)));
  const logs = { get: (id: string) => offered.get(id) ?? held.get(id) };
  const judged = await judgeRecords(records, { logs, now });
  for (const [i, verdict] of judged.entries()) verdicts.set(records[i]!, verdict);
  return verdicts;
}

function isSoundRecord(sound: Sound): sound is Sound<RecordStatement> {
  return isRecord(sound.statement);
}

function opVerdict({ id, space, statement }: Sound, log: Result<UserLog, InitCode>): Verdict {
  if (log.ok) return { verdict: 'admitted', admitted: log.value.ops[0]! };
  const { error } = log;
  if (error.code !== 'E_UPGRADE') return { verdict: 'refused', error };
  const parked = { statement, id, space, why: error, waitsFor: [] } as unknown as Parked;
  return { verdict: 'parked', parked };
}

/** Step 10, for those that brought a body. Only a record has one: nothing is the body of an op. */
async function judgeBodies(sound: readonly Sound[], items: readonly Offered[]): Promise<Map<Sound, JudgedBody>> {
  const jobs = sound.flatMap((each, i) => {
    const { body } = items[i]!;
    const claims: BodyJob['claims'] = isSoundRecord(each) ? each.statement.claims : {};
    return body === undefined ? [] : [{ sound: each, claims, body }];
  });
  const judged = await checkBodies(jobs);
  return new Map(jobs.map((job, i) => [job.sound, judged[i]!]));
}

function describe({ id, space }: Sound, verdict: Verdict, body: JudgedBody | undefined): Judged {
  if (verdict.verdict === 'refused') return { ...verdict, id, space };
  return { ...verdict, id, space, ...(body === undefined ? {} : { body }) };
}
