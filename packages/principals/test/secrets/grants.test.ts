import { readGrants, secretFromBytes, writeGrants } from '@allod/principals/secrets';
import type { Capability, Grant } from '@allod/principals/secrets';
import { expect, test } from 'vitest';
import { bytesOf, idOf, secretOf } from './craft.ts';

const col = 'm:app.notes';
const grant: Grant = { col, eid: idOf('epoch'), key: secretOf('key') };
const caps: readonly Capability[] = [
  { do: ['r'], col },
  { do: ['r', 'w'], col: 'm:app.plans', tag: 'spring' },
  { do: ['w'], col: 'm:app.inbox' },
];
const written = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

test('grants are read as they were written', () => {
  const all: readonly Grant[] = [grant, { ...grant, tag: 'one' }, { ...grant, col: 'm:app.plans', tag: 'spring' }];
  const read = readGrants(writeGrants(all, caps));
  expect(read.ok && read.value.map(({ key, ...open }) => ({ ...open, key: key.bytes() }))).toEqual(
    all.map(({ key, ...open }) => ({ ...open, key: key.bytes() })),
  );
  expect(readGrants(writeGrants([], []))).toEqual({ ok: true, value: [] });
});

test('SEC-045 no key is granted that no capability lets the guest read with', () => {
  const bad: readonly Grant[] = [
    { ...grant, col: 'm:app.inbox' },
    { ...grant, col: 'm:app.plans' },
    { ...grant, col: 'm:app.plans', tag: 'autumn' },
    { ...grant, col: 'm:app.other' },
  ];
  for (const each of bad) expect(() => writeGrants([each], caps)).toThrow(RangeError);
});

test('what is no key, or of no epoch, is not granted', () => {
  const bad: readonly Grant[] = [
    { ...grant, eid: 'epoch' },
    { ...grant, key: secretFromBytes(bytesOf('key').subarray(1)) },
    { ...grant, tag: '' },
  ];
  for (const each of bad) expect(() => writeGrants([each], caps)).toThrow(RangeError);
});

test('E_JSON, E_FORMAT another content is refused', () => {
  const entry = { col, eid: idOf('epoch'), key: idOf('key') };
  expect(readGrants(written({ keys: [entry] })).ok).toBe(true);
  const code = (bytes: Uint8Array): string => {
    const read = readGrants(bytes);
    return read.ok ? 'ok' : read.error.code;
  };
  expect(code(new TextEncoder().encode('{'))).toBe('E_JSON');
  const bad = [
    [],
    {},
    { keys: {} },
    { keys: [], more: 1 },
    ...['col', 'eid', 'key'].map((name) => ({ keys: [{ ...entry, [name]: 'x' }] })),
  ];
  for (const each of bad)
    expect([JSON.stringify(each), code(written(each))]).toEqual([JSON.stringify(each), 'E_FORMAT']);
  expect(code(written({ keys: [{ ...entry, tag: '' }] }))).toBe('E_FORMAT');
});
