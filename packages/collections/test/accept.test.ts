import { acceptRecords, MAX_AHEAD_MICROSECONDS } from '@allod/collections';
import {
  createSoftwareSigner,
  decodeRecord,
  encodeStatement,
  signStatements,
  statementIds,
} from '@allod/core/statement';
import type { RecordStatement } from '@allod/core/statement';
import type { JsonObject } from '@allod/core/bytes';
import { beginUserLog, createUser } from '@allod/principals';
import type { FirstDevice, UserLog } from '@allod/principals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';

const now = 1_790_000_000_000_000;

async function userOf(seed: number): Promise<{ log: UserLog; signer: FirstDevice['signer'] }> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const sig = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const;
  const op = await createUser([{ signer, sig, level: 40 }], { salt: new Uint8Array(16), t: now });
  const [id] = await statementIds([op]);
  const log = await beginUserLog(id!, op);
  if (!log.ok) throw new Error(log.error.code);
  return { log: log.value, signer };
}

const [ada, bob] = await Promise.all([userOf(1), userOf(2)]);
const logs = new Map([
  [ada.log.id, ada.log],
  [bob.log.id, bob.log],
]);
const dig = createHash('sha256').update('{}').digest('base64url');
const base = { iss: ada.log.id, col: 'v:notes', tag: 'a', dig, len: 2, seq: 1, t: now, au: [ada.log.id] };

async function record(claims: JsonObject, signer = ada.signer): Promise<RecordStatement> {
  const [statement] = await signStatements([{ typ: 'allod-rec', claims }], signer);
  const decoded = decodeRecord(encodeStatement(statement!));
  if (!decoded.ok) throw new Error(`${decoded.error.code} ${decoded.error.requirement}`);
  return decoded.value.statement;
}

/** The verdict in one word: a state, or the code that parks or refuses. */
async function judge(
  records: readonly RecordStatement[],
  known: ReadonlyMap<string, UserLog> = logs,
): Promise<string[]> {
  const verdicts = await acceptRecords(records, { logs: known, now });
  return verdicts.map((found) => {
    if (found.verdict === 'admitted') return found.admitted.state;
    return found.verdict === 'parked' ? found.parked.why.code : found.error.code;
  });
}

test('COL-002 accepts a record of the own device, and refuses that of a stranger', async () => {
  expect(await judge([await record(base), await record(base, bob.signer)])).toEqual(['VALID', 'E_NOT_AUTHORIZED']);
});

test('COL-001 parks a record whose log is not held, and says what it waits for', async () => {
  const [verdict] = await acceptRecords([await record(base)], { logs: new Map(), now });
  expect(verdict).toMatchObject({
    verdict: 'parked',
    parked: { why: { code: 'E_PENDING_AUTH' }, waitsFor: [ada.log.id], space: ada.log.id },
  });
});

test('COL-006 holds what is more than five minutes ahead', async () => {
  const ahead = await Promise.all([0, 1].map((more) => record({ ...base, t: now + MAX_AHEAD_MICROSECONDS + more })));
  expect(await judge(ahead)).toEqual(['VALID', 'HELD']);
});

test('COL-005 accepts any sequence, and gives every record its own verdict in any order', async () => {
  const kinds = fc.constantFrom('good', 'stranger', 'future', 'gap', 'waiting');
  await fc.assert(
    fc.asyncProperty(fc.array(kinds, { maxLength: 12 }), async (plan) => {
      const records = await Promise.all(
        plan.map((kind, i) => {
          if (kind === 'stranger') return record(base, bob.signer);
          if (kind === 'future') return record({ ...base, t: now * 2 });
          if (kind === 'gap') return record({ ...base, seq: 1000 + i });
          return record(kind === 'waiting' ? { ...base, au: [dig] } : base);
        }),
      );
      const expected = {
        good: 'VALID',
        gap: 'VALID',
        future: 'HELD',
        stranger: 'E_NOT_AUTHORIZED',
        waiting: 'E_PENDING_AUTH',
      };
      expect(await judge(records)).toEqual(plan.map((kind) => expected[kind]));
    }),
    { numRuns: 30 },
  );
});
