import {
  agreedWrappingKey,
  decrypt,
  encrypt,
  equalSecrets,
  hkdf,
  importX25519,
  sha256,
  unwrapKey,
  wrapKey,
} from '@allod/core/open/primitives';
import { describe, expect, test } from 'vitest';

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const filled = (value: number, length = 32): Uint8Array => new Uint8Array(length).fill(value);

describe('what opens secrets, on every platform', () => {
  test('derives as RFC 5869 does without salt', () => {
    // Appendix A.3: its output has 42 bytes, of which 32 are one block.
    const derived = '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d';
    expect(hkdf(filled(0x0b, 22), '')).toEqual(hex(derived));
    expect(hkdf(filled(0x0b, 22), new Uint8Array())).toEqual(hex(derived));
  });

  test('hashes as FIPS 180-4 does', () => {
    const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(sha256(new TextEncoder().encode('abc'))).toEqual(hex(digest));
  });

  test('agrees as RFC 7748 §6.1 does', async () => {
    const alice = await importX25519(hex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'));
    const bob = await importX25519(hex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'));
    const publicKeys = await Promise.all([alice.publicKey(), bob.publicKey()]);
    expect(publicKeys).toEqual([
      hex('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a'),
      hex('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f'),
    ]);
    const shared = hex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742');
    expect(await Promise.all([alice.agree(publicKeys[1]), bob.agree(publicKeys[0])])).toEqual([shared, shared]);
  });

  test.each([0, 1])('gives nothing for the point %d, which makes zeros', async (u) => {
    const key = await importX25519(filled(5));
    expect(await key.agree(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? u : 0)))).toBeUndefined();
  });

  test('wraps as RFC 3394 §4.6 does, and unwraps nothing that was changed', async () => {
    const wrapping = hex('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f');
    const key = hex('00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f');
    const wrapped = await wrapKey(wrapping, key);
    expect(wrapped).toEqual(hex('28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21'));
    expect(await unwrapKey(wrapping, wrapped)).toEqual(key);
    for (let at = 0; at < wrapped.length; at++) {
      const changed = new Uint8Array(wrapped);
      changed[at]! ^= 1;
      expect(await unwrapKey(wrapping, changed)).toBeUndefined();
    }
    expect(await unwrapKey(key, wrapped)).toBeUndefined();
  });

  test('encrypts as case 16 of the paper on GCM, and gives nothing for a tag that does not hold', async () => {
    const job = {
      key: hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308'),
      iv: hex('cafebabefacedbaddecaf888'),
      additionalData: hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'),
    };
    const plaintext = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    );
    const [encrypted] = await encrypt([{ ...job, plaintext }]);
    const { ciphertext, tag } = encrypted!;
    expect(ciphertext).toEqual(
      hex(
        '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
      ),
    );
    expect(tag).toEqual(hex('76fc6ece0f4e1768cddf8853bb2d551b'));
    const forged = new Uint8Array(tag);
    forged[15]! ^= 1;
    const jobs = [tag, forged].map((each) => ({ ...job, ciphertext, tag: each }));
    expect(await decrypt(jobs)).toEqual([plaintext, undefined]);
    expect(await decrypt([{ ...jobs[0]!, additionalData: new Uint8Array() }])).toEqual([undefined]);
  });

  test('compares secrets by their bytes', () => {
    expect(equalSecrets(filled(1), filled(1))).toBe(true);
    expect(equalSecrets(filled(1), filled(1, 31))).toBe(false);
    for (let at = 0; at < 32; at++) expect(equalSecrets(filled(1), filled(1).fill(2, at, at + 1))).toBe(false);
  });

  test('makes one wrapping key of one shared secret, which has 32 bytes', () => {
    expect(agreedWrappingKey(filled(1))).toHaveLength(32);
    expect(agreedWrappingKey(filled(1))).not.toEqual(agreedWrappingKey(filled(2)));
  });

  test('throws for lengths that are none', async () => {
    const sound = { key: filled(1), iv: filled(1, 12), additionalData: filled(1), plaintext: filled(1) };
    expect(() => encrypt([{ ...sound, key: filled(1, 16) }])).toThrow(RangeError);
    expect(() => encrypt([{ ...sound, iv: filled(1, 16) }])).toThrow(RangeError);
    expect(() => decrypt([{ ...sound, ciphertext: filled(1), tag: filled(1, 12) }])).toThrow(RangeError);
    await expect(wrapKey(filled(1, 16), filled(1))).rejects.toThrow(RangeError);
    await expect(wrapKey(filled(1), filled(1, 16))).rejects.toThrow(RangeError);
    await expect(unwrapKey(filled(1), filled(1, 32))).rejects.toThrow(RangeError);
    await expect(importX25519(filled(1, 31))).rejects.toThrow(RangeError);
  });
});
