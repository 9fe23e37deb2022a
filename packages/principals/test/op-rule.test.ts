import type { JsonObject } from '@allod/core/bytes';
import { encodeStatement, signStatements } from '@allod/core/statement';
import { decodeOp } from '@allod/principals';
import { expect, test } from 'vitest';
import { device, entryOf, initClaims, opOf, t } from './devices.ts';

const owner = await device(1, 40);
const writer = await device(2, 20);
const mem = [entryOf(owner)];

/** What a reader makes of an op with these claims: nothing against it, or what parks or refuses it. */
async function reading(claims: JsonObject): Promise<unknown> {
  const read = decodeOp(encodeStatement(await opOf(claims, owner)));
  if (!read.ok) return `refused ${read.error.code} ${read.error.requirement}`;
  const { upgrade } = read.value;
  return upgrade === undefined ? 'fine' : [upgrade.code, upgrade.requirement, upgrade.details];
}

test('PRN-001 refuses an op without a kind that is text, or without a time', async () => {
  const refused = 'refused E_FORMAT PRN-001';
  expect(await reading({ t })).toBe(refused);
  for (const k of [1, null, ['init'], { init: true }]) expect(await reading({ k, t })).toBe(refused);
  for (const k of ['init', 'set']) expect(await reading({ k })).toBe(refused);
});

test('PRN-002 parks an op of a kind that it does not know, whatever else it says, and tells the kind', async () => {
  const parked = ['E_UPGRADE', 'PRN-002', { unknown: 'op vote' }];
  for (const more of [{}, { kind: 'user' }, { kind: 7 }])
    expect(await reading({ k: 'vote', t, ...more })).toEqual(parked);
  // The names of a table's members are not kinds.
  for (const k of ['constructor', 'toString', '__proto__'])
    expect(await reading({ k, t })).toEqual(['E_UPGRADE', 'PRN-002', { unknown: `op ${k}` }]);
  expect(await reading({ k: '', t })).toEqual(['E_UPGRADE', 'PRN-002', { unknown: 'op ' }]);
});

test('PRN-004 refuses an init whose kind is no text', async () => {
  for (const kind of [undefined, null, 1, ['user']]) {
    const claims: JsonObject = kind === undefined ? { k: 'init', t } : { k: 'init', kind, t };
    expect(await reading(claims)).toBe('refused E_FORMAT PRN-004');
  }
});

test('PRN-004 refuses a user without the form of the table, and takes one that has it', async () => {
  expect(await reading(initClaims(mem))).toBe('fine');
  const level = initClaims([{ ...mem[0]!, lvl: 10 }]);
  const member = initClaims([{ ...mem[0]!, more: 1 }]);
  const x = initClaims([{ ...mem[0]!, sig: { ...mem[0]!.sig, x: `${'A'.repeat(42)}B` } }]);
  const malformed = [initClaims([]), initClaims(mem, { mem: {} }), initClaims(mem, { salt: 'AAAA' }), level, member, x];
  for (const claims of malformed) expect(await reading(claims)).toBe('refused E_FORMAT PRN-004');
});

test('PRN-005 parks the init of a principal of another kind, whatever else it says, and tells the kind', async () => {
  const parked = ['E_UPGRADE', 'PRN-005', { unknown: 'principal flock' }];
  expect(await reading({ k: 'init', kind: 'flock', t })).toEqual(parked);
  expect(await reading(initClaims([], { kind: 'flock' }))).toEqual(parked);
});

test('PRN-006 refuses a user of whom two entries have one kid, also a device and a root', async () => {
  const twice = [mem[0]!, { ...mem[0]!, lvl: 20 }];
  const alsoRoot = [mem[0]!, { kid: owner.signer.kid, lvl: 50 }];
  for (const each of [twice, alsoRoot]) expect(await reading(initClaims(each))).toBe('refused E_FORMAT PRN-006');
});

test('PRN-007 refuses a user without a device of level owner, for which a root does not stand in', async () => {
  const root = { kid: owner.signer.kid, lvl: 50 };
  const admin = entryOf({ ...writer, level: 30 });
  const refused = 'refused E_FORMAT PRN-007';
  for (const each of [[entryOf(writer)], [admin], [root, entryOf(writer)], [root]]) {
    expect(await reading(initClaims(each))).toBe(refused);
  }
  expect(await reading(initClaims([entryOf(writer), entryOf(owner)]))).toBe('fine');
});

test('STM-010 refuses a statement of another type where an op stands', async () => {
  const [record] = await signStatements([{ typ: 'allod-rec', claims: initClaims(mem) }], owner.signer);
  const read = decodeOp(encodeStatement(record!));
  expect(!read.ok && [read.error.code, read.error.requirement]).toEqual(['E_TYP', 'STM-010']);
});
