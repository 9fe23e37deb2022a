/** The reference adapter for principals and collections. */
import { acceptRecords } from '@allod/collections';
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeRecord } from '@allod/core/statement';
import type { RecordJson, StatementJson } from '@allod/core/statement';
import { checkRecordBody } from '@allod/core/verify';
import { decodeOp, resolveUserLog } from '@allod/principals';
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
    const body = await checkRecordBody(record.value);
    const judged = body.ok
      ? { body: body.value && fromBytes(body.value) }
      : { bodyError: { code: body.error.code, phase: body.error.phase } };
    return accept({ id: statement.id, state, ...judged });
  },
};

async function resolve({ id, ops }: LogInput): Promise<Result<UserLog>> {
  const decoded = ops.map(decodeOp);
  const bad = decoded.find((op) => !op.ok);
  return (
    bad ??
    resolveUserLog(
      id,
      decoded.flatMap((op) => (op.ok ? [op.value] : [])),
    )
  );
}
