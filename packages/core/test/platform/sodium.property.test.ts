import { createSoftwareSigner } from '@allod/core/statement';
import { publicKeysFromBytes, verifyEd25519 } from '@allod/core/verify';
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, inject, test } from 'vitest';
import { isCanonicalScalar, isStrongPoint } from '../../src/key/ed25519-rule.ts';
import { findSodium as findNone } from '../../src/platform/no-sodium.ts';
import { createPlatform } from '../../src/platform/node.ts';
import type { SignatureJob } from '../../src/platform/platform.ts';
import { findSodium, isExpectedSodium } from '../../src/platform/sodium.ts';
import type { VectorBytes } from './provided.d.ts';

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
/** A point of order 8: its multiples are all points of small order. */
const TORSION = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');

const withSodium = createPlatform(findSodium);
const withoutSodium = createPlatform(findNone);

type Signed = Pick<SignatureJob, 'key' | 'message' | 'signature'>;

/** The verdict of both backends on one signature, alone and within a batch that is shared with the pool. */
async function verdicts(signed: Signed): Promise<boolean[]> {
  const job = (): SignatureJob => ({ ...signed, alg: 'Ed25519', cache: {} });
  const many = Array.from({ length: 9 }, job);
  const all = await Promise.all(
    [withSodium, withoutSodium].flatMap((platform) => [platform.verify([job()]), platform.verify(many)]),
  );
  return all.flat();
}

/** Whether the rules on bytes let a signature come as far as the platform. (STM-013 to STM-015) */
function isLetThrough({ key, signature }: Signed): boolean {
  return isStrongPoint(key) && isStrongPoint(signature.subarray(0, 32)) && isCanonicalScalar(signature.subarray(32));
}

const hash = (...parts: readonly Uint8Array[]): bigint => {
  const digest = createHash('sha512');
  for (const part of parts) digest.update(part);
  return littleEndian(digest.digest());
};

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

function bytesOf(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
}

/** A signature whose key and first half each have a part of small order: which equation a library computes decides about it. */
function crafted(seed: Uint8Array, keyPart: number, firstPart: number): Signed {
  const [secret, nonce] = [hash(seed, new Uint8Array(1)) % ORDER, hash(seed) % ORDER];
  const part = (n: number): InstanceType<typeof Point> => (n === 0 ? Point.ZERO : TORSION.multiplyUnsafe(BigInt(n)));
  const key = Point.BASE.multiply(secret).add(part(keyPart)).toBytes();
  const first = Point.BASE.multiply(nonce).add(part(firstPart)).toBytes();
  const challenge = hash(first, key, seed) % ORDER;
  const second = bytesOf((nonce + challenge * secret) % ORDER);
  return { key, message: seed, signature: new Uint8Array([...first, ...second]) };
}

const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('libsodium is here, and gives the known answers', () => {
  expect(isExpectedSodium(findSodium())).toBe(true);
  expect(findSodium()).toBe(findSodium());
});

