import { decodeBase64url, encodeBase64url } from '@allod/core/bytes';
import { joinShares, MAX_SHARES, secretFromBytes, splitKit } from '@allod/principals/secrets';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { bytesOf } from './craft.ts';

const seedBytes = bytesOf('kit').subarray(0, 31);
const seed = secretFromBytes(seedBytes);

/** The product in the field of the chapter, by its definition. */
function times(a: number, b: number): number {
  let [product, power] = [0, a];
  for (let bit = 0; bit < 8; bit++) {
    if ((b >> bit) & 1) product ^= power;
    power = (power << 1) ^ (power & 0x80 ? 0x11b : 0);
  }
  return product;
}

/** A share at a point, of polynomials with these coefficients above the entropy, and its last 4 bytes. */
function shareAt(point: number, coefficients: readonly Uint8Array[]): string {
  const entropy = Uint8Array.of(1, ...seedBytes);
  const values = entropy.map((byte, at) => {
    let [sum, power] = [byte, 1];
    for (const each of coefficients) sum ^= times(each[at]!, (power = times(power, point)));
    return sum;
  });
  return shareOf(coefficients.length + 1, Uint8Array.of(...values, point));
}

function shareOf(needed: number, bytes: Uint8Array): string {
  const check = createHash('sha256').update('allod1/share\0').update(Uint8Array.of(needed)).update(bytes).digest();
  return `allod-share-1-${needed}-${encodeBase64url(Uint8Array.of(...bytes, ...check.subarray(0, 4)))}`;
}

async function faultOf(texts: readonly string[]): Promise<unknown> {
  const joined = await joinShares(texts);
  return joined.ok ? 'ok' : [joined.error.code, joined.error.requirement, joined.error.details];
}

test('any of the shares that are as many as are needed, or more, give the kit back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 0, max: 4 }),
      fc.nat(),
      async (needed, more, turn) => {
        const shares = await splitKit(seed, { needed, shares: needed + more });
        const turned = [...shares.slice(turn % shares.length), ...shares.slice(0, turn % shares.length)];
        for (const count of [needed, shares.length]) {
          const joined = await joinShares(turned.slice(0, count).map((text) => ` ${text}\n`));
          expect(joined.ok && joined.value.bytes()).toEqual(seedBytes);
        }
      },
    ),
    { numRuns: 25, seed: 50 },
  );
});

test('shares are the values of polynomials over the field of the chapter, as another program computes them', async () => {
  const polynomials = [bytesOf('first'), bytesOf('second')];
  const joined = await joinShares([7, 255, 1].map((point) => shareAt(point, polynomials)));
  expect(joined.ok && joined.value.bytes()).toEqual(seedBytes);
});

test('SEC-050 a text that is no share, or a mistyped one, is told by its place', async () => {
  const [one, two] = (await splitKit(seed, { needed: 2, shares: 2 })) as [string, string];
  const data = one.slice('allod-share-1-2-'.length);
  const decoded = decodeBase64url(data);
  const body = decoded.ok ? decoded.value.slice(0, 33) : new Uint8Array();
  const bad = [
    '',
    data,
    one.replace('share-1', 'share-2'),
    one.replace('-1-2-', '-1-3-'),
    one.replace('-1-2-', '-1-17-'),
    one.replace('-1-2-', '-1-02-'),
    `${one}A`,
    one.slice(0, -1),
    `${one.slice(0, 20)}${one[20] === 'A' ? 'B' : 'A'}${one.slice(21)}`,
    shareOf(
      2,
      body.map((byte, at) => (at === 32 ? 0 : byte)),
    ),
  ];
  for (const text of bad)
    expect([text, await faultOf([two, text])]).toEqual([text, ['E_KIT', 'SEC-050', { fault: 'share', place: 2 }]]);
});

test('SEC-051 fewer shares than are needed, one of them twice, or of different kits, give nothing', async () => {
  const shares = await splitKit(seed, { needed: 3, shares: 4 });
  const others = await splitKit(secretFromBytes(new Uint8Array(31)), { needed: 2, shares: 2 });
  const few = (given: number): unknown => ['E_KIT', 'SEC-051', { fault: 'few', needed: given === 0 ? 2 : 3, given }];
  const mixed = ['E_KIT', 'SEC-051', { fault: 'mixed' }];
  for (const given of [0, 1, 2]) expect(await faultOf(shares.slice(0, given))).toEqual(few(given));
  expect(await faultOf([shares[0]!, shares[1]!, shares[0]!])).toEqual(mixed);
  expect(await faultOf([shares[0]!, shares[1]!, others[0]!])).toEqual(mixed);
  const again = [11, 12, 13].map((point) => shareAt(point, [bytesOf('a'), bytesOf('b')]));
  expect(await faultOf([...again, shareAt(14, [bytesOf('a'), bytesOf('c')])])).toEqual(mixed);
});

test('PRN-077 shares of something else than a kit give nothing', async () => {
  const values = (point: number): Uint8Array => Uint8Array.of(2, ...new Uint8Array(31), point);
  const joined = await joinShares([1, 2].map((point) => shareOf(2, values(point))));
  expect(!joined.ok && joined.error.details).toEqual({ fault: 'version' });
});

test('a kit is split into 2 to 16 shares', async () => {
  for (const [needed, shares] of [
    [1, 2],
    [3, 2],
    [2, MAX_SHARES + 1],
    [2.5, 4],
  ] as const)
    await expect(splitKit(seed, { needed, shares })).rejects.toThrow(RangeError);
  await expect(splitKit(secretFromBytes(new Uint8Array(32)), { needed: 2, shares: 3 })).rejects.toThrow(RangeError);
  expect(await splitKit(seed, { needed: MAX_SHARES, shares: MAX_SHARES })).toHaveLength(MAX_SHARES);
});
