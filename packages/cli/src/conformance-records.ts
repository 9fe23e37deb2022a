/** The reference adapter for records as such: their envelope and their body. */
import { accept } from '@allod/core/errors';
import { decodeRecord, statementIds } from '@allod/core/statement';
import type { RecordJson } from '@allod/core/statement';
import { checkBodies } from '@allod/core/verify';
import { fromBytes, map } from './conformance-values.ts';
import type { Commands } from './conformance-values.ts';

export const records: Commands = {
  'record.decode': async (input: RecordJson) => {
    const record = decodeRecord(input);
    if (!record.ok) return record;
    const { upgrade, claimsBytes } = record.value.statement;
    if (upgrade !== undefined) return { ok: false, error: upgrade };
    return accept({ id: (await statementIds([record.value.statement]))[0], claims: fromBytes(claimsBytes) });
  },
  'record.body': async (input: RecordJson) => {
    const record = decodeRecord(input);
    if (!record.ok) return record;
    const { upgrade } = record.value.statement;
    if (upgrade !== undefined) return { ok: false, error: upgrade };
    if (record.value.body === undefined) return accept({});
    if (!record.value.body.ok) return record.value.body;
    const [body] = await checkBodies([{ claims: record.value.statement.claims, body: record.value.body.value }]);
    return map(body!, (bytes) => ({ body: fromBytes(bytes) }));
  },
};
