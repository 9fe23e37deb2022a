import { encodeStatement, signTogether } from '@allod/core/statement';
import { thumbprints } from '@allod/core/verify';
import { decodeOp } from '@allod/principals';
import { kitKeys, secretFromBytes } from '@allod/principals/kit';
import { inviteKeys } from '@allod/principals/links';
import { hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { device, entryOf, initClaims } from '../devices.ts';
import { ONES, RANDOM, ZEROS } from './known.ts';

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'base64url');
}

test('PRN-078 makes of a kit the keys that every other program makes of it', async () => {
  for (const { seed, sig, kid, enc } of [ZEROS, ONES, RANDOM]) {
    const keys = await kitKeys(secretFromBytes(bytesOf(seed)));
    expect(keys.sig).toEqual({ kty: 'OKP', crv: 'Ed25519', x: sig });
    expect(keys.enc).toEqual({ kty: 'OKP', crv: 'X25519', x: enc });
    expect(keys.signer.kid).toBe(kid);
    expect([keys.signer.kid]).toEqual(await thumbprints([keys.signer.publicKey]));
    const expected = Buffer.from(hkdfSync('sha256', bytesOf(seed), '', 'allod1/kit/enc', 32));
    expect(Buffer.from(keys.encSecret.bytes())).toEqual(expected);
  }
});

test('PRN-078 makes other keys of the seed of an invite', async () => {
  const kit = await kitKeys(secretFromBytes(new Uint8Array(31)));
  const invite = await inviteKeys(secretFromBytes(new Uint8Array(32)));
  expect(new Set([kit.sig.x, kit.enc.x, invite.sig.x, invite.enc.x]).size).toBe(4);
});

test('gives what the root entry of a user names', async () => {
  const owner = await device(1, 40);
  const { signer, enc } = await kitKeys(secretFromBytes(bytesOf(RANDOM.seed)));
  const claims = initClaims([entryOf(owner), { kid: signer.kid, lvl: 50, enc }]);
  const op = await signTogether({ typ: 'allod-op', claims }, [owner.signer]);
  expect(decodeOp(encodeStatement(op)).ok).toBe(true);
});

test('PRN-079 shows no secret however the keys of a kit are printed', async () => {
  const seed = bytesOf(RANDOM.seed);
  const secret = secretFromBytes(seed);
  const keys = await kitKeys(secret);
  const printed = [secret, keys]
    .map((each) => `${JSON.stringify(each)} ${inspect(each, { depth: null, showHidden: true, getters: true })}`)
    .join('\n');
  const sigSecret = Buffer.from(hkdfSync('sha256', seed, '', 'allod1/kit/sig', 32));
  for (const hidden of [seed, sigSecret, Buffer.from(keys.encSecret.bytes())]) {
    for (const encoding of ['base64url', 'hex'] as const) expect(printed).not.toContain(hidden.toString(encoding));
    expect(printed).not.toContain([...hidden.subarray(0, 3)].join(', '));
  }
});

test('throws for a seed of another length', async () => {
  for (const length of [0, 30, 32])
    await expect(kitKeys(secretFromBytes(new Uint8Array(length)))).rejects.toThrow(RangeError);
});
