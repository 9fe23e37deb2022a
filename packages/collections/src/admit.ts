import { isId } from '@allod/core/bytes';
import type { ProtocolError, Result } from '@allod/core/errors';
import { isRecord, statementIds } from '@allod/core/statement';
import type { RecordStatement, ShapeCode, Statement, StatementParts } from '@allod/core/statement';
import type { Judged, JudgedBody, Offered, Parked, Verdict } from '@allod/core/verify';
import type { KnownHeads, PrincipalLog } from '@allod/principals';
import type { EpochBook, EpochQuestion, Epochs, EpochStanding } from '@allod/principals/epochs';
import { judgeRecords } from './accept.ts';
import { isBurned } from './burned.ts';
import type { BodyRule } from './embodied.ts';
import { LogShelf } from './log-shelf.ts';
import { readMade, readStatement } from './read.ts';

/** Logs that stay in memory when nobody says how many: some megabytes. */
const MAX_LOGS = 4096;

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
  /**
   * For each id the log in which that op is stored and accepted, if it is. When absent, whole logs are read to find out: give it where logs
   * are long, or whoever names ops that nobody has makes them be read again and again.
   */
  readonly findOps?: (ids: readonly string[]) => Promise<readonly (string | undefined)[]>;
  /** How bodies are judged: `BODY_RULE` of `@allod/collections/bodies`. */
  readonly bodies: BodyRule;
  /** How many logs stay in memory, from 1; 4,096 when absent. When it would be more, all are given up, and read again when they are asked for. */
  readonly maxLogs?: number;
}

/** Judges whatever comes from outside. A log that is read once is taken to stay: whoever gives a log up makes a new admission. */
export interface Admission {
  /**
   * Every step of acceptance (chapter 02 §8, RLY-001), one verdict for each, in order. The ops of one call are there for the ops and
   * records of the same call, in whatever order they come. Ids are computed. Refuses and parks as `statementFromParts` (with `E_TYP` for
   * what is neither op nor record), `LogBook.judge`, `acceptRecords` and `checkBodies` do. Rejects only when `loadOps` does.
   */
  judge(items: readonly Offered[], where?: OfferedWhere): Promise<Judged[]>;
  /**
   * The verdicts that {@link Admission.judge} has on the parts of these statements, without reading them again: for what was signed or
   * decoded here. No body comes along.
   */
  judgeStatements(statements: readonly Statement[], where?: OfferedWhere): Promise<Judged[]>;
  /** The log with this id as the store has it, when it is held. */
  log(space: string): Promise<PrincipalLog | undefined>;
  /** The accepted ops of a log as the store has it, each after all that it names; none when it is not held. */
  history(space: string): Promise<OpStanding[]>;
  /**
   * The epochs of a log that are fresh by what these heads of it, all that the store has when absent, and these of other logs know; `undefined`
   * where one of them is not held. (SEC-014, SEC-015)
   */
  epochs(
    space: string,
    at?: { readonly heads?: readonly string[]; readonly x?: KnownHeads['x'] },
  ): Promise<Epochs | undefined>;
  /** How an epoch stands by what some heads know, of which the store has all. (SEC-009, SEC-014, SEC-044) */
  epochAt(heads: KnownHeads, question: EpochQuestion): Promise<EpochStanding>;
}

/** How an accepted op stands. */
export interface OpStanding {
  readonly id: string;
  readonly isAlive: boolean;
  /** Of one that is not alive: the removals and lowerings beside it that reached one of its signers. */
  readonly cuts: readonly string[];
  /** The dead ops of its log that it may have stood on. */
  readonly supports: readonly string[];
  /** The logs on its paths in which an op that it may have stood on is dead. */
  readonly logs: readonly string[];
}

/** What was read of something that was offered: a statement whose form is right, or why it has none. */
interface Read {
  readonly found: Result<Statement, ShapeCode>;
  readonly body: Uint8Array | undefined;
}

/** A statement whose form is right, with its id and the space that it belongs to. */
interface Sound<S extends Statement = Statement> {
  readonly statement: S;
  readonly id: string;
  readonly space: string;
  readonly body: Uint8Array | undefined;
}

/** What a statement is judged by. */
interface Judging {
  readonly shelf: Queued<LogShelf>;
  readonly now: () => number;
  readonly bodies: BodyRule;
  readonly where: OfferedWhere;
}

/** Makes the one place where outside statements become `Admitted` or `Parked`. Throws `RangeError` for `maxLogs` below 1. */
export function createAdmission({ now, bodies, maxLogs = MAX_LOGS, ...from }: AdmissionOptions): Admission {
  if (!Number.isInteger(maxLogs) || maxLogs < 1) throw new RangeError(`at least 1 log stays in memory, not ${maxLogs}`);
  const shelf = new Queued(new LogShelf({ ...from, createBook: () => bodies.createBook(), maxLogs }));
  return {
    judge: (items, where = {}) => {
      const read = items.map(({ parts, body }) => ({ found: readStatement(parts), body }));
      return judgeRead(read, { shelf, now, bodies, where });
    },
    judgeStatements: (statements, where = {}) => {
      const read = statements.map((statement) => ({ found: readMade(statement), body: undefined }));
      return judgeRead(read, { shelf, now, bodies, where });
    },
    log: (space) => shelf.use(async (it) => (await it.whole(space)).log(space)),
    history: (space) => shelf.use(async (it) => historyIn(await it.whole(space), space)),
    epochs: (space, { heads, x } = {}) =>
      shelf.use(async (it) => (await it.knowing([space, ...Object.keys(x ?? {})])).epochs(space, heads, x)),
    epochAt: (heads, question) =>
      shelf.use(async (it) => {
        const { of = heads.log } = question;
        return (await it.knowing([heads.log, of, ...Object.keys(heads.x ?? {})])).epochAt(heads, question);
      }),
  };
}

