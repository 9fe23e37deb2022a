import { createRequire } from 'node:module';
import { createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { isExpectedX25519, sodiumX25519 } from '../../src/platform/x25519-sodium.ts';

interface Library {
  crypto_scalarmult_base(publicKey: Uint8Array, privateKey: Uint8Array): void;
  crypto_scalarmult(shared: Uint8Array, privateKey: Uint8Array, publicKey: Uint8Array): void;
}

const library = createRequire(import.meta.url)('sodium-native') as Library;
const { crypto_scalarmult_base: base, crypto_scalarmult: multiply } = library;

test('libsodium makes the public halves and agrees on the secrets that node:crypto does', async () => {
  for (let round = 0; round < 20; round++) {
    const [own, other] = [generateKeyPairSync('x25519').privateKey, generateKeyPairSync('x25519').publicKey];
    const { d = '', x } = createPrivateKey(own.export({ format: 'pem', type: 'pkcs8' })).export({ format: 'jwk' });
    const key = sodiumX25519(Buffer.from(d, 'base64url'));
    const theirs = createPublicKey(other.export({ format: 'pem', type: 'spki' })).export({ format: 'jwk' }).x ?? '';
    expect(Buffer.from((await key?.publicKey()) ?? []).toString('base64url')).toBe(x);
    const shared = await key?.agree(Buffer.from(theirs, 'base64url'));
    expect(Buffer.from(shared ?? []).equals(diffieHellman({ privateKey: own, publicKey: other }))).toBe(true);
  }
});

test('SEC-010 it agrees with a key of small order on nothing', async () => {
  expect(await sodiumX25519(new Uint8Array(32).fill(5))?.agree(new Uint8Array(32))).toBeUndefined();
});

test('a key whose bytes were wiped is another key', async () => {
  const bytes = new Uint8Array(32).fill(5);
  const key = sodiumX25519(bytes);
  const before = await key?.publicKey();
  bytes.fill(0);
  expect(await key?.publicKey()).not.toEqual(before);
});

test('a library is taken only if it gives the known answers, and no secret of zeros', () => {
  expect(isExpectedX25519({ crypto_scalarmult_base: base, crypto_scalarmult: multiply })).toBe(true);
  const bad: readonly unknown[] = [
    undefined,
    {},
    { crypto_scalarmult_base: base },
    { crypto_scalarmult_base: () => undefined, crypto_scalarmult: multiply },
    { crypto_scalarmult_base: base, crypto_scalarmult: () => undefined },
    {
      crypto_scalarmult_base: base,
      crypto_scalarmult: (shared: Uint8Array, ...rest: [Uint8Array, Uint8Array]) =>
        rest[1].some((byte) => byte !== 0) ? multiply(shared, ...rest) : undefined,
    },
  ];
  for (const each of bad) expect(isExpectedX25519(each)).toBe(false);
});
