import { statementFromParts, statementIds, statementParts } from '@allod/core/statement';
import type { Statement } from '@allod/core/statement';
import { beginUserLog, createUser } from '@allod/principals';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { device, deviceInHardware, entryOf, initClaims, opOf, received, salt, t } from './devices.ts';

/** A log in one word: its id, or the code and the requirement that refuse or park it. */
function word(log: Awaited<ReturnType<typeof beginUserLog>>): string {
  return log.ok ? log.value.id : `${log.error.code} ${log.error.requirement}`;
}

/** What becomes of an op as the beginning of its own log. */
async function begin(op: Statement): Promise<string> {
  const [id] = await statementIds([op]);
  const log = await beginUserLog(id!, op);
  return log.ok && log.value.id === id ? 'fine' : word(log);
}

/** The same op, with a false signature of the signer at place `at`. */
function forged(op: Statement, at: number): Statement {
  const { claimsBytes, further = [], ...first } = statementParts(op);
  const [head, ...rest] = [first, ...further].map((part, i) =>
    i === at ? { ...part, signature: part.signature.with(40, part.signature[40]! ^ 1) } : part,
  );
  const read = statementFromParts({ ...head!, claimsBytes, ...(rest.length > 0 && { further: rest }) });
  if (!read.ok) throw new Error(read.error.code);
  return read.value;
}

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
      expect([log.value.id, log.value.heads]).toEqual([id, [id]]);
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

test('a device states what is encrypted to it, if it says so', async () => {
  const enc = { kty: 'OKP', crv: 'X25519', x: Buffer.alloc(32, 9).toString('base64url') } as const;
  const op = received(await createUser([{ ...(await device(1, 40)), enc }, await device(2, 20)], { salt, t }));
  const { mem } = op.claims as unknown as { readonly mem: readonly { readonly enc?: object }[] };
  expect(mem.map((entry) => entry.enc)).toEqual([enc, undefined]);
  expect(await begin(op)).toBe('fine');
});

test('two users with the same devices and time are two users', async () => {
  const ops = [salt, salt.slice().fill(2)].map(async (each) => createUser([await device(1, 40)], { salt: each, t }));
  expect(new Set(await statementIds(await Promise.all(ops))).size).toBe(2);
});

test('throws for what only its own caller can get wrong, and says what it is', async () => {
  const noOwner = createUser([await device(1, 30)], { salt, t });
  await expect(noOwner).rejects.toThrow(new RangeError('a user begins with a device of level owner'));
  const short = createUser([await device(1, 40)], { salt: new Uint8Array(15), t });
  await expect(short).rejects.toThrow(new RangeError('the salt has 16 bytes, got 15'));
});

test('PRN-002, PRN-005 parks an op of a later version as the beginning of a log, under any id', async () => {
  const owner = await device(1, 40);
  const later = [
    received(await opOf({ k: 'vote', t }, owner)),
    received(await opOf({ k: 'init', kind: 'flock', t }, owner)),
  ];
  expect(await Promise.all(later.map(begin))).toEqual(['E_UPGRADE PRN-002', 'E_UPGRADE PRN-005']);
  expect(word(await beginUserLog('no id', later[0]!))).toBe('E_UPGRADE PRN-002');
  expect(await beginUserLog('no id', later[0]!)).toEqual({ ok: false, error: later[0]!.upgrade });
});

test('PRN-008 refuses a device that is listed under the id of another key', async () => {
  const [owner, other] = await Promise.all([device(1, 40), device(2, 40)]);
  const claims = initClaims([{ ...entryOf(other), kid: owner.signer.kid }]);
  expect(await begin(received(await opOf(claims, owner)))).toBe('E_ID PRN-008');
});

test('PRN-009 refuses a user of whom a listed device has not signed, whichever that is', async () => {
  const [a, b, c] = await Promise.all([device(1, 40), device(2, 20), device(3, 20)]);
  const claims = initClaims([a, b, c].map(entryOf));
  for (const signers of [[a], [b, c], [a, c], [c, a]]) {
    expect(await begin(received(await opOf(claims, ...signers)))).toBe('E_POP PRN-009');
  }
  expect(await begin(received(await opOf(claims, c, a, b)))).toBe('fine');
});

test('PRN-010 refuses a user for whom a device signs that is not listed, also one that is listed as a root', async () => {
  const [a, b] = await Promise.all([device(1, 40), device(2, 40)]);
  const stranger = await opOf(initClaims([entryOf(a)]), a, b);
  const root = await opOf(initClaims([entryOf(a), { kid: b.signer.kid, lvl: 50 }]), b, a);
  for (const op of [stranger, root]) expect(await begin(received(op))).toBe('E_SIGNERS PRN-010');
});

test('PRN-011 takes an ES256 key only where the entry says that it lives in hardware', async () => {
  const [owner, chip] = await Promise.all([device(1, 40), deviceInHardware(2, 20)]);
  const ops = await Promise.all(
    [{}, { hw: true }].map((more) => opOf(initClaims([entryOf(owner), { ...entryOf(chip), ...more }]), owner, chip)),
  );
  expect(await Promise.all(ops.map(received).map(begin))).toEqual(['E_ALG PRN-011', 'fine']);
});

test('PRN-012 takes no root for a device, and does not ask for its signature', async () => {
  const [owner, cold] = await Promise.all([device(1, 40), device(2, 40)]);
  const mem = [{ kid: cold.signer.kid, lvl: 50 }, entryOf(owner)];
  const op = received(await opOf(initClaims(mem), owner));
  const [id] = await statementIds([op]);
  const log = await beginUserLog(id!, op);
  expect(log.ok && [...log.value.deviceByKid.keys()]).toEqual([owner.signer.kid]);
});

test('STM-016, STM-025 refuses a user of whom one signature is false, whichever it is', async () => {
  const [a, b] = await Promise.all([device(1, 40), device(2, 20)]);
  const alone = received(await createUser([a], { salt, t }));
  expect(await begin(forged(alone, 0))).toBe('E_SIG STM-016');
  const both = received(await createUser([a, b], { salt, t }));
  for (const at of [0, 1]) expect(await begin(forged(both, at))).toBe('E_SIG STM-025');
});
