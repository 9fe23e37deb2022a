/** The reference adapter for records as such: their envelope and their body. */
import { accept } from '@allod/core/errors';
import type { Result } from '@allod/core/errors';
import { decodeRecord, statementIds } from '@allod/core/statement';
import type { RecordBody, RecordJson } from '@allod/core/statement';
import { checkRecordBody } from '@allod/core/verify';
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
    if (!record.ok) return record;
    return map(await checkRecordBody(record.value), (body) => (body === undefined ? {} : { body: fromBytes(body) }));
  },
};

function read(input: RecordJson): Result<RecordBody> {
  const record = decodeRecord(input);
  const upgrade = record.ok ? record.value.statement.upgrade : undefined;
  return upgrade === undefined ? record : { ok: false, error: upgrade };
}