describe('Ed25519 by libsodium and by node:crypto', () => {
  test('STM-016 gets the same verdict with parts of small order in the key and in R, without any rule before', async () => {
    const parts = fc.integer({ min: 0, max: 7 });
    const seen = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(seeds, parts, parts, async (seed, keyPart, firstPart) => {
        const [verdict, ...others] = await verdicts(crafted(seed, keyPart, firstPart));
        expect(others.every((other) => other === verdict)).toBe(true);
        if (keyPart === 0) expect(verdict).toBe(firstPart === 0);
        seen.add(verdict!);
      }),
      { numRuns: 150 },
    );
    expect(seen.size).toBe(2);
  });

  test('STM-016 gets the same verdict after any change of one bit, in key, message or signature', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, fc.constantFrom('key', 'message', 'signature'), fc.nat(), async (seed, which, place) => {
        const signer = await createSoftwareSigner(seed);
        const [signature] = await signer.sign([seed]);
        const signed = { key: signer.publicKey, message: seed, signature: signature! };
        expect(new Set(await verdicts(signed))).toEqual(new Set([true]));
        const changed = new Uint8Array(signed[which]);
        changed[(place >> 3) % changed.length]! ^= 1 << (place & 7);
        const mutated = { ...signed, [which]: changed };
        // A message or a key that differs gives another challenge; nothing of this holds.
        expect(new Set(await verdicts(mutated))).toEqual(new Set([false]));
      }),
      { numRuns: 60 },
    );
  });

  test('STM-013, STM-014, STM-015 can differ only in what the rules on bytes refuse before, and of that libsodium accepts nothing', async () => {
    const bytes = (value: VectorBytes): Uint8Array =>
      '$repeat' in value
        ? new Uint8Array(Array.from({ length: value.$repeat.n }, () => [...bytes(value.$repeat.of)]).flat())
        : new Uint8Array(Buffer.from(value.$b64u, 'base64url'));
    const before: [string, boolean | undefined][] = [];
    for (const { id, input } of inject('ed25519Cases')) {
      const signed = { key: bytes(input.key), message: bytes(input.message), signature: bytes(input.signature) };
      const [sodium, node] = await verdicts(signed).then((all) => [all[0], all[10]]);
      // Which of the others OpenSSL accepts depends on its version.
      if (isLetThrough(signed)) expect([id, sodium]).toEqual([id, node]);
      else before.push([id, sodium]);
    }
    expect(before.length).toBeGreaterThan(30);
    expect(before.filter(([, sodium]) => sodium !== false)).toEqual([]);
  });

  test('STM-013 to STM-016 get the same verdict whatever the bytes are', async () => {
    const encodings = fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom(0n, 1n, 2n, 3n).map(bytesOf),
      fc.bigInt({ min: 0n, max: 20n }).map((n) => bytesOf((1n << 255n) - 20n + n)),
      fc.integer({ min: 0, max: 7 }).map((n) => (n === 0 ? Point.ZERO : TORSION.multiplyUnsafe(BigInt(n))).toBytes()),
      fc.bigInt({ min: 0n, max: 9n }).map((n) => bytesOf(ORDER - 5n + n)),
    );
    await fc.assert(
      fc.asyncProperty(encodings, encodings, encodings, async (key, first, second) => {
        const signed = { key, message: first, signature: new Uint8Array([...first, ...second]) };
        const all = new Set(await verdicts(signed));
        if (isLetThrough(signed)) expect(all.size).toBe(1);
        else expect((await withSodium.verify([{ ...signed, alg: 'Ed25519', cache: {} }]))[0]).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('STM-016 refuses alike what the cofactor alone would save, through the whole rule', async () => {
    const signed = crafted(new Uint8Array(32).fill(5), 0, 4);
    const [key] = await publicKeysFromBytes([signed.key]);
    const verdict = await verifyEd25519(key!, signed.message, signed.signature);
    expect(!verdict.ok && verdict.error.requirement).toBe('STM-016');
  });
});

describe('a library that is not the one we know', () => {
  const accepts = { crypto_sign_verify_detached: () => true };
  const refuses = { crypto_sign_verify_detached: () => false };
  const cofactored = {
    crypto_sign_verify_detached: (signature: Uint8Array, message: Uint8Array, key: Uint8Array) =>
      ed25519.verify(signature, message, key, { zip215: true }),
  };
  const throws = {
    crypto_sign_verify_detached: () => {
      throw new Error('broken');
    },
  };
  test.each([
    ['nothing', undefined],
    ['something without the function', {}],
    ['one that accepts all', accepts],
    ['one that accepts none', refuses],
    ['one that multiplies by the cofactor', cofactored],
    ['one that throws', throws],
  ])('is not used: %s', (_, library) => {
    expect(isExpectedSodium(library)).toBe(false);
  });
});
