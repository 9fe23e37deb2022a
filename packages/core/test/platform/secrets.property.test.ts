import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAscii as nodeDecode, encode } from '../../src/platform/base64-node.ts';
import { decodeAscii as webDecode } from '../../src/platform/base64-web.ts';
import { secrets as node } from '../../src/platform/secrets-node.ts';
import { secrets as web } from '../../src/platform/secrets-web.ts';
import { x25519 as noble } from '../../src/platform/x25519-noble.ts';
import { isSupported, x25519 as native } from '../../src/platform/x25519-web.ts';
import type { SecretsPlatform } from '../../src/platform/secrets.ts';

const BOTH: readonly SecretsPlatform[] = [node, web];
const of = (length: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ minLength: length, maxLength: length });
const any = fc.uint8Array({ maxLength: 300 });

/** Some bytes, one of them changed or none. */
const spoil = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at % (2 * bytes.length) ? byte ^ 1 : byte));

test('both platforms hash, encrypt and decrypt alike, what was changed included', async () => {
  await fc.assert(
    fc.asyncProperty(of(32), of(12), any, any, fc.nat(100), async (key, iv, additionalData, plaintext, at) => {
      expect(node.sha256(plaintext)).toEqual(web.sha256(plaintext));
      const text = new TextDecoder('latin1').decode(plaintext);
      expect(node.sha256(text)).toEqual(web.sha256(text));
      const job = { key, iv, additionalData };
      const encrypted = (await Promise.all(BOTH.map(({ encrypt }) => encrypt([{ ...job, plaintext }])))).flat();
      expect(encrypted[0]!.ciphertext).toEqual(encrypted[1]!.ciphertext);
      expect(encrypted[0]!.tag).toEqual(encrypted[1]!.tag);
      const { ciphertext, tag } = encrypted[0]!;
      const jobs = [
        { ...job, ciphertext, tag },
        { ...job, ciphertext, tag: spoil(tag, at) },
        { ...job, ciphertext: spoil(ciphertext, at), tag },
      ];
      const [one, two] = await Promise.all(BOTH.map(({ decrypt }) => decrypt(jobs)));
      expect(one).toEqual(two);
      expect(one![0]).toEqual(plaintext);
    }),
    { numRuns: 200 },
  );
});

test('both platforms wrap and unwrap alike, what was changed included', async () => {
  await fc.assert(
    fc.asyncProperty(of(32), of(32), fc.nat(100), async (wrapping, key, at) => {
      const [wrapped, same] = await Promise.all(BOTH.map(({ wrapKey }) => wrapKey(wrapping, key)));
      expect(wrapped).toEqual(same);
      for (const given of [wrapped!, spoil(wrapped!, at)]) {
        const [one, two] = await Promise.all(BOTH.map(({ unwrapKey }) => unwrapKey(wrapping, given)));
        expect(one).toEqual(two);
      }
    }),
    { numRuns: 100 },
  );
});

test('node:crypto, WebCrypto and JavaScript agree on secrets alike, on any point, of small order included', async () => {
  expect(await isSupported()).toBe(true);
  const small = fc
    .constantFrom(0n, 1n, 2n ** 255n - 20n, 2n ** 255n - 19n, 2n ** 255n - 18n, 2n ** 255n)
    .map((u) => Uint8Array.from({ length: 32 }, (_, i) => Number((u >> BigInt(8 * i)) & 255n)));
  await fc.assert(
    fc.asyncProperty(of(32), fc.oneof(of(32), small), async (privateKey, point) => {
      const halves = await Promise.all([node.x25519, web.x25519, native, noble].map((x25519) => x25519(privateKey)));
      const found = await Promise.all(halves.map(async (key) => [await key.publicKey(), await key.agree(point)]));
      for (const each of found) expect(each).toEqual(found[0]);
    }),
    { numRuns: 60 },
  );
});

test('both platforms decode texts in ASCII alike: exactly what encodes to them', () => {
  const letters = fc.uint8Array({ maxLength: 40 }).map((bytes) => new TextEncoder().encode(encode(bytes)));
  const others = fc
    .array(fc.constantFrom(...'AQgwEz09-_+/= \n.'.split('').map((each) => each.charCodeAt(0)), 0, 0x80, 0xc1, 0xff), {
      maxLength: 12,
    })
    .map((codes) => Uint8Array.from(codes));
  fc.assert(
    fc.property(fc.oneof(letters, others), (codes) => {
      const decoded = nodeDecode(codes);
      expect(decoded).toEqual(webDecode(codes));
      if (decoded !== undefined) expect(encode(decoded)).toBe(String.fromCharCode(...codes));
      const isCanonical =
        encode(Buffer.from(String.fromCharCode(...codes), 'base64url')) === String.fromCharCode(...codes);
      expect(decoded !== undefined).toBe(isCanonical);
    }),
    { numRuns: 5000 },
  );
});
