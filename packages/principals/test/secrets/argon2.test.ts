import * as native from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { argon2id, argon2idBy } from '../../src/secrets/platform/argon2-node.ts';
import { argon2id as inWebAssembly } from '../../src/secrets/platform/argon2-web.ts';
import { stretch } from '../../src/secrets/password.ts';

const text = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));

test('SEC-047 both implementations of Argon2id give the same, whatever is asked for', async () => {
  for (const [memory, passes, lanes] of [
    [64, 3, 1],
    [128, 1, 4],
    [1024, 4, 2],
  ] as const) {
    for (const password of ['p', 'password', 'Z\u00fcrich \u{1f989}']) {
      const what = { password: new TextEncoder().encode(password), salt: text('00'.repeat(16)), memory, passes, lanes };
      const expected = await inWebAssembly(what);
      expect(expected).toHaveLength(32);
      expect(await argon2idBy(native, what)).toEqual(expected);
      expect(await argon2id(what)).toEqual(expected);
    }
  }
});

test('it is Argon2id, version 19: what the reference program prints', async () => {
  const what = { password: new TextEncoder().encode('password'), salt: new TextEncoder().encode('somesalt'), lanes: 1 };
  const stretched = await inWebAssembly({ ...what, memory: 65_536, passes: 2 });
  expect(Buffer.from(stretched).toString('hex')).toBe(
    '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7',
  );
});

test('a password is stretched in NFKC', async () => {
  const salt = new Uint8Array(16).fill(1);
  const cost = { m: 65_536, t: 3, p: 1 };
  await expect(stretch('', cost, salt)).rejects.toThrow(RangeError);
  expect(await stretch('\ufb01\u0301', cost, salt)).toEqual(await stretch('f\u00ed', cost, salt));
});
