import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createPlatform as createBuiltPlatform } from '../../dist/platform/node.js';
import { findSodium as findBuiltSodium } from '../../dist/platform/sodium.js';
import { startVerifyThread as startBuiltThread } from '../../dist/platform/verify-thread.js';
import { createPlatform } from '../../src/platform/node.ts';
import type { SignatureJob } from '../../src/platform/platform.ts';
import { findSodium } from '../../src/platform/sodium.ts';
import { startVerifyThread } from '../../src/platform/verify-thread.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'));

/** So many jobs, of which those at these places do not hold. */
function jobsWith(count: number, wrong: readonly number[]): SignatureJob[] {
  return Array.from({ length: count }, (_, at) => {
    const message = Buffer.from(`message ${at}`);
    const signature = new Uint8Array(sign(null, message, privateKey));
    if (wrong.includes(at)) signature[40]! ^= 1;
    return { alg: 'Ed25519', key, cache: {}, message, signature };
  });
}

const expected = (count: number, wrong: readonly number[]): boolean[] =>
  Array.from({ length: count }, (_, at) => !wrong.includes(at));

describe('a thread that verifies', () => {
  test('STM-016 says of each signature whether it holds, for several who ask at once', async () => {
    const thread = startBuiltThread();
    const [first, second] = await Promise.all([thread.verify(jobsWith(40, [7, 39])), thread.verify(jobsWith(3, [0]))]);
    expect(first).toEqual(expected(40, [7, 39]));
    expect(second).toEqual(expected(3, [0]));
  });

  test('that cannot start says nothing, and goes on saying nothing', async () => {
    // Beside the source of this package there is no program for it.
    const thread = startVerifyThread();
    expect(await thread.verify(jobsWith(2, []))).toBeUndefined();
    expect(await thread.verify(jobsWith(2, []))).toBeUndefined();
  });

  test('does not keep a process alive', async () => {
    const program = `
      import { startVerifyThread } from ${JSON.stringify(new URL('../../dist/platform/verify-thread.js', import.meta.url).href)};
      const job = { alg: 'Ed25519', key: new Uint8Array(32), cache: {}, message: new Uint8Array(1), signature: new Uint8Array(64) };
      console.log(JSON.stringify(await startVerifyThread().verify([job])));
    `;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
    expect(stdout).toBe('[false]\n');
  });
});

test.each([
  ['with a thread', createBuiltPlatform(findBuiltSodium)],
  ['whose thread cannot start', createPlatform(findSodium)],
])('STM-016 a platform %s finds the false signatures of a batch, wherever they stand', async (_, platform) => {
  const wrong = [0, 31, 32, 100, 255];
  expect(await platform.verify(jobsWith(256, wrong))).toEqual(expected(256, wrong));
  expect(await platform.verify(jobsWith(64, [63]))).toEqual(expected(64, [63]));
});
