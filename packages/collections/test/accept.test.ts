import { acceptRecords, MAX_AHEAD_MICROSECONDS } from '@allod/collections';
import type { KnownLogs } from '@allod/collections';
import { createSoftwareSigner, decodeRecord, encodeStatement, signTogether, statementIds } from '@allod/core/statement';
import type { RecordStatement, Signature, Statement } from '@allod/core/statement';
import type { JsonObject } from '@allod/core/bytes';
import { createLogBook, createUser, WRITER } from '@allod/principals';
import type { FirstDevice, LogBook } from '@allod/principals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';

const now = 1_790_000_000_000_000;

async function userOf(seed: number): Promise<{ id: string; init: Statement; signer: FirstDevice['signer'] }> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  const sig = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } as const;
  const init = await createUser([{ signer, sig, level: 40 }], { salt: new Uint8Array(16), t: now });
  const [id] = await statementIds([init]);
  return { id: id!, init, signer };
}

/** A book that holds these ops. */
async function bookOf(...ops: readonly Statement[]): Promise<LogBook> {
  const book = createLogBook();
  for (const { verdict } of await book.judge(ops)) if (verdict !== 'admitted') throw new Error(verdict);
  return book;
}

const [ada, bob] = await Promise.all([userOf(1), userOf(2)]);
const logs = await bookOf(ada.init, bob.init);
const dig = createHash('sha256').update('{}').digest('base64url');
const base = { iss: ada.id, col: 'v:notes', tag: 'a', dig, len: 2, seq: 1, t: now, au: [ada.id] };

const record = (claims: JsonObject, signer = ada.signer): Promise<RecordStatement> => recordOf(claims, [signer]);

async function recordOf(claims: JsonObject, signers: readonly FirstDevice['signer'][]): Promise<RecordStatement> {
  const decoded = decodeRecord(encodeStatement(await signTogether({ typ: 'allod-rec', claims }, signers)));
  if (!decoded.ok) throw new Error(`${decoded.error.code} ${decoded.error.requirement}`);
  return decoded.value.statement;
}

/** The verdict in one word: a state, or the code that parks or refuses. */
async function judge(records: readonly RecordStatement[], known: KnownLogs = logs): Promise<string[]> {
  const verdicts = await acceptRecords(records, { logs: known, now });
  return verdicts.map((found) => {
    if (found.verdict === 'admitted') return found.admitted.state;
    return found.verdict === 'parked' ? found.parked.why.code : found.error.code;
  });
}

/** {@link judge}, with the verdict by name and the requirement behind each code. */
async function reasons(records: readonly RecordStatement[], known: KnownLogs = logs): Promise<string[]> {
  const verdicts = await acceptRecords(records, { logs: known, now });
  return verdicts.map((found) => {
    if (found.verdict === 'admitted') return found.admitted.state;
    const { code, requirement } = found.verdict === 'parked' ? found.parked.why : found.error;
    return `${found.verdict} ${code} ${requirement}`;
  });
}

test('COL-002 accepts a record of the own device, and refuses that of a stranger', async () => {
  expect(await judge([await record(base), await record(base, bob.signer)])).toEqual(['VALID', 'E_NOT_AUTHORIZED']);
});

test('COL-001 parks a record whose log is not held, and says what it waits for', async () => {
  const [verdict] = await acceptRecords([await record(base)], { logs: createLogBook(), now });
  expect(verdict).toMatchObject({
    verdict: 'parked',
    parked: { why: { code: 'E_PENDING_AUTH' }, waitsFor: [ada.id], space: ada.id },
  });
});

test('CNV-021 parks a record of a later version, and lets it wait for no op', async () => {
  const later = await record({ ...base, '!later': 1, au: [dig] });
  const [verdict] = await acceptRecords([later], { logs, now });
  expect(verdict).toMatchObject({ verdict: 'parked', parked: { why: { code: 'E_UPGRADE' }, space: ada.id } });
  expect(verdict?.verdict === 'parked' && verdict.parked.waitsFor).toEqual([]);
});

test('COL-001 names itself, and every op that is lacking, in what it parks', async () => {
  const waiting = await record({ ...base, au: [ada.id, dig], ax: { [bob.id]: [bob.id] } });
  expect(await reasons([waiting])).toEqual(['parked E_PENDING_AUTH COL-001']);
  const known = await bookOf(ada.init);
  const [verdict] = await acceptRecords([waiting], { logs: known, now });
  expect(verdict?.verdict === 'parked' && verdict.parked.waitsFor).toEqual([dig, bob.id]);
});

test('COL-002 refuses a device that the log lists below writer, and accepts a writer', async () => {
  const refused = ['refused E_NOT_AUTHORIZED COL-002'];
  expect(await reasons([await record(base, bob.signer)])).toEqual(refused);
  const at = (level: number): KnownLogs => ({
    ...logs,
    signerAt: (...asked) => ({ ...logs.signerAt(...asked), level }),
  });
  expect(await reasons([await record(base)], at(WRITER - 1))).toEqual(refused);
  expect(await reasons([await record(base)], at(WRITER))).toEqual(['VALID']);
});

test('COL-002 refuses a record that a stranger signs beside a device', async () => {
  expect(await reasons([await recordOf(base, [ada.signer, bob.signer])])).toEqual(['refused E_NOT_AUTHORIZED COL-002']);
});

test('STM-016 refuses a forged record of the own device', async () => {
  const sound = await record(base);
  const [{ signature, ...rest }] = sound.signatures as [Signature];
  const forged = { ...sound, signatures: [{ ...rest, signature: signature.with(40, signature[40]! ^ 1) }] };
  expect(await reasons([sound, forged])).toEqual(['VALID', 'refused E_SIG STM-016']);
});

test('COL-003 refuses a record in the name of another user, or through a team', async () => {
  const others = [{ act: bob.id }, { via: [bob.id] }, { act: bob.id, via: [bob.id] }];
  const records = await Promise.all(others.map((more) => record({ ...base, ...more })));
  expect(await reasons(records)).toEqual(records.map(() => 'refused E_NOT_AUTHORIZED COL-003'));
});

test('COL-004 refuses heads of another log, alone or beside the right one, without waiting for the log of the owner', async () => {
  const named = [[bob.id], [ada.id, bob.id], [bob.id, ada.id]];
  const records = await Promise.all(named.map((au) => record({ ...base, au })));
  expect(await reasons(records)).toEqual(records.map(() => 'refused E_NOT_AUTHORIZED COL-004'));
  expect(await reasons([records[0]!], await bookOf(bob.init))).toEqual(['refused E_NOT_AUTHORIZED COL-004']);
});

test('REC-010 refuses a tag that is not the digest in an immutable collection, and only there', async () => {
  const { tag: _, ...untagged } = { ...base, col: 'i:photos' };
  const { dig: __, len: ___, ...bodiless } = base;
  const deletion = { ...bodiless, col: 'i:photos', tag: dig, del: true };
  const plan = [{ ...untagged, tag: 'a' }, { ...untagged, tag: dig }, untagged, deletion, base];
  const records = await Promise.all(plan.map((claims) => record(claims)));
  expect(await reasons(records)).toEqual(['refused E_TAG REC-010', 'VALID', 'VALID', 'VALID', 'VALID']);
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
