import { refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement, StatementJson } from '@allod/core/statement';
import type { Verdict } from '@allod/core/verify';
import { createLogBook, decodeOp } from '@allod/principals';
import type { LogBook } from '@allod/principals';

/** Ops that are offered as those of a log. */
export interface LogInput {
  readonly id: string;
  readonly ops: readonly StatementJson[];
}

/** One copy of an op, and what became of it. Copies differ in their signatures. */
interface Copy {
  readonly log: string;
  readonly statement: Statement;
  verdict?: Verdict;
}

/** A signature of the right length, for asking what is wrong with a statement but for its signatures. */
const ANY_SIGNATURE = 'A'.repeat(86);

/** Logs to which ops come bit by bit. What waits is offered again with whatever comes next. */
export class LogRoom {
  readonly book: LogBook = createLogBook();
  /** By log, the ops that were offered as its own, in order. */
  readonly #offered: Map<string, string[]> = new Map();
  readonly #copiesById: Map<string, Pick<Copy, 'verdict'>[]> = new Map();
  #waiting: Copy[] = [];

  /** Offers ops as those of a log. */
  async offer({ id: log, ops }: LogInput): Promise<void> {
    const ids = await statementIds(ops);
    const all = this.#offered.get(log) ?? [];
    this.#offered.set(log, all);
    for (const [i, op] of ops.entries()) {
      const id = ids[i]!;
      all.push(id);
      const read = decodeOp(op);
      if (!read.ok) {
        this.#refuse(id, read.error, op);
        continue;
      }
      const copy: Copy = { log, statement: read.value };
      this.#note(id, copy);
      this.#waiting.push(copy);
    }
    while (await this.#judge());
  }

  /** Offers one op as one of a log. */
  async judge(op: StatementJson, log: string): Promise<Verdict> {
    await this.offer({ id: log, ops: [op] });
    const [id] = await statementIds([op]);
    return this.#verdictOf(id!);
  }

  #note(id: string, copy: Pick<Copy, 'verdict'>): void {
    const copies = this.#copiesById.get(id);
    if (copies === undefined) this.#copiesById.set(id, [copy]);
    else copies.push(copy);
  }

  #refuse(id: string, error: ProtocolError, { st }: StatementJson): void {
    this.#note(id, { verdict: { verdict: 'refused', error } });
    const unsigned = decodeOp({ st, sig: ANY_SIGNATURE });
    if (!unsigned.ok && unsigned.error.code !== 'E_SIGNERS') this.book.noteRefused(id, { error });
  }

  /** Judges what waits. Says whether that has let something in. */
  async #judge(): Promise<boolean> {
    const offered = this.#waiting;
    this.#waiting = [];
    let isNews = false;
    for (const log of new Set(offered.map((each) => each.log))) {
      const copies = offered.filter((each) => each.log === log);
      const verdicts = await this.book.judge(
        copies.map(({ statement }) => statement),
        { log },
      );
      for (const [i, copy] of copies.entries()) {
        copy.verdict = verdicts[i]!;
        if (copy.verdict.verdict === 'parked') this.#waiting.push(copy);
        else isNews = true;
      }
    }
    return isNews && this.#waiting.length > 0;
  }

  /** Of several copies of an op the one counts that got farthest. */
  #verdictOf(id: string): Verdict {
    const verdicts = this.#copiesById.get(id)!.map(({ verdict }) => verdict!);
    const first = (which: Verdict['verdict']): Verdict | undefined => verdicts.find(({ verdict }) => verdict === which);
    return first('admitted') ?? first('parked') ?? first('refused')!;
  }

  /** Why a log has not begun: the first thing that is wrong with its ops. */
  faultOf(log: string): Result<never> {
    const errors = (this.#offered.get(log) ?? []).flatMap((id) => errorOf(this.#verdictOf(id)) ?? []);
    return errors[0] === undefined ? refuse('E_PENDING_AUTH', 'PRN-019') : { ok: false, error: errors[0] };
  }

  stateOf(log: string): object {
    const found = this.book.log(log);
    const members = [...(found?.memberById ?? [])];
    const caps = members.flatMap(([who, each]) =>
      each.caps === undefined ? [] : [[who, each.caps.toSorted().map((text) => JSON.parse(text) as unknown)] as const],
    );
    const order = this.book.order(log);
    const idsOf = (isAlive: boolean): string[] =>
      order.flatMap((each) => (each.isAlive === isAlive ? [each.id] : [])).toSorted();
    return {
      members: Object.fromEntries(members.map(([who, { lvl }]) => [who, lvl])),
      ...(caps.length === 0 ? {} : { caps: Object.fromEntries(caps) }),
      pol: Object.fromEntries(found?.policy ?? []),
      alive: idsOf(true),
      struck: idsOf(false),
      refused: this.#codesOf('refused'),
      parked: this.#codesOf('parked'),
    };
  }

  #codesOf(which: 'refused' | 'parked'): Record<string, string> {
    const codes = [...this.#copiesById.keys()].flatMap((id) => {
      const verdict = this.#verdictOf(id);
      return verdict.verdict === which ? [[id, errorOf(verdict)!.code] as const] : [];
    });
    return Object.fromEntries(codes);
  }
}

/** A room with these logs. */
export async function roomOf(logs: readonly LogInput[]): Promise<LogRoom> {
  const room = new LogRoom();
  for (const log of logs) await room.offer(log);
  return room;
}

function errorOf(verdict: Verdict): ProtocolError | undefined {
  if (verdict.verdict === 'admitted') return undefined;
  return verdict.verdict === 'parked' ? verdict.parked.why : verdict.error;
}
