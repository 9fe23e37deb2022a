import { expect, test } from 'vitest';
import { platform } from '#platform';

test('hashes each input, bytes or text, as FIPS 180-4 shows, in order', async () => {
  const inputs = ['abc', '', 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'];
  const digests = [
    'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU',
    'JI1qYdIGOLjlwCaTDD5gOaM85Flk_yFn9uzt1BnbBsE',
  ];
  expect(await platform.digests(inputs)).toEqual(digests);
  expect(await platform.digests(inputs.map((input) => new TextEncoder().encode(input)))).toEqual(digests);
});

test('hashes of a text its bytes in UTF-8', async () => {
  const [text, bytes] = await platform.digests([
    '\u00e9\u{1f33e}',
    new Uint8Array([0xc3, 0xa9, 0xf0, 0x9f, 0x8c, 0xbe]),
  ]);
  expect(text).toBe(bytes);
});
