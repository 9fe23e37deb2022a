import { decodeBase64url } from '@allod/core/bytes';
import { thumbprints } from '@allod/core/verify';
import { inviteKeys, INVITE_SEED_BYTES, secretFromBytes } from '@allod/principals/links';
import { createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';

/** Seeds and the keys of their invites, computed elsewhere by another program. */
const known = [
  {
    seed: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    sig: 'El52SFrjsqsPJ0YJ4nABlYW5ZkH1sS34lMKINIJUEi4',
    kid: 'ukWLr9xofqc3X-zLR90qLKURrgY25s0hvwTIzMrPnok',
    enc: '7s_KbEY9AmGy9LX_GAv7oBnumjieLn0xhI7M1kAaj1M',
  },
  {
    seed: '__________________________________________8',
    sig: 'Egk_l0Ur4vqJNg4ipuaWMUIjTfUh-fVQgFBQIUiuOwk',
    kid: '7fDCKwijHnoNATMLKZvP8JoWDa9f0kpfaizwL7K6j1Y',
    enc: '_MBAvy8fEwdegxP-YxvCi0SjqJkmRJCthSxigevdQC0',
  },
  {
    seed: 'm1Krw7jzZVjkMDowNj9xsLqNK8Q2dZZGkDUPOl1LDzs',
    sig: 'W45YqL1KxGVx55vt8K-v9kxX1A2QZ6DGmQhMfZNDnpI',
    kid: '_XMpEi8r_pcJYvZiregsIxklnNosrKamwQ2Ab4-IltM',
    enc: 'zEMQfqolYLN-ZboZQJdXmB8cjW8GRnmOptjjGu1YD1Y',
  },
];

function bytesOf(text: string): Uint8Array {
  const decoded = decodeBase64url(text);
  if (!decoded.ok) throw new Error('a fixture is not base64url');
  return decoded.value;
}

test('PRN-090 makes of a seed the keys that every other program makes of it', async () => {
  for (const { seed, sig, kid, enc } of known) {
    const keys = await inviteKeys(secretFromBytes(bytesOf(seed)));
    expect(keys.sig).toEqual({ kty: 'OKP', crv: 'Ed25519', x: sig });
    expect(keys.enc).toEqual({ kty: 'OKP', crv: 'X25519', x: enc });
    expect(keys.signer.kid).toBe(kid);
    expect([keys.signer.kid]).toEqual(await thumbprints([keys.signer.publicKey]));
  }
});

test('PRN-090 keeps the private key that belongs to the public one for encryption', async () => {
  const seed = bytesOf(known[2]!.seed);
  const { enc, encSecret } = await inviteKeys(secretFromBytes(seed));
  const expected = Buffer.from(hkdfSync('sha256', seed, new Uint8Array(), 'allod1/invite/enc', 32));
  expect(Buffer.from(encSecret.bytes())).toEqual(expected);
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), expected]);
  const publicKey = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
  expect(publicKey.export({ format: 'jwk' })).toEqual(enc);
});

test('PRN-091 shows no private key however the keys are printed', async () => {
  const seed = bytesOf(known[2]!.seed);
  const keys = await inviteKeys(secretFromBytes(seed));
  const printed = `${JSON.stringify(keys)}\n${inspect(keys, { depth: null, showHidden: true, getters: true })}`;
  for (const secret of [
    seed,
    keys.encSecret.bytes(),
    Buffer.from(hkdfSync('sha256', seed, '', 'allod1/invite/sig', 32)),
  ]) {
    for (const encoding of ['base64url', 'hex'] as const)
      expect(printed).not.toContain(Buffer.from(secret).toString(encoding));
    expect(printed).not.toContain([...secret.subarray(0, 3)].join(', '));
  }
});

test('throws for a seed of another length', async () => {
  expect(INVITE_SEED_BYTES).toBe(32);
  for (const length of [0, 31, 33])
    await expect(inviteKeys(secretFromBytes(new Uint8Array(length)))).rejects.toThrow(RangeError);
});
