/** The reference adapter for principals and collections. */
import { acceptRecords } from '@allod/collections';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeRecord, decodeStatement } from '@allod/core/statement';
import type { RecordBody, RecordJson, StatementJson } from '@allod/core/statement';
import { checkBodies } from '@allod/core/verify';
import { beginUserLog, OP_RULE } from '@allod/principals';
import type { UserLog } from '@allod/principals';
import { fromBytes, map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

type LogInput = { readonly id: string; readonly ops: readonly StatementJson[] };

export const principalsAndCollections: Commands = {
  'log.resolve': async ({ log, ops }: { log: string; ops: StatementJson[] }) =>
    map(await resolve({ id: log, ops }), ({ deviceByKid }) => ({
      members: Object.fromEntries([...deviceByKid].map(([kid, { level }]) => [kid, level])),
    })),
  'record.accept': async (input: RecordJson & { logs: LogInput[]; now: number }) => {
    const record = decodeRecord(input);
    if (!record.ok) return record;
    const resolved = await Promise.all(input.logs.map(resolve));
    const logs = new Map(resolved.flatMap((log) => (log.ok ? [[log.value.id, log.value] as const] : [])));
    const [found] = await acceptRecords([record.value.statement], { logs, now: input.now });
    if (found!.verdict === 'parked') return { ok: false, error: found!.parked.why };
    if (found!.verdict === 'refused') return { ok: false, error: found!.error };
    const { statement, state } = found!.admitted;
    return accept({ id: statement.id, state, ...(await judgeBody(record.value)) });
  },
};

async function resolve({ id, ops }: LogInput): Promise<Result<UserLog>> {
  const init = decodeStatement(ops[0]!, { typ: 'allod-op', rules: { 'allod-op': OP_RULE } });
  return init.ok ? beginUserLog(id, init.value) : init;
}

/** A body is judged apart: a wrong one leaves the record as it is. (REC-013) */
async function judgeBody({ statement, body }: RecordBody): Promise<object> {
  if (body === undefined) return {};
  const checked = body.ok ? (await checkBodies([{ claims: statement.claims, body: body.value }]))[0] : body;
  if (checked!.ok) return { body: fromBytes(checked!.value) };
  const { code, phase } = checked!.error;
  return { bodyError: { code, phase } };
}
