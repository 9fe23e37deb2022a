import { calculateJwkThumbprint } from 'jose';
import { describe, expect, test } from 'vitest';
import { importPublicKeys, publicKeysFromBytes, thumbprints } from '../../src/key/public-key.ts';
import type { PublicJwk } from '../../src/key/public-key.ts';

// RFC 8037, A.1 and A.3; RFC 7517, A.1.
const ED25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const ED25519_KID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const P256 = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
};

const bytesOf = (text: string): number[] => [...Buffer.from(text, 'base64url')];

/** The keys in one word each: algorithm, or what refuses them. */
async function read(jwks: readonly unknown[]): Promise<string[]> {
  const keys = await importPublicKeys(jwks as readonly PublicJwk[]);
  return keys.map((key) => (key.ok ? (key.value.alg ?? 'other') : `${key.error.code} ${key.error.requirement}`));
}

describe('a key from a JWK', () => {
  test('of Ed25519 has its bytes, and the thumbprint that RFC 8037 shows', async () => {
    const [key] = await importPublicKeys([{ ...ED25519, kid: 'ignored', use: 'sig' } as PublicJwk]);
    expect(key).toMatchObject({ ok: true, value: { alg: 'Ed25519', kid: ED25519_KID, cache: {} } });
    expect(key?.ok && [...key.value.bytes]).toEqual(bytesOf(ED25519.x));
  });

  test('of P-256 has both coordinates in order, and the thumbprint that jose computes', async () => {
    const [key] = await importPublicKeys([P256]);
    expect(key).toMatchObject({ ok: true, value: { alg: 'ES256', kid: await calculateJwkThumbprint(P256) } });
    expect(key?.ok && [...key.value.bytes]).toEqual([...bytesOf(P256.x), ...bytesOf(P256.y)]);
  });

  test('STM-012 outside the suite is read, without looking at its members, as one that verifies nothing', async () => {
    const others = [
      { ...ED25519, crv: 'X25519' },
      { ...ED25519, kty: 'EC' },
      { ...ED25519, crv: 'P-256' },
      { ...P256, crv: 'P-384' },
      { ...P256, kty: 'OKP' },
      { ...P256, crv: 'Ed25519' },
      { kty: 'RSA', x: 1 },
      {},
    ];
    const keys = await importPublicKeys(others as readonly PublicJwk[]);
    for (const key of keys) {
      expect(key).toMatchObject({ ok: true, value: { kid: '' } });
      expect(key.ok && [key.value.alg, key.value.bytes.length]).toEqual([undefined, 0]);
    }
  });

  test('CNV-006 is refused for a coordinate that is not the text of 32 bytes', async () => {
    const wrong = [undefined, null, 7, [ED25519.x], '', ED25519.x.slice(1), `${ED25519.x}A`, `${ED25519.x}AAA`];
    const jwks = wrong.flatMap((text) => [
      { ...ED25519, x: text },
      { ...P256, x: text },
      { ...P256, y: text },
    ]);
    for (const word of await read(jwks)) expect(word).toMatch(/^E_FORMAT CNV-00[2-6]$/);
    expect(
      await read([
        { ...ED25519, x: 7 },
        { ...P256, y: undefined },
        { ...ED25519, x: 'AAAA' },
      ]),
    ).toEqual(['E_FORMAT CNV-006', 'E_FORMAT CNV-006', 'E_FORMAT CNV-006']);
  });

  test('stands at its own place beside keys that are refused or outside the suite', async () => {
    const jwks = [{ ...P256, x: 'AAAA' }, P256, { kty: 'RSA' }, ED25519, { ...ED25519, x: 7 }];
    expect(await read(jwks)).toEqual(['E_FORMAT CNV-006', 'ES256', 'other', 'Ed25519', 'E_FORMAT CNV-006']);
    const keys = await importPublicKeys(jwks as readonly PublicJwk[]);
    expect(keys[3]).toMatchObject({ value: { kid: ED25519_KID } });
  });
});

describe('a key from bytes', () => {
  test('is the one of the JWK with these bytes', async () => {
    const bytes = new Uint8Array(bytesOf(ED25519.x));
    const [key] = await publicKeysFromBytes([bytes]);
    expect(key).toMatchObject({ alg: 'Ed25519', kid: ED25519_KID, bytes });
    expect(await thumbprints([bytes, new Uint8Array(32)])).toEqual([
      ED25519_KID,
      await calculateJwkThumbprint({ ...ED25519, x: 'A'.repeat(43) }),
    ]);
  });

  test.each([0, 31, 33, 64])('is not made of %i bytes', async (length) => {
    const words = `an Ed25519 public key has 32 bytes, got ${length}`;
    await expect(publicKeysFromBytes([new Uint8Array(length)])).rejects.toThrow(new RangeError(words));
  });
});
