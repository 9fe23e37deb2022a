/** The reference adapter for principals and collections. */
import { acceptRecords, judgeBodies } from '@allod/collections';
import type { Embodied, KnownEpochs } from '@allod/collections';
import { isId } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import { decodeRecord, statementIds } from '@allod/core/statement';
import type { RecordJson, StatementJson } from '@allod/core/statement';
import type { JudgedBody, Verdict } from '@allod/core/verify';
import { decodeOp, decodeSnapshot, stateDigest, stateText } from '@allod/principals';
import { LogRoom } from './conformance-logs.ts';
import type { LogInput } from './conformance-logs.ts';
import { fromBytes, map, toBytes } from './conformance-values.ts';
import type { Bytes, Commands } from './conformance-values.ts';

interface ResolveInput {
  readonly log: string;
  readonly ops: readonly StatementJson[];
  readonly others?: readonly LogInput[];
  readonly steps?: readonly number[];
}

export const principalsAndCollections: Commands = {
  'log.resolve': async ({ log, ops, others = [], steps }: ResolveInput) => {
    if (!isId(log)) return refuse('E_FORMAT', 'CNV-006');
    const room = new LogRoom();
    for (const other of others) await room.offer(other);
    const states: object[] = [];
    let at = 0;
    for (const count of steps ?? []) {
      await room.offer({ id: log, ops: ops.slice(at, count) });
      at = Math.max(at, count);
      states.push(room.stateOf(log));
    }
    await room.offer({ id: log, ops: ops.slice(at) });
    if (room.book.kindOf(log) === undefined) return room.faultOf(log);
    return accept({ ...room.stateOf(log), ...(steps === undefined ? {} : { steps: states }) });
  },
  'snap.state': async ({ log, heads, logs }: { log: string; heads: string[]; logs: LogInput[] }) => {
    const state = (await roomOf(logs)).book.stateAt(log, heads);
    if (state === undefined) return refuse('E_PENDING_AUTH', 'PRN-094');
    return accept({ n: state.n, text: stateText(state), state: await stateDigest(state) });
  },
  'snap.check': async ({ logs, ...json }: StatementJson & { logs: LogInput[] }) => {
    const snapshot = decodeSnapshot(json);
    if (!snapshot.ok) return snapshot;
    return map(await (await roomOf(logs)).book.checkSnapshot(snapshot.value), ({ id }) => ({ id }));
  },
  'record.accept': async (input: RecordJson & { logs: LogInput[]; now: number }) => {
    const record = decodeRecord(input);
    if (!record.ok) return record;
    const room = await roomOf(input.logs);
    const [found] = await acceptRecords([record.value.statement], { logs: room.book, now: input.now });
    if (found!.verdict === 'parked') return { ok: false, error: found!.parked.why };
    if (found!.verdict === 'refused') return { ok: false, error: found!.error };
    const { statement, state } = found!.admitted;
    const { body } = record.value;
    const judged =
      body?.ok === true
        ? await judgedBody({ statement, id: statement.id, body: body.value }, found!, {
            logs: room.book,
            now: input.now,
          })
        : body;
    return accept({ id: statement.id, state, ...bodyAnswer(judged) });
  },
  'log.epochs': async ({ log, ops, others = [], au }: ResolveInput & { au?: readonly string[] }) => {
    const { book } = await roomOf([...others, { id: log, ops }]);
    const epochs = book.epochs(log, au);
    return epochs === undefined ? refuse('E_PENDING_AUTH', 'PRN-019') : accept({ ...epochs });
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

async function judgedBody(
  embodied: Embodied,
  verdict: Verdict,
  known: { readonly logs: KnownEpochs; readonly now: number },
): Promise<JudgedBody> {
  const [judged] = await judgeBodies([embodied], [verdict], known);
  return judged!;
}

function bodyAnswer(body: JudgedBody | undefined): object {
  if (body === undefined) return {};
  return body.ok ? { body: fromBytes(body.value) } : { bodyError: { code: body.error.code, phase: body.error.phase } };
}

async function roomOf(logs: readonly LogInput[]): Promise<LogRoom> {
  const room = new LogRoom();
  for (const log of logs) await room.offer(log);
  return room;
}
