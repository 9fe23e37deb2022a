import { isId } from '@allod/core/bytes';
import { statementIds } from '@allod/core/statement';
import type { RecordStatement, Statement, StatementParts } from '@allod/core/statement';
import type { Verdict } from '@allod/core/verify';
import type { EpochBook } from '@allod/principals/epochs';
import { readOp } from './read.ts';

/** Where logs come from, and how many are kept. */
export interface LogShelfOptions {
  /** The accepted ops of a log as they are stored; none when the log is not held. */
  readonly loadOps: (space: string) => Promise<readonly StatementParts[]>;
  /** For each id the log in which that op is stored and accepted, if it is. When absent, whole logs are read to find it. */
  readonly findOps?: (ids: readonly string[]) => Promise<readonly (string | undefined)[]>;
  /** A book without logs. */
  readonly createBook: () => EpochBook;
  /** How many logs stay in memory; when it would be more, all are given up, and read again as they are asked for. */
  readonly maxLogs: number;
}

/** What is to be judged at once. */
export interface Offer {
  readonly ops: readonly { readonly id: string; readonly statement: Statement }[];
  readonly records: readonly RecordStatement[];
}

/** Ids of ops, by the log in which somebody says that they stand. */
type Named = Map<string, Set<string>>;

/** The claims of an op by which it names others. */
interface NamingClaims {
  readonly k: string;
  readonly kind?: string;
  readonly log: string;
  readonly par: readonly string[];
  readonly ref?: string;
  readonly x?: Readonly<Record<string, readonly string[]>>;
}

/** The logs that a store holds, each read and verified once for as long as it stays in memory. One call is under way at a time. */
export class LogShelf {
  readonly #loadOps: LogShelfOptions['loadOps'];
  readonly #findOps: LogShelfOptions['findOps'];
  readonly #maxLogs: number;
  readonly #createBook: LogShelfOptions['createBook'];
  #book: EpochBook;
  /** The logs of which all that the store held was read. */
  #whole: Set<string> = new Set();
  /** The logs of which something is in the book. */
  #begun: Set<string> = new Set();
  /** By log, the ops that were judged here and that the store may have got since, or not. */
  #offered: Named = new Map();

  constructor({ loadOps, findOps, createBook, maxLogs }: LogShelfOptions) {
    this.#createBook = createBook;
    this.#book = createBook();
    this.#loadOps = loadOps;
    this.#findOps = findOps;
    this.#maxLogs = maxLogs;
  }

