/** The reference adapter for records as such: their envelope and their body. */
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeRecord, statementIds } from '@allod/core/statement';
import type { RecordBody, RecordJson } from '@allod/core/statement';
import { checkBodies } from '@allod/core/verify';
import { fromBytes, map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

export const records: Commands = {
  'record.decode': async (input: RecordJson) => {
    const record = read(input);
    if (!record.ok) return record;
    const { statement } = record.value;
    return accept({ id: (await statementIds([statement]))[0], claims: fromBytes(statement.claimsBytes) });
  },
  'record.body': async (input: RecordJson) => {
    const record = read(input);
    if (!record.ok || record.value.body === undefined) return map<unknown>(record, () => ({}));
    if (!record.value.body.ok) return record.value.body;
    const [body] = await checkBodies([{ claims: record.value.statement.claims, body: record.value.body.value }]);
    return map(body!, (bytes) => ({ body: fromBytes(bytes) }));
  },
};

function read(input: RecordJson): Result<RecordBody> {
  const record = decodeRecord(input);
  const upgrade = record.ok ? record.value.statement.upgrade : undefined;
  return upgrade === undefined ? record : { ok: false, error: upgrade };
}
