/** The reference adapter for records, principals and collections, and for the bodies that come with statements. */
import { acceptRecords } from '@allod/collections';
import { judgeBodies } from '@allod/collections/bodies';
import { isId } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeRecord, statementIds } from '@allod/core/statement';
import type { RecordBody, RecordJson, StatementJson } from '@allod/core/statement';
import { checkRecordBody } from '@allod/core/verify';
import type { JudgedBody } from '@allod/core/verify';
import { decodeOp, decodeSnapshot, stateDigest, stateText } from '@allod/principals';
import { resultOf, roomOf } from './conformance-logs.ts';
import type { LogInput } from './conformance-logs.ts';
import { map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

type OpsInput = { log: string; ops: readonly StatementJson[]; others?: readonly LogInput[] };

export const authority: Commands = {
  'record.decode': async (input: RecordJson) => {
    const record = readRecord(input);
    if (!record.ok) return record;
    const { statement } = record.value;
    return accept({ id: (await statementIds([statement]))[0], claims: statement.claimsBytes });
  },
  'record.body': async (input: RecordJson) => {
    const record = readRecord(input);
    return record.ok ? map(await checkRecordBody(record.value), (body) => ({ body })) : record;
  },
  'log.resolve': async ({ log, ops, others = [], steps }: OpsInput & { readonly steps?: readonly number[] }) => {
    if (!isId(log)) return refuse('E_FORMAT', 'CNV-006');
    const room = await roomOf(others);
    const states: object[] = [];
    let at = 0;
    for (const count of [...(steps ?? []), ops.length]) {
      await room.offer({ id: log, ops: ops.slice(at, count) });
      at = Math.max(at, count);
      states.push(room.stateOf(log));
    }
    const state = states.pop();
    return room.book.kindOf(log) === undefined
      ? room.faultOf(ops)
      : accept({ ...state, ...(steps && { steps: states }) });
  },
  'log.epochs': async ({ log, ops, others = [], au }: OpsInput & { readonly au?: readonly string[] }) => {
    const { book } = await roomOf([...others, { id: log, ops }]);
    const found = book.epochs(log, au);
    return found === undefined ? refuse('E_PENDING_AUTH', 'PRN-019') : accept(found);
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
  'record.accept': async ({ logs, now, ...json }: RecordJson & { logs: LogInput[]; now: number }) => {
    const record = decodeRecord(json);
    if (!record.ok) return record;
    const known = { logs: (await roomOf(logs)).book, now };
    const [verdict] = await acceptRecords([record.value.statement], known);
    const found = resultOf(verdict!);
    if (!found.ok) return found;
    const { statement, state } = found.value;
    const { body } = record.value;
    const embodied = { statement, id: statement.id, body: body?.ok === true ? body.value : undefined };
    const [judged] = await judgeBodies([embodied], [verdict!], known);
    return accept({ id: statement.id, state, ...bodyAnswer(body?.ok === false ? body : judged) });
  },
  'keybox.accept': async ({ body, logs, ...json }: StatementJson & { body?: Uint8Array; logs: LogInput[] }) => {
    const op = decodeOp(json);
    if (!op.ok) return op;
    const room = await roomOf(logs);
    const verdict = await room.judge(json);
    const found = resultOf(verdict);
    if (!found.ok) return found;
    const { id } = found.value.statement;
    // Before every `end`: there is no clock.
    const [judged] = await judgeBodies([{ statement: op.value, id, body }], [verdict], { logs: room.book, now: 0 });
    return accept({ id, ...bodyAnswer(judged) });
  },
};

function readRecord(input: RecordJson): Result<RecordBody> {
  const record = decodeRecord(input);
  const upgrade = record.ok ? record.value.statement.upgrade : undefined;
  return upgrade === undefined ? record : { ok: false, error: upgrade };
}

/** What became of the body of a statement that was accepted. */
function bodyAnswer(body: JudgedBody | undefined): object {
  if (body === undefined || body.ok) return { body: body?.value };
  return { bodyError: { code: body.error.code, phase: body.error.phase } };
}
