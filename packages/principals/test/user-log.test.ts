import { createSoftwareSigner, decodeStatement, encodeStatement, statementIds } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { beginUserLog, createUser, OP_RULE, resolveUserLog } from '@allod/principals';
import type { FirstDevice } from '@allod/principals';
import fc from 'fast-check';
import { expect, test } from 'vitest';

async function device(seed: number, level: FirstDevice['level']): Promise<FirstDevice> {
  const signer = await createSoftwareSigner(new Uint8Array(32).fill(seed));
  return { signer, level, sig: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(signer.publicKey).toString('base64url') } };
}

/** What somebody else reads: the op as it travels, under the rule for ops. */
function received(op: Statement): Statement {
  const decoded = decodeStatement(encodeStatement(op), { typ: 'allod-op', rules: { 'allod-op': OP_RULE } });
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value;
}

const salt = new Uint8Array(16).fill(1);
const t = 1_790_000_000_000_000;

test('PRN-003, PRN-009, PRN-012 takes as devices whoever is listed and signed', async () => {
  const levels = fc.array(fc.constantFrom(20 as const, 30 as const, 40 as const), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(levels, async (further) => {
      const devices = await Promise.all([40 as const, ...further].map((level, i) => device(i + 1, level)));
      const op = received(await createUser(devices, { salt, t }));
      const [id] = await statementIds([op]);
      const log = await beginUserLog(id!, op);
      if (!log.ok) throw new Error(log.error.code);
      expect([...log.value.deviceByKid].map(([kid, { level }]) => [kid, level])).toEqual(
        devices.map(({ signer, level }) => [signer.kid, level]),
      );
      expect(log.value.ops.map(({ statement, space }) => [statement.id, space])).toEqual([[id, id]]);
    }),
    { numRuns: 20 },
  );
});

test('PRN-003 refuses the first op of another user as the one of this id', async () => {
  const op = received(await createUser([await device(1, 40)], { salt, t }));
  const other = received(await createUser([await device(1, 40)], { salt: salt.slice().fill(2), t }));
  const [id] = await statementIds([other]);
  const log = await beginUserLog(id!, op);
  expect(!log.ok && [log.error.code, log.error.requirement]).toEqual(['E_ID', 'PRN-003']);
});

test('two users with the same devices and time are two users', async () => {
  const ops = [salt, salt.slice().fill(2)].map(async (each) => createUser([await device(1, 40)], { salt: each, t }));
  expect(new Set(await statementIds(await Promise.all(ops))).size).toBe(2);
});

test('throws for what only its own caller can get wrong', async () => {
  await expect(createUser([await device(1, 30)], { salt, t })).rejects.toThrow(RangeError);
  await expect(createUser([await device(1, 40)], { salt: new Uint8Array(15), t })).rejects.toThrow(RangeError);
});

test('PRN-003 refuses a log in which the first op of another user stands', async () => {
  const own = received(await createUser([await device(1, 40)], { salt, t }));
  const other = received(await createUser([await device(2, 40)], { salt, t }));
  const [id] = await statementIds([own]);
  const verdicts = await Promise.all([[own], [own, own], [own, other], []].map((ops) => resolveUserLog(id!, ops)));
  expect(verdicts.map((log) => (log.ok ? log.value.id : log.error.code))).toEqual([id, id, 'E_ID', 'E_PENDING_AUTH']);
  const none = await resolveUserLog('no id', [own]);
  expect(!none.ok && none.error.code).toBe('E_FORMAT');
});
