import { collectionKey, epochKeys, sealBodies } from '@allod/core/open';
import type { SealJob } from '@allod/core/open';
import { beforeAll, describe, expect, test } from 'vitest';
import { bytesOf, filled, SECRET, SLOT } from './craft.ts';

let keys: Awaited<ReturnType<typeof epochKeys>>;
beforeAll(async () => {
  keys = await epochKeys(filled(1));
});

/** 32 bytes that stand for a number, as an ideal generator would give them: none twice. */
function numbered(n: number): Uint8Array {
  const out = new Uint8Array(32);
  new DataView(out.buffer).setUint32(0, n);
  return out;
}

/** Generators of random numbers, from sound to hopeless. */
const GENERATORS: readonly [string, (n: number) => Uint8Array][] = [
  ['never repeats itself', numbered],
  ['repeats itself after 7 calls, as that of a copied machine', (n) => numbered(n % 7)],
  ['is stuck', () => filled(0)],
];

/** A part of many bodies, as text: by place in the compact form. */
async function partsOf(
  count: number,
  { place, jobAt }: { readonly place: number; readonly jobAt: (n: number) => SealJob },
): Promise<Set<string>> {
  const found = new Set<string>();
  const decoder = new TextDecoder();
  for (let at = 0; at < count; at += 500) {
    const jobs = Array.from({ length: Math.min(500, count - at) }, (_, i) => jobAt(at + i));
    for (const body of await sealBodies(jobs)) found.add(decoder.decode(body).split('.')[place]!);
  }
  return found;
}

const HEADER = 0;
const IV = 2;
const CIPHERTEXT = 3;

describe.each(GENERATORS)('with a random generator that %s', (_, random) => {
  test('P13, SEC-040 no two of 33,334 contents in one place share an initialization vector', async () => {
    const to = collectionKey(keys, SLOT.col);
    const jobAt = (n: number): SealJob => ({
      slot: SLOT,
      content: bytesOf(String(n)),
      to,
      random: random(n),
      secret: SECRET,
    });
    expect((await partsOf(33_334, { place: IV, jobAt })).size).toBe(33_334);
  });

  test('P13, SEC-041 no two of 1,500 contents that others seal share an ephemeral key, which is in the header', async () => {
    const to = keys.publicKey;
    const jobAt = (n: number): SealJob => ({
      slot: SLOT,
      content: bytesOf(String(n)),
      to,
      random: random(n),
      secret: SECRET,
    });
    const headers = await partsOf(1500, { place: HEADER, jobAt });
    const ephemeral = [...headers].map((text) => (JSON.parse(atob(text)) as { epk: { x: string } }).epk.x);
    expect(new Set(ephemeral).size).toBe(1500);
  });

  test('P13 two devices that draw the same numbers share nothing, whatever they write', async () => {
    const jobAt = (n: number): SealJob => ({
      slot: SLOT,
      content: bytesOf('1'),
      to: keys.publicKey,
      random: random(0),
      secret: numbered(n),
    });
    for (const place of [HEADER, IV, CIPHERTEXT]) expect((await partsOf(200, { place, jobAt })).size).toBe(200);
  });
});

test('P13 one content at two places of members has two ciphertexts, also under a random generator that is stuck', async () => {
  const jobAt = (n: number): SealJob => ({
    slot: { ...SLOT, seq: n + 1 },
    content: bytesOf('1'),
    to: keys,
    random: filled(0),
    secret: SECRET,
  });
  expect((await partsOf(200, { place: CIPHERTEXT, jobAt })).size).toBe(200);
});

test('P13 one content at one place under numbers that differ has two ciphertexts', async () => {
  const jobAt = (n: number): SealJob => ({
    slot: SLOT,
    content: bytesOf('1'),
    to: keys,
    random: numbered(n),
    secret: SECRET,
  });
  expect((await partsOf(200, { place: CIPHERTEXT, jobAt })).size).toBe(200);
});

test.each([0, 31, 33])('does not take %d bytes for random ones, or for the secret of a device', async (length) => {
  const job = { slot: SLOT, content: bytesOf('1'), random: filled(1), secret: SECRET };
  for (const to of [keys, keys.publicKey])
    for (const wrong of [{ random: filled(1, length) }, { secret: filled(1, length) }])
      await expect(sealBodies([{ ...job, to, ...wrong }])).rejects.toThrow(RangeError);
});