  /** Judges ops, with whatever is held of that which they name. The book then holds what the records beside them name, too. */
  async judge({ ops, records }: Offer): Promise<{ readonly verdicts: readonly Verdict[]; readonly book: EpochBook }> {
    await this.#settle();
    const beside = new Set(ops.map(({ id }) => id));
    const statements = ops.map(({ statement }) => statement);
    const asked = this.#unknown(namedBy({ ops: statements, records }), beside).keys();
    this.#makeRoom([...ops.map(({ id, statement }) => logOf(statement, id)), ...asked]);
    await this.#hold(namedBy({ ops: statements, records: [] }), beside);
    const isHeld = new Set([...beside].filter((id) => this.#book.logOf(id) !== undefined));
    const verdicts = await this.#judgeOps(statements);
    for (const id of beside) {
      const log = isHeld.has(id) ? undefined : this.#book.logOf(id);
      if (log === undefined) continue;
      this.#begun.add(log);
      note(this.#offered, log, id);
    }
    await this.#holdForRecords(namedBy({ ops: [], records }));
    return { verdicts, book: this.#book };
  }

  /** The copy of an op that stands beside may be forged, and the store may hold the right one. */
  async #judgeOps(ops: readonly Statement[]): Promise<readonly Verdict[]> {
    const verdicts = await this.#book.judge(ops);
    const parked = ops.filter((_, i) => verdicts[i]!.verdict === 'parked');
    const isNews = parked.length > 0 && (await this.#hold(namedBy({ ops: parked, records: [] }), new Set()));
    return isNews ? this.#book.judge(ops) : verdicts;
  }

  /** An op may stand in another log than the one under which a record names it. Where whole logs are read, only the first of one can be found so. */
  async #holdForRecords(named: Named): Promise<void> {
    const none = new Set<string>();
    await this.#hold(named, none);
    if (this.#findOps !== undefined) return;
    const strays: Named = new Map();
    for (const ids of this.#unknown(named, none).values())
      for (const id of ids) if (!named.has(id)) note(strays, id, id);
    await this.#hold(strays, none);
  }

  /** The book, in which a log is as the store has it now. */
  whole(log: string): Promise<EpochBook> {
    return this.knowing([log]);
  }

  /** The book, in which some logs are as the store has them now. */
  async knowing(logs: readonly string[]): Promise<EpochBook> {
    await this.#settle();
    if (logs.every((log) => this.#whole.has(log))) return this.#book;
    this.#makeRoom(logs);
    const missing = logs.filter((log) => !this.#whole.has(log));
    await this.#load(new Set(missing), new Set());
    return this.#book;
  }

  /**
   * What one call judged says nothing about what is held at the next: whoever asked may have stored it, or not. Unless all of it was
   * stored, nothing that stands on it is known.
   */
  async #settle(): Promise<void> {
    const offered = this.#offered;
    this.#offered = new Map();
    for (const [log, ids] of offered) if (!(await this.#areStored(log, ids))) return this.#giveUp();
  }

  async #areStored(log: string, ids: ReadonlySet<string>): Promise<boolean> {
    if (this.#findOps !== undefined) return (await this.#findOps([...ids])).every((found) => found === log);
    const stored = new Set(await idsOf(await this.#loadOps(log)));
    return [...ids].every((id) => stored.has(id));
  }

  #giveUp(): void {
    this.#book = this.#createBook();
    this.#whole = new Set();
    this.#begun = new Set();
  }

  /** Reads the logs in which ops are named that are neither known nor beside, if there are any. */
  async #hold(named: Named, beside: ReadonlySet<string>): Promise<boolean> {
    const unknown = this.#unknown(named, beside);
    if (unknown.size === 0) return false;
    if (this.#findOps === undefined) return this.#load(new Set(unknown.keys()), beside);
    const found = await this.#findOps([...unknown.values()].flatMap((ids) => [...ids]));
    return this.#load(new Set(found.filter((log) => log !== undefined)), beside);
  }

  /** Gives all logs up when there would be too many with these. */
  #makeRoom(logs: readonly string[]): void {
    if (this.#begun.size > 0 && new Set([...this.#begun, ...logs]).size > this.#maxLogs) this.#giveUp();
  }

  #unknown(named: Named, beside: ReadonlySet<string>): Named {
    const unknown: Named = new Map();
    for (const [log, ids] of named)
      for (const id of ids)
        if (!beside.has(id) && this.#book.logOf(id) === undefined && !this.#book.isRefused(id)) note(unknown, log, id);
    return unknown;
  }

  /** Reads logs, and those that their ops name, and judges all of them together. Says whether there were ops in them that were not known. */
  async #load(logs: Set<string>, beside: ReadonlySet<string>): Promise<boolean> {
    const found: Statement[] = [];
    const ids = new Set(beside);
    for (const log of logs) {
      if (!isId(log)) continue;
      const ops = await readLog(log, await this.#loadOps(log));
      if (ops.length === 0) continue;
      this.#whole.add(log);
      this.#begun.add(log);
      for (const { id } of ops) ids.add(id);
      const fresh = ops.filter(({ id }) => this.#book.logOf(id) === undefined).map(({ statement }) => statement);
      found.push(...fresh);
      for (const other of this.#unknown(namedBy({ ops: fresh, records: [] }), ids).keys()) logs.add(other);
    }
    if (found.length > 0) await this.#book.judge(found);
    return found.length > 0;
  }
}

/** A disk is outside: what it gives is judged like anything else. A log with an op that cannot be read, or is not of it, is not held. */
async function readLog(
  log: string,
  stored: readonly StatementParts[],
): Promise<{ readonly id: string; readonly statement: Statement }[]> {
  const read = stored.map(readOp);
  const statements = read.flatMap((op) => (op.ok ? [op.value] : []));
  const ids = await statementIds(statements);
  const ops = statements.map((statement, i) => ({ id: ids[i]!, statement }));
  const isOfLog = ({ id, statement }: (typeof ops)[number]): boolean => logOf(statement, id) === log;
  return statements.length === read.length && ops.every(isOfLog) ? ops : [];
}

function logOf({ claims }: Statement, id: string): string {
  return claims.k === 'init' ? id : String(claims.log);
}

async function idsOf(stored: readonly StatementParts[]): Promise<string[]> {
  return statementIds(
    stored.flatMap((parts) => {
      const op = readOp(parts);
      return op.ok ? [op.value] : [];
    }),
  );
}

/** The ops that statements name. */
function namedBy({ ops, records }: { readonly ops: readonly Statement[]; readonly records: Offer['records'] }): Named {
  const named: Named = new Map();
  for (const { claims, upgrade } of ops) {
    if (upgrade !== undefined) continue;
    const { k, kind, log, par, ref, x = {} } = claims as unknown as NamingClaims;
    if (k === 'init' && kind === 'user') continue;
    if (k !== 'init') for (const id of par) note(named, log, id);
    if (k === 'join') note(named, log, ref!);
    for (const [other, ids] of Object.entries(x)) for (const id of ids) note(named, other, id);
  }
  for (const {
    claims: { iss, au, ax },
  } of records) {
    for (const id of au) note(named, iss, id);
    for (const [log, ids] of Object.entries(ax ?? {})) for (const id of ids) note(named, log, id);
  }
  return named;
}

function note(named: Named, log: string, id: string): void {
  const ids = named.get(log);
  if (ids === undefined) named.set(log, new Set([id]));
  else ids.add(id);
}
