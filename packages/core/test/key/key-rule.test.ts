import { describe, expect, test } from 'vitest';
import { falseSignature, findKeyFault, findSignatureFault } from '../../src/key/key-rule.ts';
import { importPublicKeys, publicKeysFromBytes } from '../../src/key/public-key.ts';
import type { PublicKey } from '../../src/key/public-key.ts';
import { createSoftwareSigner } from '../../src/key/software-signer.ts';

/** RFC 7517, A.1. */
const P256 = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};
const HALF_ORDER = '7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8';

const signer = await createSoftwareSigner(new Uint8Array(32).fill(1));
const [[strong, weak], [p256, offCurve, other]] = await Promise.all([
  publicKeysFromBytes([signer.publicKey, new Uint8Array(32)]),
  importPublicKeys([P256, { ...P256, y: P256.x }, { kty: 'RSA' }]).then((keys) => keys.map(keyOf)),
]);

function keyOf(read: Awaited<ReturnType<typeof importPublicKeys>>[number]): PublicKey {
  if (!read.ok) throw new TypeError(read.error.code);
  return read.value;
}

const word = (fault: ReturnType<typeof findKeyFault> | ReturnType<typeof findSignatureFault>): string =>
  fault === undefined ? 'sound' : `${fault.error.code} ${fault.error.requirement}`;

describe('a key', () => {
  test('STM-012 is used with its own algorithm alone', () => {
    expect(word(findKeyFault(strong!, 'Ed25519'))).toBe('sound');
    expect(word(findKeyFault(p256!, 'ES256'))).toBe('sound');
    const wrong = [findKeyFault(strong!, 'ES256'), findKeyFault(p256!, 'Ed25519'), findKeyFault(other!, 'Ed25519')];
    expect(wrong.map(word)).toEqual(['E_ALG STM-012', 'E_ALG STM-012', 'E_ALG STM-012']);
    expect(word(findKeyFault(weak!, 'ES256'))).toBe('E_ALG STM-012');
  });

  test('STM-013, STM-027 is refused when it is weak or off its curve, each time', () => {
    for (const _ of [1, 2]) {
      expect(word(findKeyFault(weak!, 'Ed25519'))).toBe('E_WEAK_KEY STM-013');
      expect(word(findKeyFault(offCurve!, 'ES256'))).toBe('E_WEAK_KEY STM-027');
    }
  });

  test('is judged once', () => {
    const judged = { ...strong!, cache: { isSound: false } };
    expect(word(findKeyFault(judged, 'Ed25519'))).toBe('E_WEAK_KEY STM-013');
    const fresh = { ...strong!, cache: {} as PublicKey['cache'] };
    expect([word(findKeyFault(fresh, 'Ed25519')), fresh.cache.isSound]).toEqual(['sound', true]);
  });
});

describe('a signature, by its bytes', () => {
  test('STM-014, STM-015 has a strong first half and a canonical second one', async () => {
    const [signature] = await signer.sign([new Uint8Array(3)]);
    expect(word(findSignatureFault(signature!, 'Ed25519'))).toBe('sound');
    const weakR = new Uint8Array(signature!).fill(0, 0, 32);
    const highS = new Uint8Array(signature!).fill(0xff, 32);
    expect(
      [weakR, highS, new Uint8Array(64).fill(0xff)].map((each) => word(findSignatureFault(each, 'Ed25519'))),
    ).toEqual(['E_SIG STM-014', 'E_SIG STM-015', 'E_SIG STM-014']);
  });

  test('STM-028 has a low second half under ES256, whatever the first is', () => {
    const signature = (s: string): Uint8Array =>
      new Uint8Array([...new Uint8Array(32).fill(0xff), ...Buffer.from(s, 'hex')]);
    const found = [HALF_ORDER, HALF_ORDER.replace(/8$/, '9')].map((s) =>
      word(findSignatureFault(signature(s), 'ES256')),
    );
    expect(found).toEqual(['sound', 'E_SIG STM-028']);
  });

  test('STM-016, STM-025, STM-029 is named by its algorithm when it is false, and by its place among several', () => {
    const alone = [falseSignature('Ed25519'), falseSignature('ES256')];
    expect(alone.map(word)).toEqual(['E_SIG STM-016', 'E_SIG STM-029']);
    const further = [falseSignature('Ed25519', true), falseSignature('ES256', true)];
    expect(further.map(word)).toEqual(['E_SIG STM-025', 'E_SIG STM-025']);
  });
});
