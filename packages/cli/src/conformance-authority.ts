/** The reference adapter for principals and collections. */
import { acceptRecords } from '@allod/collections';
import { isId } from '@allod/core/bytes';
import { accept, refuse } from '@allod/core/errors';
import { decodeRecord } from '@allod/core/statement';
import type { RecordJson, StatementJson } from '@allod/core/statement';
import { decodeSnapshot, stateDigest, stateText } from '@allod/principals';
import { bodyAnswer, judgedBody } from './conformance-epochs.ts';
import { LogRoom, roomOf } from './conformance-logs.ts';
import type { LogInput } from './conformance-logs.ts';
import { map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

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
};
