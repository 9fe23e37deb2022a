import { describe, expect, test } from 'vitest';
import { platform } from '#platform';
import type { SignatureJob } from '../../../src/platform/platform.ts';

const bytes = (...hex: string[]): Uint8Array =>
  Uint8Array.from(hex.join('').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const text = (message: string): Uint8Array => new TextEncoder().encode(message);

// RFC 6979, A.2.5: the key, and its signatures with SHA-256. The first has a high S, which is for the caller to refuse (STM-028).
const X = '60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6';
const Y = '7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299';
const SAMPLE = bytes(
  'EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716',
  'F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8',
);
const [R, S] = [
  'F1ABB023518351CD71D881567B1EA663ED3EFCF6C5132B354F28D3B0B7D38367',
  '019F4113742A2B14BD25926B49C649155F267E60D3814B4C0CC84250E46F0083',
];
const ORDER = 'FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551';
const FIELD = 'FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF';
const ZERO = '00'.repeat(32);

const job = (more: Partial<SignatureJob> = {}): SignatureJob => ({
  alg: 'ES256',
  key: bytes(X, Y),
  cache: {},
  message: text('test'),
  signature: bytes(R, S),
  ...more,
});

// RFC 8032, §7.1, test 2.
const ed25519: SignatureJob = {
  alg: 'Ed25519',
  key: bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
  cache: {},
  message: bytes('72'),
  signature: bytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da',
    '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ),
};

describe('ES256 signatures', () => {
  test('STM-029 holds for the examples of RFC 6979', async () => {
    expect(await platform.verify([job(), job({ message: text('sample'), signature: SAMPLE })])).toEqual([true, true]);
  });

  test.each([
    ['another message', { message: text('tesu') }],
    ['the signature of another message', { signature: SAMPLE }],
    [
      'the other root as y',
      { key: bytes(X, (BigInt(`0x${FIELD}`) - BigInt(`0x${Y}`)).toString(16).padStart(64, '0')) },
    ],
    ['r = 0', { signature: bytes(ZERO, S) }],
    ['s = 0', { signature: bytes(R, ZERO) }],
    ['r and s = 0', { signature: bytes(ZERO, ZERO) }],
    ['r = the order', { signature: bytes(ORDER, S) }],
    ['s = the order', { signature: bytes(R, ORDER) }],
    ['halves of the wrong order', { signature: bytes(S, R) }],
  ])('STM-029 does not hold with %s', async (_, more) => {
    expect(await platform.verify([job(more)])).toEqual([false]);
  });

  test.each([
    ['a point beside the curve', bytes(X, X)],
    ['zeroes', bytes(ZERO, ZERO)],
    ['a coordinate that is not below p', bytes(FIELD, Y)],
    ['the largest bytes', new Uint8Array(64).fill(255)],
  ])('STM-027 does not hold under %s, however often it is asked, and nothing throws', async (_, key) => {
    const same = job({ key });
    expect(await platform.verify([same, same])).toEqual([false, false]);
    expect(await platform.verify(Array.from({ length: 20 }, () => same))).toEqual(Array(20).fill(false));
  });
});

describe('verify', () => {
  test('gives each job its own verdict, in order, whatever the algorithms and however many', async () => {
    const kinds = [job(), ed25519, job({ signature: SAMPLE }), { ...ed25519, message: text('r!') }];
    const jobs = Array.from({ length: 30 }, (_, i) => kinds[i % kinds.length]!);
    expect(await platform.verify(jobs)).toEqual(jobs.map((_, i) => i % kinds.length < 2));
    expect(await platform.verify(kinds)).toEqual([true, true, false, false]);
    expect(await platform.verify([])).toEqual([]);
  });

  test('reads keys, messages and signatures that are views into larger buffers', async () => {
    const view = (part: Uint8Array): Uint8Array => {
      const larger = new Uint8Array(part.length + 7).fill(9);
      larger.set(part, 3);
      return larger.subarray(3, 3 + part.length);
    };
    const viewed = [job(), ed25519].map(({ alg, key, message, signature }) => ({
      alg,
      key: view(key),
      cache: {},
      message: view(message),
      signature: view(signature),
    }));
    expect(await platform.verify(viewed)).toEqual([true, true]);
  });
});
