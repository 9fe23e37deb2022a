import { lowerEs256Signature } from '@allod/core/statement';
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = createPublicKey(privateKey);
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

test('STM-028 makes every signature of hardware one that verifiers accept', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (message) => {
      const made = new Uint8Array(sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
      const low = lowerEs256Signature(made);
      expect(BigInt(`0x${Buffer.from(low.subarray(32)).toString('hex')}`) <= HALF_ORDER).toBe(true);
      expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, low)).toBe(true);
      expect(lowerEs256Signature(low)).toBe(low);
    }),
  );
  expect(() => lowerEs256Signature(new Uint8Array(70))).toThrow(RangeError);
});