function historyIn(book: EpochBook, log: string): OpStanding[] {
  return book.order(log).map(({ id, isAlive }) => {
    const { cuts = [], supports = [], logs = [] } = (isAlive ? undefined : book.audit(id)) ?? {};
    return { id, isAlive, cuts, supports, logs };
  });
}

/** Something that is used by one after the other. */
class Queued<T> {
  readonly #it: T;
  #last: Promise<unknown> = Promise.resolve();

  constructor(it: T) {
    this.#it = it;
  }

  use<R>(how: (it: T) => Promise<R>): Promise<R> {
    const use = this.#last.then(() => how(this.#it));
    this.#last = use.catch(() => undefined);
    return use;
  }
}

/** Steps 7 to 11 for what could be read, and one verdict for each, in order. */
async function judgeRead(read: readonly Read[], { shelf, now, bodies, where }: Judging): Promise<Judged[]> {
  const sound = await identify(read, where);
  const at = now();
  const { verdicts, logs } = await judgeSound(sound, { shelf, now: at });
  const judgedBodies = await bodies.judge(sound, verdicts, { logs, now: at });
  let next = 0;
  return read.map(({ found }) => {
    if (!found.ok) return { verdict: 'refused', error: found.error };
    const place = next++;
    const [each, verdict, body] = [sound[place]!, verdicts[place]!, judgedBodies[place]];
    const judged = describe(each, verdict, body);
    return judged.verdict === 'admitted' && isBurned(each.statement, at) ? { ...judged, isBurned: true } : judged;
  });
}

async function identify(read: readonly Read[], where: OfferedWhere): Promise<Sound[]> {
  const statements: Statement[] = [];
  for (const { found } of read) if (found.ok) statements.push(found.value);
  const ids = await statementIds(statements);
  const sound: Sound[] = [];
  for (const { found, body } of read) {
    if (!found.ok) continue;
    const statement = found.value;
    const id = ids[sound.length]!;
    const space = isRecord(statement) ? statement.claims.iss : spaceOfOp(statement, { id, where });
    sound.push({ statement, id, space, body });
  }
  return sound;
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
  { shelf, now }: { readonly shelf: Queued<LogShelf>; readonly now: number },
): Promise<{ readonly verdicts: readonly Verdict[]; readonly logs: EpochBook }> {
  const records: Sound<RecordStatement>[] = [];
  const ops: Sound[] = [];
  for (const each of sound) {
    if (isSoundRecord(each)) records.push(each);
    else if (each.statement.upgrade === undefined) ops.push(each);
  }
  const { verdicts, logs, judging } = await shelf.use(async (it) => {
    const judged = await it.judge({ ops, records: records.map(({ statement }) => statement) });
    // The logs are asked at once; that the signatures are checked, nobody who comes next has to wait for.
    return {
      verdicts: judged.verdicts,
      logs: judged.book,
      judging: [judgeRecords(records, { logs: judged.book, now })],
    };
  });
  const ofRecords = await judging[0]!;
  let [nextRecord, nextOp] = [0, 0];
  const inOrder = sound.map((each) => {
    if (isSoundRecord(each)) return ofRecords[nextRecord++]!;
    const { upgrade } = each.statement;
    return upgrade === undefined ? verdicts[nextOp++]! : parkForUpgrade(each, upgrade);
  });
  return { verdicts: inOrder, logs };
}

function isSoundRecord(sound: Sound): sound is Sound<RecordStatement> {
  return isRecord(sound.statement);
}

function parkForUpgrade({ id, space, statement }: Sound, why: ProtocolError<'E_UPGRADE'>): Verdict {
  const parked = { statement, id, space, why, waitsFor: [] } as unknown as Parked;
  return { verdict: 'parked', parked };
}

/** Spelled out: a spread for each record took more time than everything else here. */
function describe({ id, space }: Sound, verdict: Verdict, body: JudgedBody | undefined): Judged {
  if (verdict.verdict === 'refused') return { verdict: 'refused', id, space, error: verdict.error };
  if (verdict.verdict === 'parked') {
    const { parked } = verdict;
    return body === undefined
      ? { verdict: 'parked', id, space, parked }
      : { verdict: 'parked', id, space, parked, body };
  }
  const { admitted } = verdict;
  return body === undefined
    ? { verdict: 'admitted', id, space, admitted }
    : { verdict: 'admitted', id, space, admitted, body };
}
