import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Platform, SignatureJob } from '../../src/platform/platform.ts';

const STAND_IN = '../../src/platform/ed25519-noble.ts';

// RFC 8032, §7.1, test 2.
const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
const genuine = (): SignatureJob => ({
  alg: 'Ed25519',
  key: bytes('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c'),
  cache: {},
  message: bytes('72'),
  signature: bytes(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  ),
});

/** The web platform as a page that was just opened has it: nothing probed, nothing loaded. */
async function freshPlatform(): Promise<Platform> {
  vi.resetModules();
  return (await import('../../src/platform/web.ts')).platform;
}

const refusal = (name: string) => (): Promise<never> => Promise.reject(new DOMException('refused', name));

beforeEach(() => void vi.restoreAllMocks());
afterEach(() => {
  vi.doUnmock(STAND_IN);
  vi.restoreAllMocks();
});

describe('the web platform', () => {
  test('asks once whether WebCrypto has Ed25519, however many calls wait for the answer', async () => {
    const platform = await freshPlatform();
    const importKey = vi.spyOn(crypto.subtle, 'importKey');
    const jobs = [genuine(), genuine()];
    expect(await Promise.all([platform.verify(jobs), platform.verify(jobs)])).toEqual([
      [true, true],
      [true, true],
    ]);
    expect(importKey).toHaveBeenCalledTimes(1 + jobs.length);
  });

  test('never loads the stand-in where WebCrypto has the curve', async () => {
    vi.doMock(STAND_IN, () => {
      throw new Error('loaded');
    });
    const platform = await freshPlatform();
    expect(await platform.verify([genuine()])).toEqual([true]);
    expect((await platform.signingKeyFromSeed(new Uint8Array(32))).publicKey).toHaveLength(32);
  });

  test.each(['NotSupportedError', 'SyntaxError', 'OperationError'])(
    'uses the stand-in where WebCrypto answers Ed25519 with %s',
    async (name) => {
      vi.spyOn(crypto.subtle, 'importKey').mockImplementation(refusal(name));
      const platform = await freshPlatform();
      const verify = vi.spyOn(crypto.subtle, 'verify');
      expect(await platform.verify([genuine(), { ...genuine(), message: bytes('73') }])).toEqual([true, false]);
      expect(verify).not.toHaveBeenCalled();
    },
  );

  test('tries again to load the stand-in after it could not be loaded', async () => {
    vi.spyOn(crypto.subtle, 'importKey').mockImplementation(refusal('NotSupportedError'));
    vi.doMock(STAND_IN, () => {
      throw new Error('the network is down');
    });
    const platform = await freshPlatform();
    await expect(platform.verify([genuine()])).rejects.toThrow();
    vi.doUnmock(STAND_IN);
    expect(await platform.verify([genuine()])).toEqual([true]);
  });

  test('STM-016 takes a key that WebCrypto refuses as no point for one under which nothing holds', async () => {
    const platform = await freshPlatform();
    await platform.verify([genuine()]);
    vi.spyOn(crypto.subtle, 'importKey').mockImplementation(refusal('DataError'));
    const job = genuine();
    expect(await platform.verify([job])).toEqual([false]);
    expect(await platform.verify([job])).toEqual([false]);
  });

  test('does not take a failure of the platform for a false signature', async () => {
    const platform = await freshPlatform();
    await platform.verify([genuine()]);
    vi.spyOn(crypto.subtle, 'importKey').mockImplementation(refusal('OperationError'));
    await expect(platform.verify([genuine()])).rejects.toThrow('refused');
  });
});

describe('the stand-in for Ed25519', () => {
  test('STM-015 takes S = L and above for false, and does not throw', async () => {
    const { ed25519 } = await import('../../src/platform/ed25519-noble.ts');
    const orderOfBase = 'edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010';
    const r = Buffer.from(genuine().signature.subarray(0, 32)).toString('hex');
    for (const s of [orderOfBase, 'ff'.repeat(32)])
      expect(await ed25519.verify({ ...genuine(), signature: bytes(r + s) })).toBe(false);
  });

  test('takes a key that is not a point for one under which nothing holds', async () => {
    const { ed25519 } = await import('../../src/platform/ed25519-noble.ts');
    const job = { ...genuine(), key: bytes(`02${'00'.repeat(31)}`) };
    expect([await ed25519.verify(job), await ed25519.verify(job)]).toEqual([false, false]);
  });
});
