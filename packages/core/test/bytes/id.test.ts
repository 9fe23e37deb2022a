import { decodeBase64url, decodeId, encodedLength, isId } from '@allod/core/bytes';
import { expect, test } from 'vitest';

const word = (read: ReturnType<typeof decodeId>): string =>
  read.ok ? 'sound' : `${read.error.code} ${read.error.requirement}`;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

test('CNV-006 takes for an id the text of 32 bytes, and no other', () => {
  for (const last of alphabet) {
    const text = `${'A'.repeat(42)}${last}`;
    const isText = Buffer.from(text, 'base64url').toString('base64url') === text;
    expect([isId(text), decodeId(text).ok]).toEqual([isText, isText]);
  }
  for (const each of alphabet) expect(isId(each.repeat(42) + 'A')).toBe(true);
  const id = 'A'.repeat(43);
  for (const text of ['', id.slice(1), `${id}A`, `${id}=`, `${id}\n`, ` ${id}`, `+${id.slice(1)}`, `/${id.slice(1)}`]) {
    expect([isId(text), decodeId(text).ok]).toEqual([false, false]);
  }
});

test('CNV-006 gives the 32 bytes of an id, and says by itself that there are more or fewer', () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
  const read = decodeId(Buffer.from(bytes).toString('base64url'));
  expect(read).toEqual({ ok: true, value: bytes });
  for (const length of [0, 31, 33, 64]) {
    expect(word(decodeId(Buffer.alloc(length).toString('base64url')))).toBe('E_FORMAT CNV-006');
  }
  expect(word(decodeId(`${'A'.repeat(42)}B`))).toBe('E_FORMAT CNV-004');
});

test.each([
  ['CNV-002', ['=', 'AA==', 'AAA=', '+', 'A/AA', ' ', 'AA\n', 'é', 'A\u0000AA', 'A A', '.']],
  ['CNV-003', ['A', 'AAAAA', '_________']],
  ['CNV-004', ['AB', 'AAB', 'A_', 'AA-', 'AAAAAB']],
])('%s refuses text of base64url by itself', (requirement, texts) => {
  expect(texts.map((text) => word(decodeBase64url(text)))).toEqual(texts.map(() => `E_FORMAT ${requirement}`));
});

test('CNV-005 has four characters for three bytes, and no padding', () => {
  expect([0, 1, 2, 3, 4, 32, 64].map(encodedLength)).toEqual([0, 2, 3, 4, 6, 43, 86]);
});
