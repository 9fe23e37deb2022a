import { decodeBase64url } from '@allod/core/bytes';
import { publicKeysFromBytes, verifyEd25519 } from '@allod/core/verify';
import { describe, expect, inject, test } from 'vitest';
import type { Ed25519Case, VectorBytes } from '../provided.d.ts';

const cases = inject('ed25519Cases');

function bytesOf(value: VectorBytes): Uint8Array {
  if ('$repeat' in value) {
    const part = bytesOf(value.$repeat.of);
    return Uint8Array.from({ length: part.length * value.$repeat.n }, (_, i) => part[i % part.length]!);
  }
  const decoded = decodeBase64url(value.$b64u);
  if (!decoded.ok) throw new TypeError(`${value.$b64u} is not base64url`);
  return decoded.value;
}

async function verdictOf({ input }: Ed25519Case): Promise<string> {
  const [key] = await publicKeysFromBytes([bytesOf(input.key)]);
  const verdict = await verifyEd25519(key!, bytesOf(input.message), bytesOf(input.signature));
  return verdict.ok ? 'accepted' : verdict.error.code;
}

describe('the Ed25519 rule', () => {
  test.each(cases.map((each) => [each.requirements.join(', '), each.title, each] as const))(
    '%s decides as every platform does: %s',
    async (_, __, each) => {
      expect(await verdictOf(each)).toBe('ok' in each.expect ? 'accepted' : each.expect.error.code);
    },
  );

  test('STM-013, STM-014, STM-015, STM-016 accepts number 3 of the twelve published cases, and no other', async () => {
    const published = Array.from({ length: 12 }, (_, n) => cases.find(({ id }) => id.endsWith(`/speccheck-${n}`)));
    const verdicts = await Promise.all(published.map((each) => verdictOf(each!)));
    expect(verdicts.flatMap((verdict, n) => (verdict === 'accepted' ? [n] : []))).toEqual([3]);
  });

  test('is computed by what this platform has for it', async () => {
    const genuine = cases.find(({ id }) => id.endsWith('/ok-genuine'))!.input;
    const [key] = await publicKeysFromBytes([bytesOf(genuine.key)]);
    await verifyEd25519(key!, bytesOf(genuine.message), bytesOf(genuine.signature));
    // Libsodium takes the bytes of a key as they are.
    const native: object = (await key!.cache.native) ?? {};
    const computedBy = {
      libsodium: key!.cache.native === undefined,
      'node:crypto': 'asymmetricKeyType' in native,
      WebCrypto: 'usages' in native,
      JavaScript: 'multiplyUnsafe' in native,
    };
    expect(Object.entries(computedBy).filter(([, holds]) => holds)).toEqual([[inject('ed25519By'), true]]);
  });
});
