/** The reference adapter for the epochs of logs. */
import { judgeBodies } from '@allod/collections';
import type { Embodied, KnownEpochs } from '@allod/collections';
import { accept, refuse } from '@allod/core/errors';
import { statementIds } from '@allod/core/statement';
import type { StatementJson } from '@allod/core/statement';
import type { JudgedBody, Verdict } from '@allod/core/verify';
import { decodeOp } from '@allod/principals';
import { roomOf } from './conformance-logs.ts';
import type { LogInput } from './conformance-logs.ts';
import { fromBytes, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

interface EpochsInput {
  readonly log: string;
  readonly ops: readonly StatementJson[];
  readonly others?: readonly LogInput[];
  /** Heads; all of the log when absent. */
  readonly au?: readonly string[];
}

export const epochs: Commands = {
  'log.epochs': async ({ log, ops, others = [], au }: EpochsInput) => {
    const { book } = await roomOf([...others, { id: log, ops }]);
    const found = book.epochs(log, au);
    return found === undefined ? refuse('E_PENDING_AUTH', 'PRN-019') : accept({ ...found });
  },
  'keybox.accept': async ({ body, logs, ...json }: StatementJson & { body?: Bytes; logs: LogInput[] }) => {
    const room = await roomOf(logs);
    const op = decodeOp(json);
    if (!op.ok) return op;
    const { claims } = op.value;
    const [id] = await statementIds([op.value]);
    const verdict = await room.judge(json, claims.k === 'init' ? id! : String(claims.log));
    if (verdict.verdict === 'parked') return { ok: false, error: verdict.parked.why };
    if (verdict.verdict === 'refused') return { ok: false, error: verdict.error };
    if (body === undefined) return accept({ id });
    // Before every `end`: there is no clock.
    const known = { logs: room.book, now: 0 };
    const judged = await judgedBody({ statement: op.value, id: id!, body: toBytes(body) }, verdict, known);
    return accept({ id, ...bodyAnswer(judged) });
  },
};

/** What a verifier says of the body of a statement that was accepted. */
export async function judgedBody(
  embodied: Embodied,
  verdict: Verdict,
  known: { readonly logs: KnownEpochs; readonly now: number },
): Promise<JudgedBody> {
  const [judged] = await judgeBodies([embodied], [verdict], known);
  return judged!;
}

/** The same as TP/1 has it. */
export function bodyAnswer(body: JudgedBody | undefined): object {
  if (body === undefined) return {};
  return body.ok ? { body: fromBytes(body.value) } : { bodyError: { code: body.error.code, phase: body.error.phase } };
}
