import { encodeBase64url } from '@allod/core/bytes';
import { expect, test } from 'vitest';
import { platform } from '#platform';

test('hashes each input as FIPS 180-4 shows, in order', async () => {
  const inputs = ['abc', '', 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'];
  const digests = await platform.sha256(inputs.map((input) => new TextEncoder().encode(input)));
  expect(digests.map(encodeBase64url)).toEqual([
    'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU',
    'JI1qYdIGOLjlwCaTDD5gOaM85Flk_yFn9uzt1BnbBsE',
  ]);
});
