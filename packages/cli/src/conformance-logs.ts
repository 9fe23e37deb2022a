import { accept, refuse } from '@allod/core/errors';
import type { ProtocolError, Result } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { Statement, StatementJson } from '@allod/core/statement';
import type { Admitted, Verdict } from '@allod/core/verify';
import { decodeOp } from '@allod/principals';
import { createEpochBook } from '@allod/principals/epochs';
import type { EpochBook } from '@allod/principals/epochs';

/** Ops that are offered as those of a log, or of whichever they say. */
export interface LogInput {
  readonly id?: string;
  readonly ops: readonly StatementJson[];
}

/** One copy of an op, and what became of it. Copies differ in their signatures. */
interface Copy {
  readonly log: string | undefined;
  /** `undefined` for one that has not the form of an op. */
  readonly statement?: Statement;
  verdict?: Verdict;
}

/** A signature of the right length, for asking what is wrong with a statement but for its signatures. */
const ANY_SIGNATURE = 'A'.repeat(86);

/** Logs to which ops come bit by bit. What waits is offered again with whatever comes next. */
export class LogRoom {
  readonly book: EpochBook = createEpochBook();
  /** In the order in which the first copy of each came. */
  readonly #copiesById: Map<string, Copy[]> = new Map();

  async offer({ id: log, ops }: LogInput): Promise<void> {
    const ids = await statementIds(ops);
    for (const [i, op] of ops.entries()) {
      const id = ids[i]!;
      const read = decodeOp(op);
      const copy = { log, ...(read.ok ? { statement: read.value } : this.#refuse(id, read.error, op)) };
      this.#copiesById.set(id, [...(this.#copiesById.get(id) ?? []), copy]);
    }
    while (await this.#judge());
  }

  /** Offers one op. */
  async judge(op: StatementJson): Promise<Verdict> {
    await this.offer({ ops: [op] });
    return this.#verdictOf((await statementIds([op]))[0]!);
  }

  #refuse(id: string, error: ProtocolError, { st }: StatementJson): Pick<Copy, 'verdict'> {
    const unsigned = decodeOp({ st, sig: ANY_SIGNATURE });
    if (!unsigned.ok && unsigned.error.code !== 'E_SIGNERS') this.book.noteRefused(id, { error });
    return { verdict: { verdict: 'refused', error } };
  }

  /** Judges what waits. Says whether that has let something in, and more waits. */
  async #judge(): Promise<boolean> {
    const isWaiting = ({ verdict }: Copy): boolean => verdict === undefined || verdict.verdict === 'parked';
    const waiting = [...this.#copiesById.values()].flat().filter(isWaiting);
    for (const log of new Set(waiting.map((each) => each.log))) {
      const copies = waiting.filter((each) => each.log === log);
      const statements = copies.map(({ statement }) => statement!);
      const verdicts = await this.book.judge(statements, log === undefined ? {} : { log });
      for (const [i, copy] of copies.entries()) copy.verdict = verdicts[i]!;
    }
    return !waiting.every(isWaiting) && waiting.some(isWaiting);
  }

  /** Of several copies of an op the one counts that got farthest. */
  #verdictOf(id: string): Verdict {
    const verdicts = this.#copiesById.get(id)!.map(({ verdict }) => verdict!);
    const first = (which: Verdict['verdict']): Verdict | undefined => verdicts.find(({ verdict }) => verdict === which);
    return first('admitted') ?? first('parked') ?? first('refused')!;
  }

  /** Why a log has not begun: the first thing that is wrong with its ops. */
  async faultOf(ops: readonly StatementJson[]): Promise<Result<object>> {
    const found = (await statementIds(ops)).map((id) => resultOf(this.#verdictOf(id)));
    return found.find(({ ok }) => !ok) ?? refuse('E_PENDING_AUTH', 'PRN-019');
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
      const found = resultOf(verdict);
      return !found.ok && verdict.verdict === which ? [[id, found.error.code] as const] : [];
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

export function resultOf(verdict: Verdict): Result<Admitted> {
  if (verdict.verdict === 'admitted') return accept(verdict.admitted);
  return { ok: false, error: verdict.verdict === 'parked' ? verdict.parked.why : verdict.error };
}
